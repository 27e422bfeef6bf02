import type { Conversation } from "../conversation";
import { conversationOfTopic } from "./detail";
import { isTold } from "./discovery";
import { canonical, namesOf } from "./shards";
import { createTracker, tellsAll, type Tracker } from "./tracker";
import type { ConversationEvent, EventsState, Frame, Log } from "./types";

export interface Subscription {
  topics: readonly string[];
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
  frame(frame: Frame): void;
  events(events: readonly ConversationEvent[], frame?: Frame): void;
  read(conversation: Conversation): void;
  missing(conversationId: string): void;
  state(state: EventsState): void;
  /** Nothing is told any more. */
  leave(): void;
}

/**
 * One that listens since `since`: asked when there is something to follow, since only then answers have told the
 * platform's time. What it throws is logged and harms nobody else.
 */
export const createSubscriber = (subscription: Subscription, since: () => number, log: Log): Subscriber => {
  const { topics, onFrame, onEvent, onState, onRead, onMissing } = subscription;
  const names = new Set(topics.flatMap(namesOf));
  const keys = new Set(topics.map(canonical));
  const followed = new Set(topics.flatMap((topic) => conversationOfTopic(topic)?.toLowerCase() ?? []));
  let made: Tracker | undefined;
  const tracker = (): Tracker => (made ??= createTracker(since()));
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
    leave: () => {
      left = true;
    },
  };
};
