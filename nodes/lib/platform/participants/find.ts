import { getConversation, locateIn, partyOf } from "../api/conversations";
import { hasEnded, legsOf, type Leg, type MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import { blankInput, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import type { Found } from "./acts";
import { isForCallsOnly, type ParticipantAction } from "./ways";

/** The participant that an action means. */

interface Wanted {
  target: Target;
  action: ParticipantAction;
  allowLastCustomer: boolean;
}

/** By ids nothing is read, unless the last customer might be ended; else the conversation is read once. */
export const findParticipant = async (
  client: Client,
  update: Wanted,
  options: CallOptions,
): Promise<Found> => {
  const { target, action, allowLastCustomer } = update;
  const { conversationId, participantId, communicationId } = target;
  const byIds = target.target === "ids";
  if (byIds && participantId === undefined)
    throw blankInput("participantId", "It is required when the participant is given by id.");
  const mediaType: MediaType | undefined = isForCallsOnly(action) ? "call" : undefined;
  if (byIds && participantId !== undefined && (action !== "disconnect" || allowLastCustomer))
    return {
      conversationId,
      participantId,
      communicationId,
      ...(mediaType === undefined ? {} : { mediaType }),
    };
  const of = await partyOf(client, target, options);
  const conversation = await getConversation(client, conversationId, options);
  const locate = (phase: "live" | "ended") => ({
    ...locateIn(conversation, of, target, { mediaType, phase }),
    conversation,
  });
  try {
    return (
      (action === "disconnect" ? namedAndGone(target, () => locate("ended")) : undefined) ?? locate("live")
    );
  } catch (error) {
    // A party who has left need not be disconnected, whether they ever answered or not.
    if (action === "disconnect" && isGenesysError(error, "noTarget") && Number(error.cause.ended) > 0)
      return locate("ended");
    throw error;
  }
};

/**
 * The participant that the message names, where all their legs have ended: another one in their place must not be
 * disconnected.
 */
const namedAndGone = <T extends { participantId: string; leg: Leg }>(
  { which, participantId }: Target,
  locateEnded: () => T,
): T | undefined => {
  if (which !== "named" || participantId === undefined) return undefined;
  try {
    const found = locateEnded();
    const theirs = legsOf({ id: "", participants: [found.leg.participant] });
    return found.participantId === participantId && theirs.every(hasEnded) ? found : undefined;
  } catch (error) {
    if (isGenesysError(error, "noTarget")) return undefined;
    throw error;
  }
};
