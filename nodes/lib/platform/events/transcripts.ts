import type { Client, Clock } from "../types";
import type { Events } from "./events";
import { createRecentKeys } from "./recent";
import type { Subscription } from "./subscriber";
import { createTracker, type Tracker } from "./tracker";
import { transcriptTopic } from "./transcript";
import type { ConversationEvent } from "./types";

/** At once. Each takes one topic, and an account has 20 channels with 1000 topics. */
export const MOST_TRANSCRIPTS = 1_000;

export interface Transcripts {
  /** What is said in this conversation is wanted, until it has ended. */
  follow(conversationId: string): void;
  /** Something has happened in a conversation: a call is followed from then on, and left after its end. */
  note(event: ConversationEvent): void;
  stop(): void;
}

export interface TranscriptParts {
  events: Pick<Events, "subscribe">;
  client: Pick<Client, "platformTime">;
  clock: Pick<Clock, "now">;
  onEvent: NonNullable<Subscription["onEvent"]>;
  /** The platform does not send them, and why. Called once. */
  onTrouble: (sentence: string) => void;
}

/** It only makes events of what was said. Other topics report the conversation. */
const createTranscriptTracker = (since: number): Tracker => ({
  ...createTracker(since),
  open: () => [],
  follows: () => false,
});

/** Follows the transcripts of conversations: each has a topic of its own. */
export const createTranscripts = (parts: TranscriptParts): Transcripts => {
  const { events, client, clock, onEvent, onTrouble } = parts;
  const followed = new Map<string, () => void>();
  /** Events of after-call work come after the end. */
  const ended = createRecentKeys(MOST_TRANSCRIPTS);
  let warned = false;

  const leave = (key: string): void => {
    followed.get(key)?.();
    followed.delete(key);
  };

  const follow = (conversationId: string): void => {
    const key = conversationId.toLowerCase();
    if (followed.has(key)) return;
    const [oldest] = followed.size >= MOST_TRANSCRIPTS ? followed.keys() : [];
    if (oldest !== undefined) leave(oldest);
    const stop = events.subscribe({
      topics: [transcriptTopic(conversationId)],
      tracker: createTranscriptTracker(client.platformTime(clock.now())),
      onEvent,
      onState: ({ refused }) => {
        if (refused.length === 0 || warned) return;
        warned = true;
        onTrouble("The platform refuses the topic of transcripts, so the event transcript is not emitted.");
      },
    });
    followed.set(key, stop);
  };

  return {
    follow,
    note: ({ event, conversationId, mediaType }) => {
      const key = conversationId.toLowerCase();
      if (event === "ended") {
        ended.add(key);
        leave(key);
      } else if (mediaType === "call" && !ended.has(key)) follow(conversationId);
    },
    stop: () => {
      for (const key of [...followed.keys()]) leave(key);
    },
  };
};

/** Do these settings ask for it? It has to be chosen: it takes a topic for each conversation. */
export const wantsTranscripts = (chosen: readonly string[], mediaType: string): boolean =>
  chosen.includes("transcript") && (mediaType === "any" || mediaType === "call");
