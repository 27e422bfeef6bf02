import { liveChannel } from "./events/channel";
import { conversationOfTopic } from "./events/detail";
import { createDiscovery } from "./events/discovery";
import { createFollowers } from "./events/followers";
import { createReader } from "./events/reader";
import { createRefusals } from "./events/refusals";
import { canonical, distribute, isSame, standingOf, type Shard } from "./events/shards";
import { createSubscriber, type Subscriber, type Subscription } from "./events/subscriber";
import { understand } from "./events/tracker";
import type { EventsState, Frame, Gap, Log } from "./events/types";
import type { Connect } from "./socket";
import type { Client, Clock, Random } from "./types";

/** Changes of topics are gathered for so long: the nodes of a deploy come in one request. */
const GATHER_MS = 250;
/** So many gaps of a channel are remembered. */
const GAPS_KEPT = 100;

export interface Events {
  /** Listens from now on, until the returned function is called. */
  subscribe(subscription: Subscription): () => void;
  /**
   * Tells of anything that happens in a conversation, until the returned function is called; `undefined` where the topics
   * of the others do not tell of it at present.
   */
  follow(conversationId: string, tell: () => void): (() => void) | undefined;
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

/**
 * The notifications of an account: one channel for all its subscribers (more where a thousand topics are not enough),
 * opened with the first and closed with the last. It connects for ever; what happened while it was not connected is
 * read and told with `recovered`.
 */
export const createEvents = (parts: EventsParts): Events => {
  const { client, clock, log } = parts;
  const closing = new AbortController();
  const { signal } = closing;
  const platformNow = (): number => client.platformTime(clock.now());
  const subscribers = new Set<Subscriber>();
  const refusals = createRefusals(log);
  const followers = createFollowers();
  const discovery = createDiscovery(client, log, signal);
  let spelling = new Map<string, string>(); // as first written, by canonical name
  let shards: Shard[] = [];
  let cancelGathering: (() => void) | undefined;

  const isOn = ({ keys }: Subscriber, { topics }: Shard): boolean => [...keys].some((key) => topics.has(key));
  const gapsOf = (one: Subscriber): Gap[] =>
    shards.filter((shard) => isOn(one, shard)).flatMap(({ gaps }) => gaps);

  const kindOf = (): EventsState["kind"] => (subscribers.size === 0 ? "closed" : standingOf(shards));
  const state = (): EventsState => ({ kind: kindOf(), refused: refusals.list() });
  const tellState = (): void => {
    const now = state();
    for (const one of [...subscribers]) one.state(now);
  };

  const reader = createReader({
    ...parts,
    signal,
    onRead: (conversation, catchingUp) => {
      for (const one of [...subscribers].filter((each) => each.concerns(conversation))) {
        one.events(one.tracker.read(conversation, platformNow(), gapsOf(one), catchingUp));
        one.read(conversation);
      }
      followers.tell(conversation.id);
    },
    onMissing: (conversationId) => {
      for (const one of [...subscribers]) one.missing(conversationId);
    },
  });
  const readNamed = (topic: string, catchingUp: boolean): void => {
    const conversationId = conversationOfTopic(topic);
    if (conversationId !== undefined) reader.ask(conversationId, platformNow(), catchingUp);
  };

  const hear = ({ gaps }: Shard, frame: Frame): void => {
    const name = canonical(frame.topicName);
    const listening = [...subscribers].filter((one) => one.hears(name));
    if (listening.length === 0) return;
    const understood = understand(frame);
    for (const one of listening) {
      const { events, toRead } = one.tracker.frame(frame, platformNow(), gaps, understood);
      one.frame(frame);
      one.events(events, frame);
      if (toRead !== undefined) reader.ask(toRead, platformNow(), false);
    }
    const about = understood.snapshot?.conversationId ?? understood.detailOf;
    if (about !== undefined) followers.tell(about);
  };

  /** What is live is read again, the most recent first; then what nobody has heard of. */
  const catchUp = (shard: Shard, { from, to }: Gap): void => {
    const gap = { from: client.platformTime(from), to: client.platformTime(to) };
    shard.gaps = [...shard.gaps, gap].slice(-GAPS_KEPT);
    for (const topic of shard.confirmed) readNamed(topic, true);
    for (const one of subscribers)
      if (isOn(one, shard))
        for (const { conversationId, touchedAt } of one.tracker.open())
          reader.ask(conversationId, touchedAt, true);
    void discovery.during(gap, shard.topics).then((found) => {
      const isFollowed = (id: string): boolean => [...subscribers].some(({ tracker }) => tracker.follows(id));
      for (const id of found) if (!isFollowed(id)) reader.ask(id, gap.from, true);
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
        onSubscribed: (asked, refused) => {
          refusals.note(asked, refused);
          for (const topic of asked) if (!shard.confirmed.has(topic)) readNamed(topic, false); // it may have begun before
          shard.confirmed = new Set(asked);
          tellState();
        },
        onUp: (gap) => {
          shard.wasUp = true;
          if (gap !== undefined) catchUp(shard, gap);
          tellState();
        },
        onDown: tellState,
      }),
    };
    return shard;
  };

  const regroup = (): void => {
    cancelGathering = undefined;
    const topics = [...subscribers].flatMap((one) => one.topics);
    spelling = new Map(topics.toReversed().map((topic) => [canonical(topic), topic]));
    const wanted = new Set(topics.map(canonical));
    refusals.keep(wanted);
    const distribution = distribute(
      wanted,
      shards.map((shard) => shard.topics),
    );
    refusals.noteLeft(distribution.left.map((key) => spelling.get(key) ?? key));
    shards = distribution.shards.flatMap((share, place) => {
      const shard = shards[place];
      if (shard === undefined) return share.size === 0 ? [] : [openShard(share)];
      if (share.size === 0) shard.life.close();
      else if (!isSame(share, shard.topics)) shard.life.changed();
      shard.topics = share;
      return share.size === 0 ? [] : [shard];
    });
    tellState();
  };
  const gather = (): void => {
    cancelGathering ??= clock.after(GATHER_MS, regroup);
  };

  return {
    follow: (conversationId, tell) => {
      const isHeard = [...subscribers].some((one) => one.hearsAllOf(conversationId));
      return isHeard && kindOf() === "connected" ? followers.add(conversationId, tell) : undefined;
    },
    subscribe: (subscription) => {
      const startedAt = clock.now();
      const one = createSubscriber(subscription, () => client.platformTime(startedAt), log);
      if (signal.aborted) return () => undefined;
      subscribers.add(one);
      gather();
      one.state(state());
      return () => {
        one.leave();
        if (subscribers.delete(one) && !signal.aborted) gather();
      };
    },
    state,
    close: () => {
      closing.abort();
      cancelGathering?.();
      for (const { life } of shards) life.close();
      for (const one of subscribers) one.leave();
      subscribers.clear();
      shards = [];
    },
  };
};
