import type { Communication, Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import { refusal, type RefusalCode } from "../errors";
import type { Context } from "../handler";
import type { Place } from "../machines/legs";

/** From the ids of a path to what they name, or the refusal that the platform gives. */

export const conversationOf = (
  { store, params }: Context,
  code: RefusalCode = "conversation.error.conversation.not.found",
): Conversation => {
  const found = store.conversations.get(params["conversationId"] ?? "");
  if (!found) throw refusal(code);
  return found;
};

export const participantOf = (context: Context, conversation: Conversation): Participant => {
  const found = conversation.participants.find(({ id }) => id === context.params["participantId"]);
  if (!found) throw refusal("conversation.error.not.conversation.participant");
  return found;
};

/** The communication that the whole path names; `media` makes it one of that medium. */
export const placeOf = <M extends Media>(
  context: Context,
  media: M,
): Place & { leg: Extract<Communication, { media: M }> } => {
  const conversation = conversationOf(context);
  const participant = participantOf(context, conversation);
  const leg = participant.communications.find(({ id }) => id === context.params["communicationId"]);
  if (leg?.media !== media) throw refusal("not.found");
  return { conversation, participant, leg: leg as Extract<Communication, { media: M }> };
};
