import type { Callback } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import type { Store } from "../store/store";
import { ringNext } from "./acd";
import { addLeg, addParticipant, connectLeg, endLeg, isLive, legChanged, legsOf, type Place } from "./legs";
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
  routing: Pick<Participant, "languageId" | "priority" | "skillIds" | "preferredAgentId">;
}

export type CallbackPlace = Place & { leg: Callback };
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

const isScheduled = ({ leg }: CallbackPlace): boolean => leg.state === "scheduled";

/** Begins at the time that the legs now have. A timer for an earlier time does nothing. */
const beginLater = (store: Store, conversation: Conversation, scheduledAt: number): void =>
  void store.clock.after(Math.max(0, scheduledAt - store.clock.now()), () => {
    const now = store.clock.now();
    const due = callbackPlaces(conversation).filter(
      (place) => isScheduled(place) && (place.leg.scheduledAt ?? Infinity) <= now,
    );
    for (const place of due) connectLeg(store, place);
    if (due.length > 0)
      store.clock.after(store.settings.alertAfterMs, () => void ringNext(store, conversation));
  });

/** The queue takes the callback of this customer's leg. */
const joinQueue = (store: Store, conversation: Conversation, order: Order, theirs: Callback): Callback => {
  const { queue, attributes, scheduledAt } = order;
  const leg = callbackLeg(store, order, theirs.id);
  join(store, conversation, leg, {
    purpose: "acd",
    name: queue.name,
    queueId: queue.id,
    attributes: { ...attributes },
    ...order.routing,
  });
  beginLater(store, conversation, scheduledAt);
  return leg;
};

/** Answers the queue's leg, which is the callback. */
export const scheduleCallback = (
  store: Store,
  order: Order,
): { conversation: Conversation; leg: Callback } => {
  const { queue, attributes, name } = order;
  const conversation = newConversation(store);
  const theirs = callbackLeg(store, order);
  const customer = { purpose: "customer", queueId: queue.id, attributes, ...(name ? { name } : {}) } as const;
  join(store, conversation, theirs, customer);
  return { conversation, leg: joinQueue(store, conversation, order, theirs) };
};

/** In the same conversation: the participant has one leg more, and a queue joins. */
export const scheduleForParticipant = (
  store: Store,
  conversation: Conversation,
  participant: Participant,
  order: Order,
): void => {
  const leg = callbackLeg(store, order);
  Object.assign(participant.attributes, order.attributes);
  addLeg(store, { conversation, participant, leg });
  joinQueue(store, conversation, order, leg);
};

/** The queue rings at this user first. */
export const assignCallback = (store: Store, { conversation, participant }: Place, user: User): void => {
  participant.preferredAgentId = user.id;
  store.changed({ what: "participantChanged", conversation, participant });
};

/** Another queue offers it. Agents of the former queue are not alerted any more. */
export const moveCallback = (store: Store, conversation: Conversation, queue: Queue): void => {
  for (const { participant, leg } of callbackPlaces(conversation)) {
    if (!isLive(leg) || participant.userId !== undefined) continue;
    participant.queueId = queue.id;
    if (participant.purpose === "acd") participant.name = queue.name;
    store.changed({ what: "participantChanged", conversation, participant });
  }
};

/** Only the callback; a call that was placed from it continues. */
export const endCallback = (store: Store, conversation: Conversation): void => {
  for (const place of callbackPlaces(conversation)) endLeg(store, place, "client");
};

/** One that has begun stays as it is; its time is past. */
export const reschedule = (store: Store, conversation: Conversation, scheduledAt: number): void => {
  for (const place of callbackPlaces(conversation).filter(isScheduled)) {
    place.leg.scheduledAt = scheduledAt;
    legChanged(store, place);
  }
  beginLater(store, conversation, scheduledAt);
};
