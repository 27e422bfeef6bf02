import { listConversationIds } from "../api/analytics";
import { getConversation } from "../api/conversations";
import { hasEnded, legsOf, type Conversation, type Leg, type MediaType } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** The conversations that an agent has at present. */

/** A conversation that began earlier is not found: the platform searches one month at most. */
const FURTHEST_BACK_MS = 30 * 86_400_000;
/** The maximum number of conversations that are read. */
const MOST_READ = 50;

/** The agent's part in a conversation, with the ids that other nodes act on. */
export interface AgentConversation {
  conversationId: string;
  participantId: string;
  communicationId: string;
  mediaType: MediaType;
  state?: string;
  queueId?: string;
  connectedTime?: string;
  /** The leg has ended; the after-call work has not. */
  afterCallWork?: true;
}

const isPending = ({ communication }: Leg): boolean => communication.afterCallWork?.state === "pending";

const partsOf = (conversation: Conversation, userId: string): AgentConversation[] =>
  legsOf(conversation)
    .filter(({ participant }) => participant.userId?.toLowerCase() === userId.toLowerCase())
    .filter((leg) => !hasEnded(leg) || isPending(leg))
    .map((leg) => {
      const { participant, communication, mediaType } = leg;
      const { state, connectedTime } = communication;
      const ids = { participantId: participant.id, communicationId: communication.id, mediaType };
      return {
        ...{ conversationId: conversation.id, ...ids },
        ...(state === undefined ? {} : { state }),
        ...(participant.queueId === undefined ? {} : { queueId: participant.queueId }),
        ...(connectedTime === undefined ? {} : { connectedTime }),
        ...(hasEnded(leg) ? { afterCallWork: true } : {}),
      };
    });

/** One that has ended in the meantime is left out. */
const read = async (client: Client, id: string, options?: CallOptions): Promise<Conversation | undefined> => {
  try {
    return await getConversation(client, id, options);
  } catch (error) {
    if (isGenesysError(error, "missing")) return undefined;
    throw error;
  }
};

/** The newest first. Only the conversation itself has the ids of communications, so each is read. */
export const listAgentConversations = async (
  client: Client,
  userId: string,
  options?: CallOptions,
): Promise<AgentConversation[]> => {
  const toMs = client.platformTime(client.clock.now());
  const query = {
    queueIds: [],
    userIds: [userId],
    fromMs: toMs - FURTHEST_BACK_MS,
    toMs,
    open: true,
  } as const;
  const ids = (await listConversationIds(client, query, options)).slice(0, MOST_READ);
  const found: AgentConversation[] = [];
  for (const id of ids) {
    const conversation = await read(client, id, options);
    if (conversation !== undefined) found.push(...partsOf(conversation, userId));
  }
  return found;
};
