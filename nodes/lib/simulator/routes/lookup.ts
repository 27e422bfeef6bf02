import type { Communication, Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import { refusal, type RefusalCode } from "../http/errors";
import type { Context } from "../http/handler";
import { legsOf, liveLegsOf, type Place } from "../machines/legs";

/** From the ids of a path to what they name, or the refusal that the platform gives. */

/** By the word that follows `/conversations/` in a path. */
const MEDIA_OF_WORD: Readonly<Record<string, Media>> = {
  calls: "calls",
  callbacks: "callbacks",
  chats: "chats",
  cobrowsesessions: "cobrowsesessions",
  emails: "emails",
  internalmessages: "internalMessages",
  messages: "messages",
  screenshares: "screenshares",
  socials: "socialExpressions",
  videos: "videos",
};

/** By what a query calls the type of a communication. */
export const MEDIA_OF_TYPE: Readonly<Record<string, Media>> = {
  call: "calls",
  callback: "callbacks",
  chat: "chats",
  cobrowsesession: "cobrowsesessions",
  email: "emails",
  internalmessage: "internalMessages",
  message: "messages",
  screenshare: "screenshares",
  socialexpression: "socialExpressions",
  video: "videos",
};

/** The medium whose conversations the operation is about; undefined for an operation of all media. */
export const mediaOf = ({ operation }: Pick<Context, "operation">): Media | undefined =>
  MEDIA_OF_WORD[/^\/api\/v2\/conversations\/(\w+)\/\{conversationId\}/.exec(operation.path)?.[1] ?? ""];

/** An operation of one medium does not find the conversations that never had a leg of it. */
export const conversationOf = (
  context: Context,
  code: RefusalCode = "conversation.error.conversation.not.found",
): Conversation => {
  const { store, params } = context;
  const found = store.conversations.get(params["conversationId"] ?? "");
  const media = mediaOf(context);
  if (!found || (media !== undefined && !legsOf(found).some(({ leg }) => leg.media === media)))
    throw refusal(code);
  return found;
};

/** An operation of one medium finds only the participants with a leg of it, as its GET shows them. */
export const participantOf = (context: Context, conversation: Conversation): Participant => {
  const media = mediaOf(context);
  const found = conversation.participants.find(({ id }) => id === context.params["participantId"]);
  if (!found || (media !== undefined && !found.communications.some((leg) => leg.media === media)))
    throw refusal("conversation.error.not.conversation.participant");
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

/** For what is done to a conversation as a whole. */
export const refuseWithoutLiveLeg = (conversation: Conversation, media?: Media): void => {
  const isMeant = ({ leg }: Place): boolean => media === undefined || leg.media === media;
  if (liveLegsOf(conversation).some(isMeant)) return;
  const isCall = media === "calls" || legsOf(conversation).some(({ leg }) => leg.media === "calls");
  throw refusal(
    isCall
      ? "conversation.error.call.disconnected"
      : "conversation.error.participant.no.active.conversations",
  );
};
