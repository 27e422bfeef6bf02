import type { Communication } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import type { Store } from "../store/store";
import { ring } from "./callee";
import { addParticipant, connectLeg, isLive, turnLeg, type Place } from "./legs";
import { newConversation, numberArrives, queueArrives, userArrives, type Arrival } from "./parties";

/** Calls that a user places: the user's phone first, then the called party. */

export type Callee = (
  { to: "number"; number: string } | { to: "user"; user: User } | { to: "queue"; queue: Queue }
) & { facts?: Partial<Participant>; uuiData?: string | undefined };

/** Calls one more party into a conversation, which begins to ring at once. */
export const dial = (
  store: Store,
  conversation: Conversation,
  callee: Callee,
  { peerId, queue }: { peerId?: string | undefined; queue?: Queue | undefined } = {},
): Arrival => {
  const arrival = arrivalOf(store, callee, peerId, queue);
  if (callee.uuiData !== undefined) arrival.leg.uuiData = callee.uuiData;
  addParticipant(store, conversation, arrival.participant);
  if (callee.to !== "queue") ring(store, conversation, arrival);
  return arrival;
};

const arrivalOf = (store: Store, callee: Callee, peerId: string | undefined, queue?: Queue): Arrival => {
  if (callee.to === "queue") return queueArrives(store, callee.queue, { peerId }, callee.facts);
  if (callee.to === "user") {
    const arrival = userArrives(
      store,
      callee.user,
      { state: "alerting", direction: "inbound", peerId },
      queue,
    );
    Object.assign(arrival.participant, callee.facts);
    return arrival;
  }
  const ofQueue = queue === undefined ? {} : { queueId: queue.id };
  return numberArrives(store, callee.number, { peerId }, { ...ofQueue, ...callee.facts });
};

export interface Order {
  user: User;
  callees: readonly Callee[];
  /** On behalf of which queue; its after-call work is owed then. */
  queue?: Queue | undefined;
  label?: string | undefined;
}

/** A new conversation, in which the user's own phone is called first, then all others. */
export const placeCall = (store: Store, { user, callees, queue, label }: Order): Conversation => {
  const conversation = newConversation(store, label === undefined ? {} : { utilizationLabelId: label });
  const caller = userArrives(store, user, { state: "contacting", direction: "outbound" }, queue);
  addParticipant(store, conversation, caller.participant);
  const place: Place = { conversation, ...caller };
  store.clock.after(store.settings.stationAnswersMs, () => {
    if (!isLive(caller.leg)) return;
    const reachesQueue = callees.some(({ to }) => to === "queue");
    if (reachesQueue || store.settings.callerWhileDialing === "connected") connectLeg(store, place);
    else turnLeg(store, place, "dialing");
    for (const callee of callees) linkPeers(caller.leg, dial(store, conversation, callee, { queue }).leg);
  });
  return conversation;
};

/** Each of two legs names the other; in a call of more than two, the caller's keeps the first. */
const linkPeers = (caller: Communication, callee: Communication): void => {
  callee.peerId = caller.id;
  caller.peerId ??= callee.id;
};
