import type { Communication } from "../entities/communication";
import type { Participant } from "../entities/conversation";
import type { Queue, User } from "../entities/org";
import type { Store } from "../store/store";
import { alertAgent } from "./acd";
import { addParticipant, endLeg, isCustomer, legsOf, type Place } from "./legs";
import { recordTransfer } from "./transfers";

/** An interaction that is no call is transferred to another agent or queue. The agent who had it leaves at once. */

/** A leg of the same medium, as it begins; what was written on the other one stays there. */
const legLike = (store: Store, leg: Communication): Communication => {
  const { connectedAt: _c, disconnectedAt: _d, disconnectType: _t, startAlertingAt: _s, ...rest } = leg;
  const { wrapup: _w, provisionalWrapup: _p, afterCallWork: _a, ...common } = structuredClone(rest);
  const begun: Communication = {
    ...common,
    id: store.ids.next("communication"),
    segments: [],
    held: false,
    state: "connected",
    initialState: "connected",
    connectedAt: store.clock.now(),
  };
  if (begun.media === "messages") begun.messageIds = [];
  return begun;
};

const customerOf = ({ conversation, leg }: Place): Place | undefined =>
  legsOf(conversation).findLast((place) => isCustomer(place.participant) && place.leg.media === leg.media);

/** A participant that waits in a queue; the queue alerts its agents by itself. */
const queueJoins = (store: Store, place: Place, queue: Queue): void => {
  const customer = customerOf(place);
  if (customer) customer.participant.queueId = queue.id;
  const participant: Participant = {
    id: store.ids.next("participant"),
    purpose: "acd",
    name: queue.name,
    queueId: queue.id,
    startAt: store.clock.now(),
    connectedAt: store.clock.now(),
    attributes: { ...customer?.participant.attributes },
    wrapupRequired: false,
    communications: [legLike(store, place.leg)],
  };
  recordTransfer(store, place.conversation, participant, "Unattended", place.participant.userId);
  addParticipant(store, place.conversation, participant);
};

export type TransferTarget = { to: "queue"; queue: Queue } | { to: "user"; user: User };

export const handOver = (store: Store, place: Place, target: TransferTarget): void => {
  const own = store.org.queues.get(place.participant.queueId ?? "");
  if (target.to === "queue") queueJoins(store, place, target.queue);
  else if (own) {
    const waiting = { ...place, leg: legLike(store, place.leg) };
    const alert = alertAgent(store, waiting, own, target.user, place.participant.userId);
    if (alert.leg.media === "messages") alert.leg.messageIds = [];
  }
  endLeg(store, place, "transfer");
};

/** An agent who had left takes an interaction up again, as a new participant. */
export const takeUpAgain = (store: Store, places: readonly Place[]): void => {
  const at = store.clock.now();
  for (const { conversation, participant } of places) {
    const { endAt: _e, wrapup: _w, startAcwAt: _s, endAcwAt: _a, ...before } = participant;
    delete conversation.endAt;
    addParticipant(store, conversation, {
      ...structuredClone(before),
      id: store.ids.next("participant"),
      startAt: at,
      connectedAt: at,
      communications: participant.communications.slice(-1).map((leg) => legLike(store, leg)),
    });
  }
};
