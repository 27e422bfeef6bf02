import { getConversation, locateIn, partyOf } from "../api/conversations";
import { hasEnded, legsOf, type Conversation, type Leg, type MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import { blankInput, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import type { Found } from "./acts";
import { isAboutRecording, isConsulting, isForCallsOnly, type ParticipantAction } from "./ways";

/** The participant that an action means. */

interface Wanted {
  target: Target;
  action: ParticipantAction;
  allowLastCustomer: boolean;
}

/** What has left already need not be done to one who comes after them. */
const IS_OVER_WITH_THEM: ReadonlySet<ParticipantAction> = new Set([
  "disconnect",
  "completeConsult",
  "cancelConsult",
]);

/** Is the state of the conversation needed, also where the participant is given by ids? */
const isRead = ({ action, allowLastCustomer }: Wanted): boolean =>
  isConsulting(action) || isAboutRecording(action) || (action === "disconnect" && !allowLastCustomer);

/** By ids nothing is read, unless the action needs it; else the conversation is read once. */
export const findParticipant = async (
  client: Client,
  update: Wanted,
  options: CallOptions,
): Promise<Found> => {
  const { target, action } = update;
  const { conversationId, participantId, communicationId } = target;
  const byIds = target.target === "ids";
  if (byIds && participantId === undefined)
    throw blankInput("participantId", "It is required when the participant is given by id.");
  const mediaType: MediaType | undefined = isForCallsOnly(action) ? "call" : undefined;
  if (byIds && participantId !== undefined && !isRead(update))
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
    const gone = IS_OVER_WITH_THEM.has(action) ? namedAndGone(target, () => locate("ended")) : undefined;
    return gone ?? locate("live");
  } catch (error) {
    if (!isGenesysError(error, "noTarget")) throw error;
    // A party who has left need not be disconnected, whether they ever answered or not.
    if (IS_OVER_WITH_THEM.has(action) && Number(error.cause.ended) > 0) return locate("ended");
    const anyone = isAboutRecording(action) ? anyOf(conversation) : undefined;
    if (anyone === undefined) throw error;
    return anyone;
  }
};

/** The recording goes on without the participant who is meant: then any leg represents the conversation. */
const anyOf = (conversation: Conversation): (Found & { leg: Leg }) | undefined => {
  const legs = legsOf(conversation);
  const leg = legs.find((one) => !hasEnded(one)) ?? legs.at(-1);
  if (leg === undefined) return undefined;
  const { participant, communication, mediaType } = leg;
  const { userId } = participant;
  return {
    conversationId: conversation.id,
    participantId: participant.id,
    communicationId: communication.id,
    mediaType,
    ...(userId === undefined ? {} : { userId }),
    leg,
    conversation,
  };
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
