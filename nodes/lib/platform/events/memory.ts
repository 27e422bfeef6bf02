import type { FeedMemory } from "./feed";
import { createRecent, type Recent, type RecentKeys } from "./recent";
import type { Tracker } from "./tracker";
import type { ConversationEvent, Frame, Properties } from "./types";

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

/** An event, the frame that reported it, and what the flow gave with its conversation. */
export interface Reported {
  event: ConversationEvent;
  frame?: Frame | undefined;
  origin?: Properties | undefined;
}

/** Events that were held back when a node was closed. */
interface HeldBack {
  /** To what the node listens: another one has no use for them. */
  listensTo: string;
  events: readonly Reported[];
  leftAt: number;
}

/** Kept by the node that makes one listener after the other. */
export interface Memory {
  handover?: Handover | undefined;
  heldBack?: HeldBack | undefined;
  /** That of a node whose events the flow delivers. */
  fed?: { memory: FeedMemory; leftAt: number } | undefined;
  /** What a node that listens to something else than conversations emitted last, as that knows it. */
  other?: { listensTo: string; left: unknown; leftAt: number } | undefined;
  /** That of a node whose flow names the conversations. */
  given?: (GivenMemory & { leftAt: number }) | undefined;
}

/** A conversation that a flow has named, as a deploy hands it over. */
export interface GivenConversation {
  conversationId: string;
  /** What the flow gave with the id last. */
  origin: Properties;
  /** When it was named, by this machine's clock. */
  since: number;
  /** Did the platform have it? */
  isFound: boolean;
  memory: Memory;
  /** Keys of its events that were emitted. */
  emitted: RecentKeys;
}

export interface GivenMemory {
  /** Those that have not ended, by the id in lower case. */
  left: ReadonlyMap<string, GivenConversation>;
  /** When it was noticed that they had ended, by the platform's clock. */
  ended: Recent<number>;
}

/** Of this many conversations it is remembered that they have ended. */
const ENDED_KEPT = 10_000;

export const createGivenMemory = (): GivenMemory => ({
  left: new Map(),
  ended: createRecent(ENDED_KEPT),
});

/** The conversations that the node followed before a deploy; `undefined` where it was away for longer. */
export const takeGiven = (memory: Memory, now: number): GivenMemory | undefined => {
  const { given } = memory;
  memory.given = undefined;
  return given === undefined || now - given.leftAt > KEPT_MS ? undefined : given;
};

/** What the node knew before a deploy; `undefined` where it was away for longer. */
export const takeFed = (memory: Memory, now: number): FeedMemory | undefined => {
  const { fed } = memory;
  memory.fed = undefined;
  return fed === undefined || now - fed.leftAt > KEPT_MS ? undefined : fed.memory;
};

/** What such a node emitted last; `undefined` where it listens to something else since, or the deploy is long ago. */
export const takeOther = (memory: Memory, listensTo: string, now: number): unknown => {
  const { other } = memory;
  memory.other = undefined;
  return other?.listensTo !== listensTo || now - other.leftAt > KEPT_MS ? undefined : other.left;
};

/** Taken out, once. None where the node listens to something else since, or the deploy is long ago. */
export const takeHeldBack = (memory: Memory, listensTo: string, now: number): readonly Reported[] => {
  const { heldBack } = memory;
  memory.heldBack = undefined;
  if (heldBack?.listensTo !== listensTo || now - heldBack.leftAt > KEPT_MS) return [];
  return heldBack.events;
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
