import type { Events } from "../events/events";
import type { EventName } from "../events/types";
import type { Client } from "../types";
import type { Standing } from "./already";
import type { Whose } from "./whose";

export interface WaitOrder {
  conversationId: string;
  /** Any of them. */
  events: readonly EventName[];
  whose: Whose;
  /** Does a conversation count that is in the state already? */
  alreadyCounts: boolean;
  /** When the message came, and until when it waits; clock time in ms. */
  since: number;
  deadline: number;
}

/** Why the wait is over, and after what. */
export interface Waited {
  outcome: "happened" | "deadline" | "conversationEnded";
  /** What has happened. */
  reached?: Standing | undefined;
  /** It had happened before the message came. */
  already: boolean;
  waitedMs: number;
}

export interface WaitParts {
  client: Client;
  watches: Events["watches"];
  signal: AbortSignal;
  /** Do notifications report what happens, or is the conversation read now and then? */
  onNotified: (isNotified: boolean) => void;
}
