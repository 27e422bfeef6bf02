import type { Conversation } from "../entities/conversation";
import { detailsOf, type Detail } from "../formatters/event-detail";
import {
  eventOfConversation,
  eventOfMedia,
  inconsistent,
  MEDIA_TOPICS,
} from "../formatters/event-conversation";
import type { Wire } from "../formatters/wire";
import { isLive } from "../machines/legs";
import type { Change, Store } from "../store/store";
import { channelsOf } from "./channels";
import { deliver, hasDeliveries } from "./deliveries";
import { sendThroughFaults, takeFrameFault } from "./frame-faults";
import { wants } from "./subscriptions";

/** From changes of conversations to the frames that report them. */

interface Batch {
  conversation: Conversation;
  correlationId: string;
  details: Detail[];
  /** The legs that ended meanwhile. */
  ended: Set<string>;
}

/** Sends to every open socket whose channel has the topic, and to other receivers; the body is made only if one has it. */
export const publish = (
  store: Store,
  topic: string,
  correlationId: string,
  body: () => Wire | undefined,
): void => {
  const name = topic.toLowerCase();
  let text: string | undefined;
  deliver(store, topic, correlationId, body);
  for (const channel of channelsOf(store).values()) {
    const { socket } = channel;
    if (socket === undefined || !wants(channel, name)) continue;
    const eventBody = text === undefined ? body() : undefined;
    if (text === undefined && eventBody === undefined) return;
    text ??= JSON.stringify({
      topicName: topic,
      version: "2",
      eventBody,
      metadata: { CorrelationId: correlationId },
    });
    sendThroughFaults(store, name, text, socket.send);
  }
};

const isSubscribed = (store: Store, topic: string): boolean =>
  [...channelsOf(store).values()].some(
    (each) => each.socket !== undefined && wants(each, topic.toLowerCase()),
  );

/** The users and queues whose topics report a conversation. */
const audience = (store: Store, { participants }: Conversation, isTouched: (id: string) => boolean) => {
  const users = new Set<string>();
  const queues = new Set<string>();
  for (const { id, userId, queueId, communications } of participants) {
    if (queueId !== undefined) queues.add(queueId);
    const takesPart = communications.some((leg) => isLive(leg) || leg.afterCallWork?.state === "pending");
    if (userId !== undefined && (takesPart || store.settings.formerUsersHearOn || isTouched(id)))
      users.add(userId);
  }
  return [
    ...[...users].map((id) => ({ stem: `v2.users.${id}.conversations`, of: "users" as const })),
    ...[...queues].map((id) => ({ stem: `v2.routing.queues.${id}.conversations`, of: "queues" as const })),
  ];
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const send = (store: Store, { conversation, correlationId, details, ended }: Batch): void => {
  const touched = new Set(details.map(({ participantId }) => participantId));
  const whole = once(() => eventOfConversation(store, conversation));
  for (const { stem, of } of audience(store, conversation, (id) => touched.has(id))) {
    const isPair =
      ended.size > 0 &&
      isSubscribed(store, stem) &&
      (store.settings.inconsistentPairs || takeFrameFault(store, stem, ["inconsistent"]) !== undefined);
    if (isPair) publish(store, stem, correlationId, () => inconsistent(whole(), ended));
    publish(store, stem, correlationId, whole);
    for (const [media, word] of MEDIA_TOPICS)
      publish(store, `${stem}.${word}`, correlationId, () => eventOfMedia(store, conversation, media, of));
  }
  for (const { kind, body } of details)
    publish(store, `v2.detail.events.conversation.${conversation.id}.${kind}`, correlationId, () => body);
};

/** Notifies the channels of all changes; what is returned ends that. */
export const watchConversations = (store: Store): (() => void) => {
  const batchOf = (conversation: Conversation, correlationId: string | undefined): Batch => {
    const batches = store.collection("notifications to send", () => new Map<string, Batch>());
    const found = batches.get(conversation.id);
    if (found) return found;
    const batch: Batch = {
      conversation,
      correlationId: correlationId ?? store.ids.next("notification"),
      details: [],
      ended: new Set(),
    };
    batches.set(conversation.id, batch);
    store.clock.after(store.settings.notifyAfterMs, () => {
      batches.delete(conversation.id);
      send(store, batch);
    });
    return batch;
  };

  return store.onChange((change: Change) => {
    if (change.what === "postFlowChanged" && !store.settings.postFlowRaisesEvent) return;
    if (channelsOf(store).size === 0 && !hasDeliveries(store)) return; // no receiver: what happens before a socket is open is lost anyway
    const batch = batchOf(change.conversation, change.correlationId);
    batch.details.push(...detailsOf(store, change));
    if (change.what === "legEnded" && change.communication) batch.ended.add(change.communication.id);
  });
};
