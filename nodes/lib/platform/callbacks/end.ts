import { getConversation, locateIn, partyOf } from "../api/conversations";
import { patchParticipant } from "../api/participants";
import { actsAsUser } from "../api/users";
import { hasEnded, type Leg } from "../conversation/conversation";
import type { Located, Target } from "../conversation/target";
import { blankInput, isGenesysError } from "../errors/errors";
import { chooseWay } from "../participants/choice";
import { CHANGES } from "../participants/ways";
import type { CallOptions, Client } from "../types";

export interface EndedCallback {
  conversationId: string;
  participantId: string;
  communicationId: string;
  userId: string | undefined;
  /** It had ended already: no request was necessary, or it was refused for that. */
  already: boolean;
}

const GONE = "conversation.error.participant.no.active.conversations";

/** The participant's part of the callback: one that goes on, or else the last that has ended. */
const locate = async (
  client: Client,
  target: Target,
  options: CallOptions,
): Promise<Located & { leg: Leg }> => {
  const of = await partyOf(client, target, options);
  const conversation = await getConversation(client, target.conversationId, options);
  const find = (phase: "live" | "ended") =>
    locateIn(conversation, of, target, { mediaType: "callback", phase });
  try {
    return find("live");
  } catch (error) {
    if (isGenesysError(error, "noTarget") && Number(error.cause.ended) > 0) return find("ended");
    throw error;
  }
};

/**
 * Ends a participant's part of a callback. With that of the customer, the callback has ended. A call that was placed from
 * it is a communication of its own.
 */
export const endCallback = async (
  client: Client,
  target: Target | undefined,
  options: CallOptions = {},
): Promise<EndedCallback> => {
  if (target === undefined) throw blankInput("conversationId", "Set the id of the callback's conversation.");
  const isUser = await actsAsUser(client, options);
  const { leg, userId, ...found } = await locate(client, target, options);
  const { conversationId, participantId, communicationId } = found;
  const ended = {
    conversationId,
    participantId,
    communicationId,
    userId: userId === "" ? undefined : userId,
  };
  if (hasEnded(leg)) return { ...ended, already: true };
  const { operation } = chooseWay("change", "callback", isUser);
  try {
    await patchParticipant(client, operation, found, CHANGES.disconnect, undefined, options);
    return { ...ended, already: false };
  } catch (error) {
    // It ended by itself, or an earlier attempt had its effect although its response was lost.
    if (isGenesysError(error) && error.cause.platformCode === GONE) return { ...ended, already: true };
    throw error;
  }
};
