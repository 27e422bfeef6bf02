import type { Conversation, Leg, MediaType } from "../conversation/conversation";
import { blankInput, GenesysError } from "../errors/errors";
import { path } from "../http/path";
import { findLeg, type LegQuery, type Located, type Party, type Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { findUserId } from "./users";

/**
 * Reads a conversation with all its participants; the only read that carries communication ids.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversation
 */
export const getConversation = async (
  client: Client,
  conversationId: string,
  options?: CallOptions,
): Promise<Conversation> => {
  const body = await client.request<Partial<Conversation> | undefined>(
    {
      operation: "getConversation",
      method: "GET",
      path: path`/api/v2/conversations/${conversationId}`,
      repeatable: true,
    },
    options,
  );
  if (typeof body?.id === "string" && Array.isArray(body.participants)) return body as Conversation;
  throw new GenesysError("answer", "The response is not a conversation: it has no id or no participants.", {
    outcome: "done",
    operation: "getConversation",
  });
};

interface Wanted {
  mediaType?: MediaType | undefined;
  phase: LegQuery["phase"];
}

/**
 * The ids of the leg that a target means. `ids` costs no request, the others cost one read of the conversation (and one
 * look-up, kept for an hour, where a user is named by e-mail address or name).
 */
export const locate = async (
  client: Client,
  target: Target,
  wanted: Wanted,
  options?: CallOptions,
): Promise<Located> => {
  if (target.target === "ids") return fromIds(target);
  const of = await partyOf(client, target, options);
  const conversation = await getConversation(client, target.conversationId, options);
  return locateIn(conversation, of, target, wanted);
};

/** The same in a conversation that has been read already. */
export const locateIn = (
  conversation: Conversation,
  of: Party,
  { which, participantId, communicationId }: Target,
  wanted: Wanted,
): Located & { leg: Leg } => {
  const leg = findLeg(conversation, { of, which, named: { participantId, communicationId }, ...wanted });
  const { participant, communication, mediaType } = leg;
  return {
    conversationId: conversation.id,
    participantId: participant.id,
    communicationId: communication.id,
    mediaType,
    ...(participant.userId === undefined ? {} : { userId: participant.userId }),
    leg,
  };
};

/** Whose leg is meant; looks a user up who is named by e-mail address or name. */
export const partyOf = async (client: Client, target: Target, options?: CallOptions): Promise<Party> => {
  if (target.target === "customer" || target.target === "agent") return { party: target.target };
  if (target.target === "ids")
    return { party: "ids", participantId: target.participantId, communicationId: target.communicationId };
  if (target.userId === undefined)
    throw blankInput("userId", "Set the id, e-mail address or name of the user.");
  return { party: "user", userId: await findUserId(client, target.userId, options) };
};

const fromIds = ({ conversationId, participantId, communicationId }: Target): Located => {
  if (participantId === undefined) throw missingId("participantId");
  if (communicationId === undefined) throw missingId("communicationId");
  return { conversationId, participantId, communicationId };
};

const missingId = (field: string) => blankInput(field, "It is required when the participant is given by id.");
