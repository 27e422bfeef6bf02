import type { Conversation } from "../conversation/conversation";
import { conversationOfTopic } from "./detail";
import { isTold } from "./discovery";
import { inherit, type Memory } from "./memory";
import { canonical, namesOf } from "./shards";
import { createTracker, tellsAll, type Tracker } from "./tracker";
import type { Client, Clock } from "../types";
import type { ConversationEvent, EventsState, Frame, Gap, Log } from "./types";

export interface Subscription {
  topics: readonly string[];
  /** Since when it wants to know, by this machine's clock; by default from now on. */
  since?: number;
  /** What the one before it knew, and where it leaves what it knows itself. */
  memory?: Memory;
  /** Every frame of these topics, as it came. */
  onFrame?: (frame: Frame) => void;
  /** What happened in the conversations that these topics tell of: each once; with the frame that it was learnt from. */
  onEvent?: (event: ConversationEvent, frame?: Frame) => void;
  /** Every conversation of theirs that had to be read. */
  onRead?: (conversation: Conversation) => void;
  /** The platform does not know (any more) a conversation that was to be read. */
  onMissing?: (conversationId: string) => void;
  /** At once, and whenever it changes; `refused` is of these topics only. */
  onState?: (state: EventsState) => void;
}

export interface Subscriber {
  topics: readonly string[];
  /** By canonical name. */
  keys: ReadonlySet<string>;
  hears(name: string): boolean;
  /** Has it heard of the conversation from topics that tell all of it, not only of its beginnings and ends? */
  hearsAllOf(conversationId: string): boolean;
  /** Would its topics tell of this conversation? */
  concerns(conversation: Conversation): boolean;
  tracker: Tracker;
  /** Not all of its topics are heard for it since then; so it begins. */
  deafen(since: number): void;
  isDeaf(): boolean;
  /** All of them are heard from now on. Gives the time in which they were not. */
  hearsNow(): Gap;
  /** Such times of its own, as opposed to those of a channel. */
  gaps: Gap[];
  frame(frame: Frame): void;
  events(events: readonly ConversationEvent[], frame?: Frame): void;
  read(conversation: Conversation): void;
  missing(conversationId: string): void;
  state(state: EventsState): void;
  /** Nothing is told any more. */
  leave(): void;
}

export interface SubscriberParts {
  client: Pick<Client, "platformTime">;
  clock: Pick<Clock, "now">;
  log: Log;
}

/** What it throws is logged and harms nobody else. */
export const createSubscriber = (
  subscription: Subscription,
  { client, clock, log }: SubscriberParts,
): Subscriber => {
  const { topics, onFrame, onEvent, onState, onRead, onMissing, memory } = subscription;
  const names = new Set(topics.flatMap(namesOf));
  const keys = new Set(topics.map(canonical));
  const followed = new Set(topics.flatMap((topic) => conversationOfTopic(topic)?.toLowerCase() ?? []));
  const legacy = inherit(memory, keys, clock.now());
  const startedAt = legacy?.deafSince ?? subscription.since ?? clock.now();
  let deafSince: number | undefined = startedAt;
  // made when there is something to follow: only then answers have told the platform's time
  let made = legacy?.tracker;
  const tracker = (): Tracker => (made ??= createTracker(client.platformTime(startedAt)));
  let left = false;
  let lastState = "";

  const tell = <T extends unknown[]>(listener: ((...news: T) => void) | undefined, ...news: T): void => {
    if (left) return;
    try {
      listener?.(...news);
    } catch (error) {
      log.warn(
        `A listener to notifications failed: ${error instanceof Error ? error.message : "unknown error"}`,
      );
    }
  };

  return {
    topics,
    keys,
    get tracker() {
      return tracker();
    },
    hears: (name) => names.has(name),
    hearsAllOf: (conversationId) => tracker().follows(conversationId) && [...names].some(tellsAll),
    concerns: (conversation) =>
      tracker().follows(conversation.id) ||
      followed.has(conversation.id.toLowerCase()) ||
      isTold(conversation, keys),
    frame: (frame) => tell(onFrame, frame),
    events: (events, frame) => {
      for (const event of events) tell(onEvent, event, frame);
    },
    read: (conversation) => tell(onRead, conversation),
    missing: (conversationId) => {
      tracker().forget(conversationId);
      if (followed.has(conversationId.toLowerCase())) tell(onMissing, conversationId);
    },
    state: ({ kind, refused }) => {
      const theirs = refused.filter(({ topic }) => keys.has(canonical(topic)));
      const told = JSON.stringify([kind, theirs]);
      if (told === lastState) return;
      lastState = told;
      tell(onState, { kind, refused: theirs });
    },
    deafen: (since) => {
      deafSince ??= since;
    },
    isDeaf: () => deafSince !== undefined,
    hearsNow: () => {
      const now = clock.now();
      const gap = { from: client.platformTime(deafSince ?? now), to: client.platformTime(now) };
      deafSince = undefined;
      return gap;
    },
    gaps: [],
    leave: () => {
      const leftAt = clock.now();
      if (memory !== undefined && !left)
        memory.legacy = { keys, tracker: made, deafSince: deafSince ?? leftAt, leftAt };
      left = true;
    },
  };
};
