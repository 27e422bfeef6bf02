import type { DisconnectType } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Change, Store } from "../store/store";
import { dial, type Callee } from "./dialing";
import { setFlag } from "./flags";
import { endLeg, isLive, type Place } from "./legs";
import { leaveCall, liveCallsOf } from "./voice";

/**
 * An agent consults another party about a call, while the customer waits. All three carry the id of the party that is to be
 * transferred. The consultation is completed when the agent leaves.
 */

export type SpeakTo = "destination" | "object" | "both" | "conference";

export interface Consultation {
  /** The agent who consults. */
  initiator: Place;
  /** The party that is to be transferred. */
  object: Place;
  /** The consulted party: where it is a queue, the queue first, then the agent who answers. */
  destination: Participant;
}

/** By conversation: a call has one consultation at most. */
const consultations = (store: Store): Map<string, Consultation> =>
  store.collection("consultations", () => new Map<string, Consultation>());

export const consultationIn = (store: Store, { id }: Conversation): Consultation | undefined =>
  consultations(store).get(id);

const participantChanged = (store: Store, conversation: Conversation, participant: Participant): void =>
  store.changed({ what: "participantChanged", conversation, participant });

const link = (store: Store, conversation: Conversation, participant: Participant, to: Participant): void => {
  participant.consultParticipantId = to.id;
  participantChanged(store, conversation, participant);
};

/** A party that waits is confined. Which flags the platform sets is not published. */
const confine = (store: Store, place: Place, value: boolean): void => {
  const { leg } = place;
  if (leg.media === "calls" && isLive(leg) && leg.confined !== value)
    setFlag(store, place, "confined", value);
};

const liveCallOf = (conversation: Conversation, participant: Participant): Place | undefined =>
  liveCallsOf(conversation).find((place) => place.participant === participant);

/** Nothing is left of it but the parties who are still there. */
const end = (store: Store, { initiator, object, destination }: Consultation): void => {
  const { conversation } = object;
  consultations(store).delete(conversation.id);
  delete initiator.participant.attributes["consultInitiator"];
  for (const participant of conversation.participants)
    if (participant.consultParticipantId === object.participant.id) {
      delete participant.consultParticipantId;
      participantChanged(store, conversation, participant);
    }
  confine(store, object, false);
  const guest = liveCallOf(conversation, destination);
  if (guest) confine(store, guest, false);
};

/** Changes who the agent speaks to. A conference is no consultation any more, unless the setting says otherwise. */
export const speak = (store: Store, consultation: Consultation, to: SpeakTo): void => {
  const { object, destination } = consultation;
  const guest = liveCallOf(object.conversation, destination);
  confine(store, object, to === "destination");
  if (guest) confine(store, guest, to === "object");
  if (to === "conference" && store.settings.conferenceEndsConsult) end(store, consultation);
};

/** Calls the party that is consulted, and returns it. */
export const startConsult = (
  store: Store,
  { initiator, object }: Pick<Consultation, "initiator" | "object">,
  callee: Callee,
  to: SpeakTo,
): Participant => {
  const { conversation } = object;
  const facts = { ...callee.facts, consultParticipantId: object.participant.id };
  const own = store.org.queues.get(initiator.participant.queueId ?? "");
  const queue = callee.to === "user" ? own : undefined;
  const { participant } = dial(
    store,
    conversation,
    { ...callee, facts },
    { peerId: initiator.leg.id, queue },
  );
  const consultation = { initiator, object, destination: participant };
  consultations(store).set(conversation.id, consultation);
  initiator.participant.attributes["consultInitiator"] = "true";
  link(store, conversation, initiator.participant, object.participant);
  link(store, conversation, object.participant, object.participant);
  speak(store, consultation, to);
  return participant;
};

/** The consulted party is disconnected, and the agent goes on with the customer. */
export const cancelConsult = (store: Store, consultation: Consultation): void => {
  const { object, destination } = consultation;
  end(store, consultation);
  for (const place of liveCallsOf(object.conversation))
    if (place.participant === destination) endLeg(store, place, "client");
  const alerts = liveCallsOf(object.conversation).filter(
    ({ participant, leg }) => participant.queueId === destination.queueId && leg.state === "alerting",
  );
  if (destination.purpose === "acd") for (const alert of alerts) endLeg(store, alert, "client");
};

/** The agent who consults leaves: the customer goes on with the consulted party, or waits until that answers. */
const complete = (store: Store, consultation: Consultation): void => {
  const { initiator, object, destination } = consultation;
  end(store, consultation);
  const guest = liveCallOf(object.conversation, destination);
  if (guest) guest.leg.peerId = object.leg.id;
  if (destination.queueId !== undefined) object.participant.queueId = destination.queueId;
  endLeg(store, initiator, "transfer.consult");
};

/** A party leaves a call. Where it is the one who consults, the others go on. */
export const leaveCallOrComplete = (
  store: Store,
  conversation: Conversation,
  participant: Participant,
  disconnectType: DisconnectType,
): void => {
  const consultation = consultationIn(store, conversation);
  if (consultation?.initiator.participant === participant) complete(store, consultation);
  else leaveCall(store, conversation, participant, disconnectType);
};

/** The queue that was consulted has found an agent: from then on, that is the consulted party. */
const takeOver = (store: Store, consultation: Consultation): boolean => {
  const { initiator, object, destination } = consultation;
  const place = liveCallsOf(object.conversation).findLast(
    ({ participant, leg }) =>
      participant.purpose === "agent" &&
      participant.queueId === destination.queueId &&
      participant.startAt >= destination.startAt &&
      leg.state === "connected",
  );
  if (place === undefined || destination.purpose !== "acd") return false;
  place.leg.peerId = initiator.leg.id;
  consultation.destination = place.participant;
  link(store, object.conversation, place.participant, object.participant);
  return true;
};

/** Ends consultations when one of the three leaves by itself; what is returned ends that. */
export const watchConsultations = (store: Store): (() => void) =>
  store.onChange(({ what, conversation, participant }: Change) => {
    if (what !== "legEnded") return;
    const consultation = consultationIn(store, conversation);
    if (consultation === undefined) return;
    const { initiator, object, destination } = consultation;
    const isOver =
      participant === destination
        ? !takeOver(store, consultation)
        : participant === initiator.participant || participant === object.participant;
    if (isOver) end(store, consultation);
  });
