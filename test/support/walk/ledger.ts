import type { NodeName } from "./flow";

/** What became of each message, and what the nodes have shown. */

export interface Passage {
  nodeId: string;
  to: NodeName;
  nth: number;
  /** When its node received it. */
  at: number;
  /** What it is about: the name of its lane. */
  about: string;
  done: number;
  outputs: number;
  failures: number;
  caught: number;
  code?: string;
  /** Its node was closed while it was in progress. */
  isClosed: boolean;
}

export interface Emitted {
  nodeId: string;
  at: number;
  msg: Record<string, unknown>;
}

export interface Ledger {
  passages: Passage[];
  emitted: Emitted[];
  /** All texts in which nothing private may be. */
  texts: { where: string; text: string }[];
  /** The last status of each node. */
  statuses: Map<string, { fill?: string; text?: string } | undefined>;
  /** What nodes have written when they were closed, by id: how many messages. */
  abandoned: Map<string, number>;
  /** Errors that nothing has handled. */
  crashes: string[];
  passageOf(nodeId: string, nth: unknown): Passage | undefined;
}

export const createLedger = (): Ledger => {
  const passages: Passage[] = [];
  return {
    ...{ passages, emitted: [], texts: [], statuses: new Map(), abandoned: new Map(), crashes: [] },
    passageOf: (nodeId, nth) => passages.find((one) => one.nodeId === nodeId && one.nth === nth),
  };
};
