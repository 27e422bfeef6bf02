import { createClosing } from "../time/clock";
import { createCatchUp } from "./catch-up";
import { createChannels } from "./channels";
import { createDiscovery } from "./discovery";
import { createDispatch } from "./dispatch";
import { createFollowers } from "./followers";
import { createReader } from "./reader";
import { createRefusals } from "./refusals";
import { isOn } from "./shards";
import { createSubscriber, type Subscriber, type Subscription } from "./subscriber";
import { createSubscriptions } from "./subscriptions";
import type { EventsState, Gap, Log } from "./types";
import { createWatches, type Watches } from "./watches";
import type { Conversation } from "../conversation/conversation";
import type { Connect } from "../http/socket";
import type { Client, Clock, Random } from "../types";

export interface Events {
  /** Emits from now on, until the returned function is called. */
  subscribe(subscription: Subscription): () => void;
  /**
   * Calls `notify` after anything that happens in a conversation, and now and then in case an event was lost, until the
   * returned function is called. `undefined` where
   * the topics of the subscribers do not report it at present.
   */
  follow(conversationId: string, notify: () => void): (() => void) | undefined;
  /** Conversations that are watched one by one, each by its separate topics. */
  watches: Pick<Watches, "watch" | "read">;
  state(): EventsState;
  /** Ends everything at once. Nothing is emitted afterwards. */
  close(): void;
}

export interface EventsParts {
  client: Client;
  connect: Connect;
  clock: Clock;
  random: Random;
  log: Log;
  /** Called with each conversation that is reported or read. */
  onSeen?: ((conversation: Conversation) => void) | undefined;
}

/**
 * The notifications of an account: one channel for all its subscribers (more where a thousand topics are not enough),
 * opened with the first and closed with the last. It reconnects until it is closed. What happened while it was not
 * connected is read and emitted with `recovered`. Each part owns its state; here they are only connected to each other.
 */
export const createEvents = (parts: EventsParts): Events => {
  const { client, clock, log } = parts;
  const closing = createClosing();
  const { signal } = closing;
  const platformNow = (): number => client.platformTime(clock.now());
  const refusals = createRefusals(log);
  const followers = createFollowers(clock);

  const subscriptions = createSubscriptions({
    clock,
    onTopics: (wanted) => {
      refusals.keep(wanted);
      refusals.noteLeft(channels.carry(wanted).map(subscriptions.written));
      notifyState();
    },
  });
  const { all } = subscriptions;
  const gapsOf = (one: Subscriber): Gap[] => [...one.gaps, ...channels.gapsOf(one)];

  const kind = (): EventsState["kind"] => (all().length === 0 ? "closed" : channels.kind());
  const state = (): EventsState => ({ kind: kind(), refused: refusals.list() });
  const isSettled = (key: string): boolean => refusals.has(key) || channels.hasConfirmed(key);
  /** The channel may be connected before a new subscriber's topics are on it. What happens until then may be lost. */
  const notifyStateOf = (one: Subscriber): void => {
    const now = state();
    const isWaiting = now.kind === "connected" && ![...one.keys].every(isSettled);
    one.state(isWaiting ? { ...now, kind: "connecting" } : now);
  };
  const notifyState = (): void => {
    for (const one of all()) notifyStateOf(one);
  };

  const dispatch = createDispatch({
    all,
    followers,
    platformNow,
    gapsOf,
    onSeen: parts.onSeen,
    read: (...args) => reader.request(...args),
  });
  const reader = createReader({
    ...parts,
    signal,
    onRead: dispatch.conversation,
    onMissing: dispatch.missing,
  });
  const catchUp = createCatchUp({
    discovery: createDiscovery(client, log, signal),
    reader,
    platformNow,
    all,
    gapsOf,
    isSettled,
  });

  const channels = createChannels({
    ...parts,
    written: subscriptions.written,
    onFrame: dispatch.frame,
    onSubscribed: (topics, refused, added) => {
      refusals.note(topics, refused);
      catchUp.readNamed(added.map(subscriptions.written), false);
      catchUp.begun(all());
      notifyState();
    },
    onUp: (shard, gap) => {
      if (gap !== undefined) {
        catchUp.readNamed([...shard.confirmed].map(subscriptions.written), true);
        catchUp.after(shard, gap);
      }
      catchUp.begun(all());
      notifyState();
    },
    onDown: (shard, since) => {
      for (const one of all()) if (isOn(one, shard)) one.interrupt(since);
      notifyState();
    },
  });

  const subscribe: Events["subscribe"] = (subscription) => {
    if (signal.aborted) return () => undefined;
    const one = createSubscriber(subscription, parts);
    subscriptions.add(one);
    // no channel will report them as new: they are subscribed for another, or for the one that this one replaces
    if ([...one.keys].every(isSettled)) catchUp.readNamed(one.topics, false);
    catchUp.begun([one]);
    notifyStateOf(one);
    return () => subscriptions.remove(one);
  };
  const watches = createWatches({ client, clock, subscribe, request: (...args) => reader.request(...args) });

  return {
    watches,
    subscribe,
    follow: (conversationId, notify) => {
      const isFollowed = all().some((one) => one.receivesAllOf(conversationId));
      return isFollowed && kind() === "connected" ? followers.add(conversationId, notify) : undefined;
    },
    state,
    close: () => {
      closing.abort();
      followers.close();
      watches.close();
      channels.close();
      subscriptions.close();
    },
  };
};
