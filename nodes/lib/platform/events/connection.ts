import { steadily } from "../time/clock";
import type { Connect, LineEnd, SocketLine } from "../http/socket";
import type { Clock } from "../types";
import { asText, isObject } from "./spelling";
import type { Frame } from "./types";

/** The platform speaks every 30 s. After so long a silence it is asked ... */
export const PING_AFTER_MS = 35_000;
/** ... and after so long the line is taken for dead. */
export const DEAD_AFTER_MS = 40_000;

export interface Line {
  /** Resolves when the line is over, for whatever reason; never rejects. */
  ended: Promise<LineEnd | "silent" | "left">;
  /** When anything was last heard. */
  heardAt(): number;
  /** Ends it at once. */
  leave(): void;
}

export interface LineParts {
  connect: Connect;
  clock: Clock;
  url: string;
  signal: AbortSignal;
  onFrame: (frame: Frame, text: string) => void;
  /** A frame that is not one. */
  onNoise: () => void;
}

/** One attempt to get a line: one that stands and is watched, or a rejection. Never used again once it has ended. */
export const openLine = async ({
  connect,
  clock,
  url,
  signal,
  onFrame,
  onNoise,
}: LineParts): Promise<Line> => {
  const steady = steadily(clock);
  let heardAt = clock.now();
  let quietSince = steady.now();
  let over = false;
  let socket: SocketLine | undefined = undefined as SocketLine | undefined;
  let cancelWatch = (): void => undefined;
  let settle: (end: LineEnd | "silent" | "left") => void = () => undefined;
  const ended = new Promise<LineEnd | "silent" | "left">((resolve) => (settle = resolve));

  const finish = (end: LineEnd | "silent" | "left"): void => {
    if (over) return;
    over = true;
    cancelWatch();
    signal.removeEventListener("abort", onAbort);
    socket?.close();
    settle(end);
  };
  const onAbort = (): void => finish("left");

  const hear = (): void => {
    heardAt = clock.now();
    quietSince = steady.now();
  };
  const watch = (afterMs: number, onSilence: () => void): void => {
    cancelWatch = clock.after(Math.max(0, quietSince + afterMs - steady.now()), () => {
      if (steady.now() - quietSince < afterMs)
        watch(PING_AFTER_MS, ask); // something was heard meanwhile
      else onSilence();
    });
  };
  const ask = (): void => {
    socket?.send('{"message":"ping"}');
    watch(DEAD_AFTER_MS, () => finish("silent"));
  };

  socket = await connect(url, {
    signal,
    onText: (text) => {
      if (over) return;
      hear();
      const frame = asFrame(text);
      if (frame === undefined) onNoise();
      else onFrame(frame, text);
    },
    onEnd: finish,
  });
  if (over || signal.aborted) {
    finish("left");
    socket.close();
  } else {
    hear();
    signal.addEventListener("abort", onAbort, { once: true });
    watch(PING_AFTER_MS, ask);
  }
  return { ended, heardAt: () => heardAt, leave: () => finish("left") };
};

/** `undefined` for what is no frame. Never throws. */
const asFrame = (text: string): Frame | undefined => {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(told)) return undefined;
  const topicName = asText(told["topicName"]);
  if (topicName === undefined) return undefined;
  const metadata = told["metadata"];
  return {
    topicName,
    eventBody: told["eventBody"],
    correlationId: isObject(metadata) ? asText(metadata["CorrelationId"]) : undefined,
  };
};
