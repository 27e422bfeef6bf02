import { figuresOf, type Figure, type QueueFigures } from "../analytics/queue-figures";
import type { Queue } from "../entities/org";
import { activityFrame, observationsFrame } from "../formatters/queue-stats";
import type { Store } from "../store/store";
import { channelsOf } from "./channels";
import { hasDeliveries, isDelivered } from "./deliveries";
import { publish } from "./publish";
import { wants } from "./subscriptions";

/** The frames that report the figures of queues: when they have changed, and not too often. */

interface Sent {
  /** The figures that were sent last, by medium and metric. */
  figures: Map<string, Figure>;
  at: number;
  isDue: boolean;
}

const sentIn = (store: Store): Map<string, Sent> =>
  store.collection("figures of queues", () => new Map<string, Sent>());

const topicsOf = ({ id }: Queue) => ({
  observations: `v2.analytics.queues.${id}.observations`,
  activity: `v2.analytics.queues.${id}.activity`,
});

const isWanted = (store: Store, queue: Queue): boolean => {
  const names = Object.values(topicsOf(queue)).map((topic) => topic.toLowerCase());
  const has = [...channelsOf(store).values()].some(
    (channel) => channel.socket !== undefined && names.some((name) => wants(channel, name)),
  );
  return has || names.some((name) => isDelivered(store, name));
};

const keyOf = ({ mediaType }: QueueFigures, { metric, qualifier }: Figure): string =>
  [mediaType, metric, qualifier].join("/");

/** What is not as it was sent, with zero for a count that is gone. */
const news = (sent: Sent, group: QueueFigures): Figure[] => {
  const before = [...sent.figures].filter(([key]) => key.startsWith(`${group.mediaType ?? ""}/`));
  const now = new Map(group.figures.map((figure) => [keyOf(group, figure), figure]));
  const gone = before.flatMap(([key, { count, ...figure }]) =>
    now.has(key) || count === 0 ? [] : [[key, { ...figure, count: 0 }] as const],
  );
  const fresh = [...now].filter(([key, { count, value }]) => {
    const last = sent.figures.get(key);
    return last === undefined || last.count !== count || last.value !== value;
  });
  for (const [key, figure] of [...gone, ...fresh]) sent.figures.set(key, figure);
  return [...gone, ...fresh].map(([, figure]) => figure);
};

const send = (store: Store, queue: Queue, sent: Sent): void => {
  const topics = topicsOf(queue);
  const at = store.clock.now();
  let correlationId: string | undefined;
  const id = (): string => (correlationId ??= store.ids.next("queue notification"));
  for (const group of figuresOf(store, queue)) {
    const fresh = news(sent, group);
    const counts = fresh.filter(({ count }) => count !== undefined);
    if (counts.length > 0)
      publish(store, topics.observations, id(), () => observationsFrame(group, counts, at));
    const { mediaType, figures } = group;
    if (fresh.length > 0 && mediaType !== undefined)
      publish(store, topics.activity, id(), () => activityFrame(mediaType, figures));
  }
};

/** Notifies the channels of the figures of all queues; what is returned ends that. */
export const watchQueueFigures = (store: Store): (() => void) => {
  const touch = (): void => {
    if (channelsOf(store).size === 0 && !hasDeliveries(store)) return; // no receiver
    for (const queue of store.org.queues.values()) {
      if (!isWanted(store, queue)) continue;
      const { notifyAfterMs, queueFiguresEveryMs } = store.settings;
      const sent = sentIn(store).get(queue.id) ?? { figures: new Map(), at: -Infinity, isDue: false };
      sentIn(store).set(queue.id, sent);
      if (sent.isDue) continue;
      sent.isDue = true;
      const now = store.clock.now();
      store.clock.after(Math.max(notifyAfterMs, sent.at + queueFiguresEveryMs - now), () => {
        sent.isDue = false;
        sent.at = store.clock.now();
        send(store, queue, sent);
      });
    }
  };
  const ends = [store.onChange(touch), store.onUserChange(touch), store.onQueueChange(touch)];
  return () => {
    for (const end of ends) end();
  };
};
