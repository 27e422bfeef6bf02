import { consultedIn } from "../conversation/consultation";
import { hasEnded, isCustomer, legsOf, type Conversation, type Leg } from "../conversation/conversation";
import { inputError } from "../errors/errors";

/** The attributes that are not yet as they are wanted. */
export const newAttributes = (
  wanted: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  Object.fromEntries(Object.entries(wanted).filter(([name, value]) => present[name] !== value));

/**
 * An external party who is only consulted does not count as a customer.
 * @throws GenesysError `input` where the customer's last live leg would be ended, which ends the conversation for all.
 */
export const refuseLastCustomer = (conversation: Conversation, { participant }: Leg): void => {
  const consulted = consultedIn(conversation);
  if (!isCustomer(participant) || consulted.has(participant)) return;
  const others = legsOf(conversation).filter(
    (leg) =>
      leg.participant !== participant &&
      isCustomer(leg.participant) &&
      !consulted.has(leg.participant) &&
      !hasEnded(leg),
  );
  if (others.length > 0) return;
  throw inputError(
    "allowLastCustomer",
    "This is the last customer of the conversation. Without them it ends for all participants. If you want that, allow it in the node.",
    { conversationId: conversation.id, participantId: participant.id },
  );
};
