import type { Store } from "../store/store";

/** Faults of frames, on demand. Each entry affects the given number of the next matching frames. */

export type FrameFault =
  /** It comes twice. */
  | { kind: "duplicate" }
  /** It comes later than what follows it. */
  | { kind: "delay"; ms: number }
  /** It comes after the next one. */
  | { kind: "reorder" }
  /** It never comes. */
  | { kind: "lose" }
  /** The next frame still shows the ended leg as connected; another one corrects it. */
  | { kind: "inconsistent" };

export type FrameFaultEntry = FrameFault & {
  times?: number;
  /** Part of the topic's name; every topic without it. */
  topic?: string;
};

export const FRAME_FAULTS = ["duplicate", "delay", "reorder", "lose", "inconsistent"] as const;

interface Waiting {
  entry: FrameFaultEntry;
  left: number;
}

const queueOf = (store: Store): Waiting[] => store.collection("frame faults", (): Waiting[] => []);

export const addFrameFault = (store: Store, entry: FrameFaultEntry): void =>
  void queueOf(store).push({ entry, left: entry.times ?? 1 });

const isFor = ({ topic }: FrameFaultEntry, name: string): boolean =>
  topic === undefined || name.toLowerCase().includes(topic.toLowerCase());

/** The fault that strikes a frame of this topic, used up by one. */
export const takeFrameFault = (
  store: Store,
  name: string,
  kinds: readonly FrameFault["kind"][],
): FrameFaultEntry | undefined => {
  const queue = queueOf(store);
  const at = queue.findIndex(({ entry }) => kinds.includes(entry.kind) && isFor(entry, name));
  const found = queue[at];
  if (!found) return undefined;
  found.left -= 1;
  if (found.left <= 0) queue.splice(at, 1);
  return found.entry;
};

const ON_THE_WAY = ["duplicate", "delay", "reorder", "lose"] as const;

/** Sends a frame as the faults will have it. Frames that were held back for a reordering come out behind the next. */
export const sendThroughFaults = (
  store: Store,
  name: string,
  text: string,
  send: (text: string) => void,
): void => {
  const held = store.collection("frames held back", (): (() => void)[] => []);
  const fault = takeFrameFault(store, name, ON_THE_WAY);
  if (fault?.kind === "reorder") return void held.push(() => send(text));
  if (fault?.kind === "delay") return void store.clock.after(fault.ms, () => send(text));
  if (fault?.kind !== "lose") send(text);
  if (fault?.kind === "duplicate") send(text);
  for (const late of held.splice(0)) late();
};
