import type { DisconnectType } from "../entities/communication";
import type { Conversation, Participant, Purpose } from "../entities/conversation";
import type { Store } from "../store/store";
import { endInteraction } from "./interaction";
import { endLeg, isCustomer, liveLegsOf, type Place } from "./legs";
import { carryOutPostFlow, voidPostFlow } from "./postflow";

/** Hanging up, and what follows from it for the others in the call. */

const MACHINES: ReadonlySet<Purpose> = new Set(["acd", "ivr", "workflow", "voicemail", "api", "outbound"]);

const isMachine = ({ participant }: Place): boolean => MACHINES.has(participant.purpose);

/** A supervisor who only monitors or coaches keeps no call alive, and ends none. */
const listensIn = ({ monitoredParticipantId, coachedParticipantId }: Participant): boolean =>
  (monitoredParticipantId ?? coachedParticipantId) !== undefined;

const isTalking = (place: Place): boolean =>
  place.leg.state === "connected" && !isMachine(place) && !listensIn(place.participant);

export const liveCallsOf = (conversation: Conversation): Place[] =>
  liveLegsOf(conversation).filter(({ leg }) => leg.media === "calls");

/**
 * One party leaves a call. An alert that is left ends alone while a queue or flow still has the caller. Otherwise the call
 * goes on while two are left who talk; a caller with a post-flow action is sent on after the far party has left, and the
 * others are disconnected as `peer`.
 */
export const leaveCall = (
  store: Store,
  conversation: Conversation,
  participant: Participant,
  disconnectType: DisconnectType,
): void => {
  const before = liveCallsOf(conversation);
  const own = before.filter((place) => place.participant === participant);
  const others = before.filter((place) => place.participant !== participant);
  const wasConnected = own.some(({ leg }) => leg.state === "connected");
  const counts = wasConnected || isCustomer(participant) || !others.some(isMachine);
  const ends = counts && !listensIn(participant) && others.filter(isTalking).length < 2;
  if (isCustomer(participant)) for (const place of own) voidPostFlow(store, place);

  const sentOn = ends && !isCustomer(participant) ? carryOutPostFlow(store, conversation) : [];
  for (const place of own) endLeg(store, place, disconnectType);
  if (ends) {
    const kept = new Set(sentOn.map(({ caller }) => caller));
    for (const place of others) if (!kept.has(place.participant)) endLeg(store, place, "peer");
  }
  const { postFlowRunsMs } = store.settings;
  if (postFlowRunsMs > 0)
    for (const { target } of sentOn)
      store.clock.after(postFlowRunsMs, () => leaveCall(store, conversation, target.participant, "client"));
};

/** All parties are disconnected at once; none is sent on. */
const endCall = (store: Store, conversation: Conversation, disconnectType: DisconnectType): void => {
  for (const place of liveCallsOf(conversation)) {
    if (isCustomer(place.participant)) voidPostFlow(store, place);
    endLeg(store, place, disconnectType);
  }
};

/** All leave at once, whatever the medium. */
export const endConversation = (
  store: Store,
  conversation: Conversation,
  disconnectType: DisconnectType,
): void => {
  endCall(store, conversation, disconnectType);
  endInteraction(store, conversation, disconnectType);
};
