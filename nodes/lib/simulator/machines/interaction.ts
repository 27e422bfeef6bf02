import type { DisconnectType } from "../entities/communication";
import type { Conversation } from "../entities/conversation";
import type { Store } from "../store/store";
import { endLeg, isCustomer, liveLegsOf, type Place } from "./legs";

/** The end of what is no call: messages, e-mails, callbacks and their like. */

const isAgent = ({ participant }: Place): boolean =>
  participant.purpose === "agent" || participant.purpose === "user";

/**
 * One party leaves. If an alerted agent leaves, only the alert ends, and the queue alerts the next agent. If the last
 * agent or the customer leaves, all leave.
 */
export const leaveInteraction = (store: Store, place: Place, disconnectType: DisconnectType): void => {
  const { leg, participant, conversation } = place;
  const wasTheirs = leg.state !== "alerting";
  endLeg(store, place, disconnectType);
  const others = liveLegsOf(conversation).filter((other) => other.leg.media === leg.media);
  const goesOn = others.some((other) => isAgent(other) && other.leg.state !== "alerting");
  if (!isCustomer(participant) && (!isAgent(place) || !wasTheirs || goesOn)) return;
  for (const other of others) endLeg(store, other, "peer");
};

/** All leave at once. */
export const endInteraction = (
  store: Store,
  conversation: Conversation,
  disconnectType: DisconnectType,
): void => {
  for (const place of liveLegsOf(conversation)) endLeg(store, place, disconnectType);
};
