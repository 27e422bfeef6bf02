import { request } from "node:http";
import { asEventBridge, asNotification, asTrigger, classOf } from "../formatters/event-envelopes";
import type { Wire } from "../formatters/wire";
import type { Store } from "../store/store";

/** Events that the org delivers by other ways than a channel: to an event bus, or to what a trigger starts. */

export const DELIVERED_AS = ["eventBridge", "trigger", "notification"] as const;

export interface Delivery {
  as: (typeof DELIVERED_AS)[number];
  /**
   * Where to: a function, or a URL of this machine. `{topic}` in a URL is replaced by the class of the event's topic: a
   * trigger is for one class, and what it starts knows that.
   */
  to: string | ((delivered: Wire, topic: string) => void);
  /** Classes of topics. `*` at the end is the rest of a topic. All detail events by default. */
  topics?: readonly string[];
}

const DETAILS = ["v2.detail.events.conversation.{id}.*"];

interface Kept {
  delivery: Delivery;
  topics: readonly string[];
  /** Deliveries to a URL go one after the other. */
  last: Promise<void>;
}

const keptIn = (store: Store): Set<Kept> => store.collection("deliveries of events", () => new Set<Kept>());

export const hasDeliveries = (store: Store): boolean => keptIn(store).size > 0;

export interface Deliveries {
  /** Returns what ends it; a reset ends all of them. */
  add(delivery: Delivery): () => void;
  clear(): void;
  /** Settles when everything that was delivered has been received. */
  settled(): Promise<void>;
}

export const createDeliveries = (store: Store): Deliveries => ({
  add: (delivery) => {
    check(delivery);
    const topics = (delivery.topics ?? DETAILS).map((topic) => topic.toLowerCase());
    const kept: Kept = { delivery, topics, last: Promise.resolve() };
    keptIn(store).add(kept);
    return () => void keptIn(store).delete(kept);
  },
  clear: () => keptIn(store).clear(),
  settled: async () => {
    await Promise.all([...keptIn(store)].map(({ last }) => last));
  },
});

const check = ({ as, to, topics }: Delivery): void => {
  if (!DELIVERED_AS.includes(as))
    throw new Error(`Events cannot be delivered as ${String(as)}. Possible: ${DELIVERED_AS.join(", ")}.`);
  if (topics !== undefined && !(Array.isArray(topics) && topics.every((each) => typeof each === "string")))
    throw new Error("topics must be a list of topics.");
  if (typeof to === "function") return;
  if (!/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(String(to)))
    throw new Error("to must be a URL of this machine, such as http://localhost:1880/events.");
};

const fits = (wanted: string, topic: string): boolean =>
  wanted.endsWith(".*") ? topic.startsWith(wanted.slice(0, -1)) : wanted === topic;

/** Does anything but a channel receive this topic? */
export const isDelivered = (store: Store, topic: string): boolean =>
  keptIn(store).size > 0 && wanting(store, topic).length > 0;

const wanting = (store: Store, topic: string): Kept[] => {
  const names = [classOf(topic).toLowerCase(), topic.toLowerCase()];
  return [...keptIn(store)].filter(({ topics }) =>
    topics.some((wanted) => names.some((name) => fits(wanted, name))),
  );
};

/** Delivers an event to all that want its class; the body is made only if one does. */
export const deliver = (
  store: Store,
  topic: string,
  correlationId: string,
  body: () => Wire | undefined,
): void => {
  const receivers = hasDeliveries(store) ? wanting(store, topic) : [];
  const eventBody = receivers.length === 0 ? undefined : body();
  if (eventBody === undefined) return;
  const topicClass = classOf(topic);
  const event = { topic, correlationId, body: eventBody, at: store.clock.now() };
  for (const kept of receivers) {
    const { as, to } = kept.delivery;
    const delivered = {
      notification: () => asNotification(event),
      trigger: () => asTrigger(event),
      eventBridge: () =>
        asEventBridge(event, {
          id: store.ids.next("envelope"),
          organizationId: store.org.organization.id,
        }),
    }[as]();
    if (typeof to === "function") to(structuredClone(delivered), topicClass);
    else {
      const url = to.replaceAll("{topic}", encodeURIComponent(topicClass));
      kept.last = kept.last.then(() => post(url, delivered));
    }
  }
};

/** Sent once: what a receiver does not accept is lost. */
const post = (url: string, body: Wire): Promise<void> =>
  new Promise((resolve) => {
    const sent = request(url, { method: "POST", headers: { "content-type": "application/json" } }, (got) => {
      got.on("close", resolve).resume();
    });
    sent.on("error", () => resolve());
    sent.setTimeout(10_000, () => sent.destroy());
    sent.end(JSON.stringify(body));
  });
