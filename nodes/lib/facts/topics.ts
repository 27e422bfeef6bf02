import { readFacts } from "./read";

export interface Topic {
  /** With its ids in braces: `v2.users.{id}.conversations`. */
  topic: string;
  /** The type of the body of its notifications, as the official SDKs name it. */
  payload: string;
  /** What a subscriber must be allowed to do, where that is known. */
  permission?: string;
  /** The user whom the topic names may subscribe without it. */
  orCurrentUser?: boolean;
}

/** Every known topic of notifications, sorted. Read from disk at the first call. */
export const loadTopics = (): readonly Topic[] => readFacts<Topic[]>("topics.json");
