import { steadily } from "../time/clock";
import type { Connect, SocketEnd, OpenSocket } from "../http/socket";
import type { Clock } from "../types";
import { asText, isObject } from "./spelling";
import type { Frame } from "./types";

/** The platform sends something every 30 s. After this long without anything a ping is sent ... */
export const PING_AFTER_MS = 35_000;
/** ... and after this long the connection is considered dead. */
export const DEAD_AFTER_MS = 40_000;

export interface Connection {
  /** Resolves when the connection has ended, for any reason. Never rejects. */
  ended: Promise<SocketEnd | "silent" | "left">;
  /** When anything was last received. */
  receivedAt(): number;
  /** Ends it at once. */
  close(): void;
}

export interface ConnectionParts {
  connect: Connect;
  clock: Clock;
  url: string;
  signal: AbortSignal;
  onFrame: (frame: Frame, text: string) => void;
  /** A frame that is not one. */
  onInvalid: () => void;
}

/** One attempt to connect: an open connection that is watched, or a rejection. Never used again after it has ended. */
export const openConnection = async ({
  connect,
  clock,
  url,
  signal,
  onFrame,
  onInvalid: onNoise,
}: ConnectionParts): Promise<Connection> => {
  const steady = steadily(clock);
  let receivedAt = clock.now();
  let quietSince = steady.now();
  let over = false;
  let socket: OpenSocket | undefined = undefined as OpenSocket | undefined;
  let cancelWatch = (): void => undefined;
  let settle: (end: SocketEnd | "silent" | "left") => void = () => undefined;
  const ended = new Promise<SocketEnd | "silent" | "left">((resolve) => (settle = resolve));

  const finish = (end: SocketEnd | "silent" | "left"): void => {
    if (over) return;
    over = true;
    cancelWatch();
    signal.removeEventListener("abort", onAbort);
    socket?.close();
    settle(end);
  };
  const onAbort = (): void => finish("left");

  const noteReceived = (): void => {
    receivedAt = clock.now();
    quietSince = steady.now();
  };
  const watch = (afterMs: number, onSilence: () => void): void => {
    cancelWatch = clock.after(Math.max(0, quietSince + afterMs - steady.now()), () => {
      if (steady.now() - quietSince < afterMs)
        watch(PING_AFTER_MS, ping); // something was received meanwhile
      else onSilence();
    });
  };
  const ping = (): void => {
    socket?.send('{"message":"ping"}');
    watch(DEAD_AFTER_MS, () => finish("silent"));
  };

  socket = await connect(url, {
    signal,
    onText: (text) => {
      if (over) return;
      noteReceived();
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
    noteReceived();
    signal.addEventListener("abort", onAbort, { once: true });
    watch(PING_AFTER_MS, ping);
  }
  return { ended, receivedAt: () => receivedAt, close: () => finish("left") };
};

/** `undefined` for what is no frame. Never throws. */
export const asFrame = (text: string): Frame | undefined => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const topicName = asText(parsed["topicName"]);
  if (topicName === undefined) return undefined;
  const metadata = parsed["metadata"];
  return {
    topicName,
    eventBody: parsed["eventBody"],
    correlationId: isObject(metadata) ? asText(metadata["CorrelationId"]) : undefined,
  };
};
