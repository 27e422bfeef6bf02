import { consultedIn } from "./consultation";
import { hasEnded, isCustomer, legsOf, type Conversation, type Leg } from "./conversation";
import { inputError } from "./errors";
import type { ChangeAction } from "./participant-ways";

/** Is there nothing to change? Judged by the conversation as it was read a moment ago. */
export const isAlready = (action: ChangeAction, leg: Leg): boolean => {
  const { held, muted, confined, recording, recordingState } = leg.communication;
  switch (action) {
    case "disconnect":
      return hasEnded(leg);
    case "hold":
    case "resume":
      return held === (action === "hold");
    case "mute":
    case "unmute":
      return muted === (action === "mute");
    case "confine":
    case "release":
      return confined === (action === "confine");
    case "record":
    case "stopRecording":
      return (recording === true || recordingState === "active") === (action === "record");
  }
};

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
    "This is the last customer of the conversation; without them it ends for everybody. Allow it in the node if that is meant.",
    { conversationId: conversation.id, participantId: participant.id },
  );
};
