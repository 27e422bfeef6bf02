import { createClosing } from "../time/clock";
import { createCatchUp } from "./catch-up";
import { liveChannel } from "./channel";
import { conversationOfTopic } from "./detail";
import { createDiscovery } from "./discovery";
import { createFollowers } from "./followers";
import { createReader } from "./reader";
import { createRefusals } from "./refusals";
import { canonical, distribute, isOn, isSame, standingOf, type Shard } from "./shards";
import { createSubscriber, type Subscriber, type Subscription } from "./subscriber";
import { understand } from "./tracker";
import type { EventsState, Frame, Gap, Log } from "./types";
import type { Connect } from "../http/socket";
import type { Client, Clock, Random } from "../types";

/** Changes of topics are gathered for so long: the nodes of a deploy come in one request. */
const GATHER_MS = 250;

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
  const closing = createClosing();
  const { signal } = closing;
  const platformNow = (): number => client.platformTime(clock.now());
  const subscribers = new Set<Subscriber>();
  const refusals = createRefusals(log);
  const followers = createFollowers();
  let spelling = new Map<string, string>(); // as first written, by canonical name
  let shards: Shard[] = [];
  let cancelGathering: (() => void) | undefined;

  const gapsOf = (one: Subscriber): Gap[] => [
    ...one.gaps,
    ...shards.filter((shard) => isOn(one, shard)).flatMap(({ gaps }) => gaps),
  ];

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
  const readNamed = (key: string, catchingUp: boolean): void => {
    const conversationId = conversationOfTopic(spelling.get(key) ?? key);
    if (conversationId !== undefined) reader.ask(conversationId, platformNow(), catchingUp);
  };

  const hear = ({ gaps }: Shard, frame: Frame): void => {
    const name = canonical(frame.topicName);
    const listening = [...subscribers].filter((one) => one.hears(name));
    if (listening.length === 0) return;
    const understood = understand(frame);
    for (const one of listening) {
      const { events, toRead } = one.tracker.frame(frame, platformNow(), [...one.gaps, ...gaps], understood);
      one.frame(frame);
      one.events(events, frame);
      if (toRead !== undefined) reader.ask(toRead, platformNow(), false);
    }
    const about = understood.snapshot?.conversationId ?? understood.detailOf;
    if (about !== undefined) followers.tell(about);
  };

  const catchUp = createCatchUp({
    client,
    discovery: createDiscovery(client, log, signal),
    reader,
    subscribers,
    gapsOf,
    isHeard: (key) =>
      refusals.has(key) || shards.some(({ life, confirmed }) => life.isUp() && confirmed.has(key)),
  });

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
          const keys = asked.map(canonical);
          for (const key of keys) if (!shard.confirmed.has(key)) readNamed(key, false); // it may have begun before
          shard.confirmed = new Set(keys);
          catchUp.begun(subscribers);
          tellState();
        },
        onUp: (gap) => {
          shard.wasUp = true;
          if (gap !== undefined) {
            for (const key of shard.confirmed) readNamed(key, true);
            catchUp.after(shard, gap);
          }
          catchUp.begun(subscribers);
          tellState();
        },
        onDown: (since) => {
          for (const one of subscribers) if (isOn(one, shard)) one.deafen(since);
          tellState();
        },
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
      if (signal.aborted) return () => undefined;
      const one = createSubscriber(subscription, parts);
      subscribers.add(one);
      catchUp.begun([one]);
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
