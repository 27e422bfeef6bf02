import type { Conversation } from "../entities/conversation";
import type { Queue } from "../entities/org";
import type { Store } from "../store/store";
import { leaveOnceAnswered } from "./callee";
import { dial, type Callee } from "./dialing";
import { endLeg, isCustomer, type Place } from "./legs";
import { recordTransfer } from "./transfers";
import { liveCallsOf } from "./voice";

/** A party replaces another one in a call. */

const queueOf = (store: Store, { participant }: Place): Queue | undefined =>
  participant.queueId === undefined ? undefined : store.org.queues.get(participant.queueId);

const customerOf = (conversation: Conversation): Place | undefined =>
  liveCallsOf(conversation).find(({ participant }) => isCustomer(participant));

/** In a blind transfer, the replaced party leaves at once; in an attended one, when the other has answered. */
export const replaceParty = (store: Store, place: Place, callee: Callee, isAttended: boolean): void => {
  const customer = customerOf(place.conversation);
  const facts = callee.to === "queue" ? { attributes: { ...customer?.participant.attributes } } : {};
  const queue = callee.to === "user" ? queueOf(store, place) : undefined;
  const to = callee.to === "queue" ? { ...callee, facts: { ...callee.facts, ...facts } } : callee;
  const arrival = dial(store, place.conversation, to, { peerId: customer?.leg.id, queue });
  const type = isAttended && callee.to !== "queue" ? "Attended" : "Unattended";
  recordTransfer(store, place.conversation, arrival.participant, type, place.participant.userId);
  if (callee.to === "queue" && customer) customer.participant.queueId = callee.queue.id;
  if (isAttended && callee.to !== "queue") leaveOnceAnswered(store, arrival.participant, place);
  else endLeg(store, place, "transfer");
};
