import { canonical } from "./shards";
import type { Subscriber } from "./subscriber";
import type { Clock } from "../types";

/** Changes of topics are collected for this time, so that all nodes of a deploy come in one request. */
const COLLECT_MS = 250;
/** Where topics change all the time, as with conversations that are followed one by one, they are collected for longer. */
const COLLECT_OFTEN_MS = 5_000;
/** So many changes in a minute are still few. Each is a request for every channel that it touches. */
const FEW = 10;
const MINUTE_MS = 60_000;

export interface Subscriptions {
  /** A copy: a subscriber may leave while the others are notified. */
  all(): Subscriber[];
  add(one: Subscriber): void;
  /** Nothing is sent to it any more. */
  remove(one: Subscriber): void;
  /** A topic as it was first written, by its canonical name. */
  written(key: string): string;
  /** Removes all of them, for good. */
  close(): void;
}

export interface SubscriptionsParts {
  clock: Clock;
  /** Called some time after a change, with the canonical names of all topics that are wanted. */
  onTopics: (wanted: ReadonlySet<string>) => void;
}

/** The subscribers, with their topics. */
export const createSubscriptions = ({ clock, onTopics }: SubscriptionsParts): Subscriptions => {
  const subscribers = new Set<Subscriber>();
  let spelling = new Map<string, string>();
  let cancelCollecting: (() => void) | undefined;
  let closed = false;
  /** The latest times at which topics were published. */
  let published: number[] = [];

  const publish = (): void => {
    cancelCollecting = undefined;
    published = [...published, clock.now()].slice(-FEW);
    const topics = [...subscribers].flatMap((one) => one.topics);
    spelling = new Map(topics.toReversed().map((topic) => [canonical(topic), topic]));
    onTopics(new Set(topics.map(canonical)));
  };
  const collectMs = (): number => {
    const [oldest = 0] = published;
    const isOften = published.length === FEW && clock.now() - oldest < MINUTE_MS;
    return isOften ? COLLECT_OFTEN_MS : COLLECT_MS;
  };
  const collect = (): void => {
    if (!closed) cancelCollecting ??= clock.after(collectMs(), publish);
  };

  return {
    all: () => [...subscribers],
    add: (one) => {
      subscribers.add(one);
      collect();
    },
    remove: (one) => {
      one.leave();
      if (subscribers.delete(one)) collect();
    },
    written: (key) => spelling.get(key) ?? key,
    close: () => {
      closed = true;
      cancelCollecting?.();
      for (const one of subscribers) one.leave();
      subscribers.clear();
    },
  };
};
