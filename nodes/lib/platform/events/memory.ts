import type { FeedMemory } from "./feed";
import type { Tracker } from "./tracker";

/** A deploy replaces a listener within seconds. After this long nothing is handed over. */
const KEPT_MS = 60_000;

/** What a listener leaves to the node that a deploy puts in its place. Times are this machine's. */
export interface Handover {
  /** Its topics, by canonical name. */
  keys: ReadonlySet<string>;
  /** Its snapshots of conversations; `undefined` if it has received nothing. */
  tracker?: Tracker | undefined;
  /** Since when nothing was received for it. */
  interruptedSince: number;
  leftAt: number;
}

/** Kept by the node that makes one listener after the other. */
export interface Memory {
  handover?: Handover | undefined;
  /** That of a node whose events the flow delivers. */
  fed?: { memory: FeedMemory; leftAt: number } | undefined;
}

/** What the node knew before a deploy; `undefined` where it was away for longer. */
export const takeFed = (memory: Memory, now: number): FeedMemory | undefined => {
  const { fed } = memory;
  memory.fed = undefined;
  return fed === undefined || now - fed.leftAt > KEPT_MS ? undefined : fed.memory;
};

/** Taken out, so that two listeners never share it. `undefined` where the topics have changed. */
export const takeHandover = (
  memory: Memory | undefined,
  keys: ReadonlySet<string>,
  now: number,
): Handover | undefined => {
  const handover = memory?.handover;
  if (memory !== undefined) memory.handover = undefined;
  if (handover === undefined || now - handover.leftAt > KEPT_MS) return undefined;
  return keys.size === handover.keys.size && [...keys].every((key) => handover.keys.has(key))
    ? handover
    : undefined;
};

export interface Memories {
  /** That of a node, across its deploys. */
  of(nodeId: string): Memory;
  forget(nodeId: string): void;
}

/** More nodes than this are not remembered: those in a subflow have other ids after each deploy. */
const MOST_NODES = 200;

export const createMemories = (): Memories => {
  const memories = new Map<string, Memory>(); // the latest last
  return {
    of: (nodeId) => {
      const memory = memories.get(nodeId) ?? {};
      memories.delete(nodeId);
      memories.set(nodeId, memory);
      const [oldest] = memories.keys();
      if (memories.size > MOST_NODES && oldest !== undefined) memories.delete(oldest);
      return memory;
    },
    forget: (nodeId) => void memories.delete(nodeId),
  };
};
