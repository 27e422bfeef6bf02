import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { isLive, liveLegsOf, type Place } from "./legs";

/** Customers who wait in a queue. They are listed, so that an agent who becomes free does not look through a whole day. */

const isQueue = ({ participant }: Place): boolean => participant.purpose === "acd";

/** The live leg of a queue in which a customer waits. */
export const waitingIn = (conversation: Conversation): Place | undefined =>
  liveLegsOf(conversation).findLast((place) => isQueue(place) && place.leg.state === "connected");

export const isRungAt = (conversation: Conversation): boolean =>
  liveLegsOf(conversation).some(
    ({ participant, leg }) => participant.purpose === "agent" && leg.state === "alerting",
  );

/** Ids of the queues' legs whose customer has an agent, and that end in a moment. */
export const answeredIn = (store: Store): Set<string> =>
  store.collection("answered in a queue", () => new Set<string>());

/** Does the customer of this leg of a queue wait for an answer? While an agent is alerted, too. */
export const waitsForAnswer = (store: Store, { participant, leg }: Place): boolean =>
  participant.purpose === "acd" && leg.state === "connected" && isLive(leg) && !answeredIn(store).has(leg.id);

interface Waiting {
  place: Place;
  /** Which event of the queues it last began to wait at: with its arrival, or the end of an alert. */
  since: number;
}

interface WaitingList {
  byConversation: Map<Conversation, Waiting>;
  events: number;
}

const look = (list: WaitingList, conversation: Conversation, isNew = false): void => {
  const place = conversation.endAt === undefined ? waitingIn(conversation) : undefined;
  const known = list.byConversation.get(conversation);
  if (!place) list.byConversation.delete(conversation);
  else if (known && !isNew) known.place = place;
  else list.byConversation.set(conversation, { place, since: (list.events += 1) });
};

const listOf = (store: Store): WaitingList =>
  store.collection("customers who wait", () => {
    const list: WaitingList = { byConversation: new Map(), events: 0 };
    for (const conversation of store.conversations.values()) look(list, conversation);
    return list;
  });

/** The conversation has changed: its customer may wait, or wait no more. `isNew`: begins to wait now, also where it waited before. */
export const lookWhoWaits = (store: Store, conversation: Conversation, isNew = false): void =>
  look(listOf(store), conversation, isNew);

/** A moment in the order of the queues' events; undefined where no customer waits. */
export const momentOf = (store: Store): number | undefined => {
  const list = listOf(store);
  return list.byConversation.size === 0 ? undefined : (list.events += 1);
};

/** Where customers have waited since before the moment, the oldest conversation first. */
export const waitingSince = (store: Store, moment: number): Place[] =>
  [...listOf(store).byConversation.values()]
    .filter(({ since, place }) => since < moment && waitsForAnswer(store, place))
    .map(({ place }) => place)
    .sort((a, b) => a.conversation.startAt - b.conversation.startAt);
