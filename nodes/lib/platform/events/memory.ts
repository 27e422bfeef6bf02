import type { Tracker } from "./tracker";

/** A deploy puts the next listener in the place of the last one within seconds. After so long nothing is handed on. */
const KEPT_MS = 60_000;

/** What a listener leaves to the one that comes in its place. Times are this machine's. */
export interface Legacy {
  /** What it listened to. */
  keys: ReadonlySet<string>;
  /** What it knows of conversations; none, if it never heard of any. */
  tracker?: Tracker | undefined;
  /** Since when nothing was heard for it. */
  deafSince: number;
  leftAt: number;
}

/** Held by whoever makes one listener after the other. */
export interface Memory {
  legacy?: Legacy | undefined;
}

/** Taken out: two listeners never share what one of them knew. Nothing, where the topics are others now. */
export const inherit = (
  memory: Memory | undefined,
  keys: ReadonlySet<string>,
  now: number,
): Legacy | undefined => {
  const legacy = memory?.legacy;
  if (memory !== undefined) memory.legacy = undefined;
  if (legacy === undefined || now - legacy.leftAt > KEPT_MS) return undefined;
  return keys.size === legacy.keys.size && [...keys].every((key) => legacy.keys.has(key))
    ? legacy
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
