import type { NodeAPI } from "node-red";
import type { Conversation } from "../platform/conversation/conversation";
import type { LegQuery } from "../platform/conversation/target";
import type { CallFacts, Wait } from "../platform/types";
import { sharedState } from "./runtime-state";

/** What of one message is recorded while it lasts. */
export interface Record {
  /** The inputs as they were evaluated. */
  inputs(values: object): void;
  /** A request has its response. */
  request(facts: CallFacts): void;
  /** A request has failed. */
  failed(operation: string, error: unknown, durationMs: number): void;
  /** What it waits for. */
  waits(what: Wait | "turn" | "event" | "limit" | undefined): void;
  /** Which leg was chosen; none where no leg fits. */
  leg(conversation: Conversation, query: LegQuery, communicationId: string | undefined): void;
  /** It has left the node. */
  ended(error: unknown): void;
}

/** A message that comes to a node. */
export interface Begun {
  node: { id: string; type: string; name?: string | undefined };
  accountId: string;
  options: object;
}

/** Where the nodes record their messages while a sidebar shows them. Nothing is recorded otherwise. */
export interface Journal {
  begin?: ((message: Begun) => Record | undefined) | undefined;
  /** Called when a browser begins to look. */
  onBegin: Set<() => void>;
}

export const journalOf = (RED: NodeAPI): Journal =>
  sharedState(RED, "journal", (): Journal => ({ onBegin: new Set() }));
