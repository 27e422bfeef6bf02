import type { Callback } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import type { Store } from "../store/store";
import { ringNext } from "./acd";
import { addParticipant, connectLeg, endLeg, legsOf, type Place } from "./legs";
import { newLeg } from "./new-leg";
import { newConversation } from "./parties";

/** Callbacks: scheduled for a time, at which their queue begins to ring. */

export interface Order {
  numbers: readonly string[];
  name?: string | undefined;
  queue: Queue;
  scheduledAt: number;
  attributes: Record<string, string>;
  callerId?: string | undefined;
  callerIdName?: string | undefined;
  scriptId?: string | undefined;
  /** What the queue is to look at. */
  routing: Pick<Participant, "languageId" | "priority" | "skillIds">;
}

type CallbackPlace = Place & { leg: Callback };
const isCallback = (place: Place): place is CallbackPlace => place.leg.media === "callbacks";

const callbackLeg = (store: Store, order: Order, peerId?: string): Callback => {
  const { numbers, name, scheduledAt, callerId, callerIdName, scriptId } = order;
  const at = store.clock.now();
  const id = store.ids.next("communication");
  const given = { id, state: "scheduled", direction: "outbound", at } as const;
  const leg = newLeg("callbacks", peerId === undefined ? given : { ...given, peerId });
  if (leg.media !== "callbacks") throw new Error("A callback leg is one of callbacks.");
  return {
    ...leg,
    callbackNumbers: numbers,
    scheduledAt,
    ...(name === undefined ? {} : { callbackUserName: name }),
    ...(callerId === undefined ? {} : { callerId }),
    ...(callerIdName === undefined ? {} : { callerIdName }),
    ...(scriptId === undefined ? {} : { scriptId }),
  };
};

const join = (
  store: Store,
  conversation: Conversation,
  leg: Callback,
  facts: Pick<Participant, "purpose"> & Partial<Participant>,
): void =>
  addParticipant(store, conversation, {
    id: store.ids.next("participant"),
    startAt: store.clock.now(),
    attributes: {},
    wrapupRequired: false,
    ...facts,
    communications: [leg],
  });

export const callbackPlaces = (conversation: Conversation): CallbackPlace[] =>
  legsOf(conversation).filter(isCallback);

const begin = (store: Store, conversation: Conversation): void => {
  const waiting = callbackPlaces(conversation).filter(({ leg }) => leg.state === "scheduled");
  for (const place of waiting) connectLeg(store, place);
  if (waiting.length > 0)
    store.clock.after(store.settings.alertAfterMs, () => void ringNext(store, conversation));
};

/** Begins at the time that the legs now have. A timer for an earlier time does nothing. */
const beginLater = (store: Store, conversation: Conversation, scheduledAt: number): void =>
  void store.clock.after(Math.max(0, scheduledAt - store.clock.now()), () => {
    const due = callbackPlaces(conversation)[0]?.leg.scheduledAt ?? Infinity;
    if (due <= store.clock.now()) begin(store, conversation);
  });

/** Answers the queue's leg, which is the callback. */
export const scheduleCallback = (
  store: Store,
  order: Order,
): { conversation: Conversation; leg: Callback } => {
  const { queue, attributes, name, scheduledAt } = order;
  const conversation = newConversation(store);
  const theirs = callbackLeg(store, order);
  const customer = { purpose: "customer", queueId: queue.id, attributes, ...(name ? { name } : {}) } as const;
  join(store, conversation, theirs, customer);
  const leg = callbackLeg(store, order, theirs.id);
  join(store, conversation, leg, {
    purpose: "acd",
    name: queue.name,
    queueId: queue.id,
    attributes: { ...attributes },
    ...order.routing,
  });
  beginLater(store, conversation, scheduledAt);
  return { conversation, leg };
};

/** The queue rings at this user first. */
export const assignCallback = (store: Store, { conversation, participant }: Place, user: User): void => {
  participant.preferredAgentId = user.id;
  store.changed({ what: "participantChanged", conversation, participant });
};

/** Only the callback; a call that was placed from it continues. */
export const endCallback = (store: Store, conversation: Conversation): void => {
  for (const place of callbackPlaces(conversation)) endLeg(store, place, "client");
};

export const reschedule = (store: Store, conversation: Conversation, scheduledAt: number): void => {
  for (const { leg } of callbackPlaces(conversation)) leg.scheduledAt = scheduledAt;
  beginLater(store, conversation, scheduledAt);
};
