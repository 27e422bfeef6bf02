import type { RefusedTopic } from "./api/notifications";
import { liveChannel, type ChannelLife } from "./events/channel";
import { conversationOfTopic } from "./events/detail";
import { createDiscovery, isTold } from "./events/discovery";
import { createReader } from "./events/reader";
import { canonical, distribute, namesOf } from "./events/shards";
import { createTracker, understand, type Tracker, type Understood } from "./events/tracker";
import type { ConversationEvent, Frame, Gap, Log } from "./events/types";
import type { Connect } from "./socket";
import type { Client, Clock, Random } from "./types";

/** Changes of topics are gathered for so long: the nodes of a deploy come in one request. */
export const GATHER_MS = 250;
/** So many gaps of a channel are remembered. */
const GAPS_KEPT = 100;

export interface EventsState {
  kind: "closed" | "connecting" | "connected" | "reconnecting";
  /** Topics that the platform does not send to this account, and which permission it misses. */
  refused: readonly RefusedTopic[];
}

export interface Subscription {
  topics: readonly string[];
  /** Every frame of these topics, as it came. */
  onFrame?: (frame: Frame) => void;
  /** What happened in the conversations that these topics tell of: each once. */
  onEvent?: (event: ConversationEvent) => void;
  /** At once, and whenever it changes; `refused` is of these topics only. */
  onState?: (state: EventsState) => void;
}

export interface Events {
  /** Listens from now on, until the returned function is called. */
  subscribe(subscription: Subscription): () => void;
  state(): EventsState;
  /** Ends everything at once; nothing is told afterwards. */
  close(): void;
}

export interface EventsParts {
  client: Client;
  connect: Connect;
  clock: Clock;
  random: Random;
  log: Log;
}

interface Subscriber extends Subscription {
  names: ReadonlySet<string>;
  topicKeys: ReadonlySet<string>;
  tracker: Tracker;
  told: string;
}

interface Shard {
  topics: Set<string>;
  life: ChannelLife;
  gaps: Gap[];
  /** What was subscribed when it last stood. */
  confirmed: ReadonlySet<string>;
  wasUp: boolean;
}

/**
 * The notifications of an account: one channel for all its subscribers (more where a thousand topics are not enough),
 * opened with the first and closed with the last. It connects for ever; what happened while it was not connected is
 * read and told with `recovered`.
 */
export const createEvents = (parts: EventsParts): Events => {
  const { client, clock, random, log } = parts;
  const closing = new AbortController();
  const subscribers = new Set<Subscriber>();
  const spelling = new Map<string, string>(); // as first written, by canonical name
  const refused = new Map<string, RefusedTopic>();
  const warned = new Set<string>();
  let shards: Shard[] = [];
  let cancelGathering: (() => void) | undefined;

  const tell = <T>(listener: ((news: T) => void) | undefined, news: T): void => {
    if (closing.signal.aborted) return;
    try {
      listener?.(news);
    } catch (error) {
      log.warn(
        `A listener to notifications failed: ${error instanceof Error ? error.message : "unknown error"}`,
      );
    }
  };
  const tellEvents = (one: Subscriber, events: readonly ConversationEvent[]): void => {
    for (const event of events) if (subscribers.has(one)) tell(one.onEvent, event);
  };

  const state = (): EventsState => {
    const kind =
      subscribers.size === 0 || closing.signal.aborted
        ? "closed"
        : shards.length > 0 && shards.every(({ life }) => life.isUp())
          ? "connected"
          : shards.some(({ wasUp }) => wasUp)
            ? "reconnecting"
            : "connecting";
    return { kind, refused: [...refused.values()] };
  };
  const tellState = (): void => {
    const now = state();
    for (const one of [...subscribers]) {
      const theirs = now.refused.filter(({ topic }) => one.topicKeys.has(canonical(topic)));
      const told = JSON.stringify([now.kind, theirs]);
      if (told === one.told) continue;
      one.told = told;
      tell(one.onState, { kind: now.kind, refused: theirs });
    }
  };

  const reader = createReader({
    client,
    clock,
    random,
    log,
    signal: closing.signal,
    onRead: (conversation, catchingUp) => {
      for (const one of [...subscribers])
        if (
          one.tracker.follows(conversation.id) ||
          namesConversation(one, conversation.id) ||
          isTold(conversation, one.topicKeys)
        )
          tellEvents(one, one.tracker.read(conversation, clock.now(), gapsOf(one), catchingUp));
    },
    onMissing: (conversationId) => {
      for (const { tracker } of subscribers) tracker.forget(conversationId);
    },
  });
  const discovery = createDiscovery(client, log, closing.signal);
  const isFollowed = (conversationId: string): boolean =>
    [...subscribers].some(({ tracker }) => tracker.follows(conversationId));
  const isOn = (one: Subscriber, { topics }: Shard): boolean =>
    [...one.topicKeys].some((key) => topics.has(key));
  const gapsOf = (one: Subscriber): Gap[] =>
    shards.filter((shard) => isOn(one, shard)).flatMap(({ gaps }) => gaps);

  const hear = (shard: Shard, frame: Frame): void => {
    const name = canonical(frame.topicName);
    let understood: Understood | undefined;
    for (const one of [...subscribers]) {
      if (!one.names.has(name)) continue;
      const { events, toRead } = one.tracker.frame(
        frame,
        clock.now(),
        shard.gaps,
        (understood ??= understand(frame)),
      );
      tell(one.onFrame, frame);
      tellEvents(one, events);
      if (toRead !== undefined) reader.ask(toRead, clock.now(), false);
    }
  };

  const catchUp = (shard: Shard, gap: Gap): void => {
    shard.gaps = [...shard.gaps, gap].slice(-GAPS_KEPT);
    for (const one of subscribers)
      if (isOn(one, shard))
        for (const { conversationId, touchedAt } of one.tracker.open())
          reader.ask(conversationId, touchedAt, true);
    void discovery.during(gap, shard.topics).then((found) => {
      for (const conversationId of found)
        if (!isFollowed(conversationId)) reader.ask(conversationId, gap.from, true);
    });
  };

  const openShard = (topics: Set<string>): Shard => {
    const shard: Shard = {
      topics,
      gaps: [],
      confirmed: new Set(),
      wasUp: false,
      life: liveChannel({
        ...parts,
        topics: () => [...shard.topics].map((key) => spelling.get(key) ?? key),
        onFrame: (frame) => hear(shard, frame),
        onSubscribed: (asked, refusals) => {
          noteRefused(asked, refusals);
          const before = shard.confirmed;
          shard.confirmed = new Set(asked);
          for (const topic of asked) if (!before.has(topic)) readNamed(topic, false); // it may have begun before
          tellState();
        },
        onUp: (gap) => {
          shard.wasUp = true;
          if (gap !== undefined) {
            for (const topic of shard.confirmed) readNamed(topic, true);
            catchUp(shard, gap);
          }
          tellState();
        },
        onDown: tellState,
      }),
    };
    return shard;
  };
  const readNamed = (topic: string, catchingUp: boolean): void => {
    const conversationId = conversationOfTopic(topic);
    if (conversationId !== undefined) reader.ask(conversationId, clock.now(), catchingUp);
  };
  const noteRefused = (asked: readonly string[], refusals: readonly RefusedTopic[]): void => {
    for (const topic of asked) refused.delete(canonical(topic));
    for (const one of refusals) refuse(one);
  };
  const refuse = (one: RefusedTopic): void => {
    const key = canonical(one.topic);
    refused.set(key, one);
    if (warned.has(key)) return;
    warned.add(key);
    const why =
      one.missingPermissions.length > 0 ? `permission ${one.missingPermissions.join(", ")}` : one.reason;
    log.warn(`No notifications of ${one.topic}: ${why ?? "refused by the platform"}`);
  };

  const regroup = (): void => {
    cancelGathering = undefined;
    spelling.clear();
    for (const { topics } of subscribers)
      for (const topic of topics) if (!spelling.has(canonical(topic))) spelling.set(canonical(topic), topic);
    for (const key of refused.keys()) if (!spelling.has(key)) refused.delete(key);
    const { shards: sets, left } = distribute(
      new Set(spelling.keys()),
      shards.map(({ topics }) => topics),
    );
    for (const key of left)
      refuse({
        topic: spelling.get(key) ?? key,
        missingPermissions: [],
        reason: "more topics than all channels hold",
      });
    shards = sets.flatMap((topics, place) => {
      const shard = shards[place];
      if (topics.size === 0) {
        shard?.life.close();
        return [];
      }
      if (shard === undefined) return [openShard(topics)];
      const same = topics.size === shard.topics.size && [...topics].every((topic) => shard.topics.has(topic));
      shard.topics = topics;
      if (!same) shard.life.changed();
      return [shard];
    });
    tellState();
  };
  const gather = (): void => {
    cancelGathering ??= clock.after(GATHER_MS, regroup);
  };

  return {
    subscribe: (subscription) => {
      if (closing.signal.aborted) return () => undefined;
      const one: Subscriber = {
        ...subscription,
        names: new Set(subscription.topics.flatMap(namesOf)),
        topicKeys: new Set(subscription.topics.map(canonical)),
        tracker: createTracker(clock.now()),
        told: "",
      };
      subscribers.add(one);
      gather();
      tellState();
      return () => {
        if (subscribers.delete(one) && !closing.signal.aborted) gather();
      };
    },
    state,
    close: () => {
      closing.abort();
      cancelGathering?.();
      for (const { life } of shards) life.close();
      shards = [];
      subscribers.clear();
    },
  };
};

const namesConversation = ({ topics }: Subscriber, conversationId: string): boolean =>
  topics.some((topic) => conversationOfTopic(topic)?.toLowerCase() === conversationId.toLowerCase());
