import type { Conversation } from "../conversation/conversation";
import { path } from "../http/path";
import type { CallOptions, Client, ParticipantIds } from "../types";

export const CREATE_CALLBACK = "postConversationsCallbacks";
export const CREATE_FOR_PARTICIPANT = "postConversationParticipantCallbacks";
export const UPDATE_CALLBACK = "patchConversationsCallbacks";
export const PLACE_CALL = "postConversationsCall";

/** A callback to be created. JSON leaves out what is undefined. */
export interface NewCallback {
  /** Either the queue, or `routingData` with the queue in it. */
  queueId?: string | undefined;
  routingData?: { queueId: string; preferredAgentIds: readonly string[] } | undefined;
  /** In E.164. */
  callbackNumbers: readonly string[];
  callbackUserName?: string | undefined;
  /** ISO 8601; without it, the callback is due at once. */
  callbackScheduledTime?: string | undefined;
  /** They become attributes of the customer. */
  data?: Readonly<Record<string, string>> | undefined;
}

/** The same without what was made up for it, as each instance of the flow has it. */
export type SameCallback = Omit<NewCallback, "data"> & { attributes?: unknown };

/** What is to change of a callback that exists. The platform requires the agent. */
export interface CallbackChange {
  conversationId: string;
  agentId: string;
  callbackScheduledTime: string;
  queueId?: string | undefined;
  callbackNumbers?: readonly string[] | undefined;
}

/** Undefined where the platform only accepted, without ids. */
export interface CallbackIds {
  conversationId: string | undefined;
  callbackId: string | undefined;
}

interface Answer {
  conversation?: { id?: unknown };
  callbackIdentifiers?: { type?: unknown; id?: unknown }[];
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const idsIn = (answer: Answer | undefined): CallbackIds => {
  const identifiers = Array.isArray(answer?.callbackIdentifiers) ? answer.callbackIdentifiers : [];
  const own = identifiers.find(({ type }) => type === "ACD") ?? identifiers[0];
  return { conversationId: textOf(answer?.conversation?.id), callbackId: textOf(own?.id) };
};

/**
 * Creates a callback as a conversation of its own. Not repeatable: a second request is a second callback.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsCallbacks
 */
export const postCallback = async (
  client: Client,
  { body, sameAs }: { body: NewCallback; sameAs: SameCallback },
  options?: CallOptions,
): Promise<CallbackIds> =>
  idsIn(
    await client.request<Answer | undefined>(
      {
        operation: CREATE_CALLBACK,
        method: "POST",
        path: path`/api/v2/conversations/callbacks`,
        ...{ body, sameAs },
        repeatable: false,
      },
      options,
    ),
  );

/**
 * Creates a callback for a participant, in the same conversation. The response has no ids. Not repeatable: a second
 * request is a second callback.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationParticipantCallbacks
 */
export const postParticipantCallback = (
  client: Client,
  { conversationId, participantId }: ParticipantIds,
  { body, sameAs }: { body: NewCallback; sameAs: SameCallback },
  options?: CallOptions,
): Promise<void> =>
  client.request(
    {
      operation: CREATE_FOR_PARTICIPANT,
      method: "POST",
      path: path`/api/v2/conversations/${conversationId}/participants/${participantId}/callbacks`,
      ...{ body, sameAs },
      repeatable: false,
    },
    options,
  );

/**
 * Changes the time, the numbers, the queue or the agent of a callback. Repeatable: the same values again change nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationsCallbacks
 */
export const patchCallback = async (
  client: Client,
  change: CallbackChange,
  options?: CallOptions,
): Promise<CallbackIds> =>
  idsIn(
    await client.request<Answer | undefined>(
      {
        operation: UPDATE_CALLBACK,
        method: "PATCH",
        path: path`/api/v2/conversations/callbacks`,
        body: change,
        repeatable: true,
      },
      options,
    ),
  );

/**
 * Calls the customer of a callback, as the signed-in user who has it. Not repeatable: a second request is a second call.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsCall
 */
export const postCallOfCallback = (
  client: Client,
  conversationId: string,
  callNumber: string,
  options?: CallOptions,
): Promise<Partial<Conversation> | undefined> =>
  client.request(
    {
      operation: PLACE_CALL,
      method: "POST",
      path: path`/api/v2/conversations/calls/${conversationId}`,
      body: { callNumber },
      repeatable: false,
    },
    options,
  );
