import type { Conversation } from "../conversation/conversation";
import { conversationOfTopic } from "./detail";
import { isInScope, scopesOf } from "./discovery";
import { takeHandover, type Memory } from "./memory";
import { canonical, namesOf } from "./shards";
import { createTracker, isWholeTopic, type Tracker } from "./tracker";
import type { Client, Clock } from "../types";
import type { ConversationEvent, EventsState, Frame, Gap, Log } from "./types";

export interface Subscription {
  topics: readonly string[];
  /** From when on, by this machine's clock; by default from now on. */
  since?: number;
  /** The handover of the one before it, and where it leaves its own. */
  memory?: Memory;
  /** In place of a memory: what another instance has received. */
  resumed?: Resumed | undefined;
  /** A tracker of the subscriber's own, for one conversation. It makes the events, and nothing else is searched for. */
  tracker?: Tracker;
  /** Every frame of these topics, as it came. */
  onFrame?: (frame: Frame) => void;
  /** What happened in the conversations of these topics: each once, with the frame that reported it. */
  onEvent?: (event: ConversationEvent, frame?: Frame) => void;
  /** Every conversation of theirs that had to be read. */
  onRead?: (conversation: Conversation) => void;
  /** A conversation that was to be read does not exist (any more). */
  onMissing?: (conversationId: string) => void;
  /** At once, and whenever it changes; `refused` is of these topics only. */
  onState?: (state: EventsState) => void;
}

/** What a listener in another instance leaves to this one. */
export interface Resumed {
  /** The tracker, with what is known: always the same one. It is made at the first call, for a listener since this time. */
  tracker: (since: number) => Tracker;
  /** Until when everything was received, by the platform's clock. `undefined`: there was no listener before. */
  until: number | undefined;
}

export interface Subscriber {
  topics: readonly string[];
  /** By canonical name. */
  keys: ReadonlySet<string>;
  /** Does it receive the frames of this name, or whatever the channel reports of this conversation? */
  receives(name: string, about: string | undefined): boolean;
  /** Does it follow the conversation by topics with all of it, not only with its beginnings and ends? */
  receivesAllOf(conversationId: string): boolean;
  /** Do its topics report this conversation? */
  concerns(conversation: Conversation): boolean;
  tracker: Tracker;
  /** Is it to be notified of conversations that nothing has reported yet? */
  discovers: boolean;
  /** Are all open conversations to be read at the start? */
  readsAll: boolean;
  /** Not all of its topics are received since then. Every subscriber begins like this. */
  interrupt(since: number): void;
  isInterrupted(): boolean;
  /** All of them are received from now on. Returns the gap. */
  resume(): Gap;
  /** Its own gaps, as opposed to those of a channel. */
  gaps: Gap[];
  frame(frame: Frame): void;
  events(events: readonly ConversationEvent[], frame?: Frame): void;
  read(conversation: Conversation): void;
  missing(conversationId: string): void;
  state(state: EventsState): void;
  /** Nothing is sent to it any more. */
  leave(): void;
}

export interface SubscriberParts {
  client: Pick<Client, "platformTime">;
  clock: Pick<Clock, "now">;
  log: Log;
}

/** An error that its listeners throw is logged, and the other subscribers go on. */
export const createSubscriber = (
  subscription: Subscription,
  { client, clock, log }: SubscriberParts,
): Subscriber => {
  const {
    topics,
    onFrame,
    onEvent,
    onState,
    onRead,
    onMissing,
    memory,
    resumed,
    tracker: own,
  } = subscription;
  const names = new Set(topics.flatMap(namesOf));
  const keys = new Set(topics.map(canonical));
  const scopes = scopesOf(keys);
  const followed = new Set(topics.flatMap((topic) => conversationOfTopic(topic)?.toLowerCase() ?? []));
  const handover = takeHandover(memory, keys, clock.now());
  const startedAt = handover?.interruptedSince ?? subscription.since ?? clock.now();
  let interruptedSince: number | undefined = startedAt;
  // made when there is something to follow: only then responses have shown the platform's time
  let made = own ?? handover?.tracker;
  let resumedFrom = resumed?.until;
  const tracker = (): Tracker =>
    (made ??= (resumed?.tracker ?? createTracker)(resumed?.until ?? client.platformTime(startedAt)));
  let left = false;
  let lastState = "";

  const notify = <T extends unknown[]>(listener: ((...news: T) => void) | undefined, ...news: T): void => {
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
    discovers: own === undefined,
    readsAll: resumed?.until !== undefined,
    receives: (name, about) => names.has(name) || (about !== undefined && own?.follows(about) === true),
    receivesAllOf: (conversationId) => tracker().follows(conversationId) && [...names].some(isWholeTopic),
    concerns: (conversation) =>
      own?.follows(conversation.id) ??
      (tracker().follows(conversation.id) ||
        followed.has(conversation.id.toLowerCase()) ||
        isInScope(conversation, scopes)),
    frame: (frame) => notify(onFrame, frame),
    events: (events, frame) => {
      for (const event of events) notify(onEvent, event, frame);
    },
    read: (conversation) => notify(onRead, conversation),
    missing: (conversationId) => {
      tracker().forget(conversationId);
      if (followed.has(conversationId.toLowerCase())) notify(onMissing, conversationId);
    },
    state: ({ kind, refused }) => {
      const theirs = refused.filter(({ topic }) => keys.has(canonical(topic)));
      const described = JSON.stringify([kind, theirs]);
      if (described === lastState) return;
      lastState = described;
      notify(onState, { kind, refused: theirs });
    },
    interrupt: (since) => {
      interruptedSince ??= since;
    },
    isInterrupted: () => interruptedSince !== undefined,
    resume: () => {
      const now = clock.now();
      const from = resumedFrom ?? client.platformTime(interruptedSince ?? now);
      const gap = { from, to: Math.max(from, client.platformTime(now)) };
      interruptedSince = resumedFrom = undefined;
      return gap;
    },
    gaps: [],
    leave: () => {
      const leftAt = clock.now();
      if (memory !== undefined && !left)
        memory.handover = { keys, tracker: made, interruptedSince: interruptedSince ?? leftAt, leftAt };
      left = true;
    },
  };
};
