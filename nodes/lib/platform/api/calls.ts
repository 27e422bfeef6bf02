import { GenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** What a new call is to be. Exactly one of the first three. */
export interface NewCall {
  phoneNumber?: string | undefined;
  callUserId?: string | undefined;
  callQueueId?: string | undefined;
  callFromQueueId?: string | undefined;
  callerId?: string | undefined;
  callerIdName?: string | undefined;
  /** These three only for a call to a queue. */
  priority?: number | undefined;
  languageId?: string | undefined;
  routingSkillsIds?: string[] | undefined;
  attributes?: Record<string, string> | undefined;
  uuiData?: string | undefined;
  externalContactId?: string | undefined;
  label?: string | undefined;
}

/** A conversation of the list of active calls, with the properties that distinguish one call from another. */
export interface ActiveCall {
  id: string;
  participants?: {
    id?: string;
    consultParticipantId?: string;
    monitoredParticipantId?: string;
    coachedParticipantId?: string;
    bargedParticipantId?: string;
    purpose?: string;
    direction?: string;
    startTime?: string;
    address?: string;
    user?: { id?: string };
    queue?: { id?: string };
    attributes?: Record<string, string>;
  }[];
}

/**
 * Places a call, once: for the signed-in user, or on behalf of the named user. Returns the id of the conversation. Not
 * repeatable: a second request is a second call.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsCalls, postConversationsCallsUserUserId
 */
export const postCall = async (
  client: Client,
  call: NewCall,
  onBehalfOf: string | undefined,
  options?: CallOptions,
): Promise<string> => {
  const operation = onBehalfOf === undefined ? "postConversationsCalls" : "postConversationsCallsUserUserId";
  const answer = await client.request<{ id?: unknown } | undefined>(
    {
      operation,
      method: "POST",
      path:
        onBehalfOf === undefined
          ? path`/api/v2/conversations/calls`
          : path`/api/v2/conversations/calls/user/${onBehalfOf}`,
      body: { ...call }, // JSON leaves out what is undefined
      repeatable: false,
    },
    options,
  );
  if (typeof answer?.id === "string") return answer.id;
  throw new GenesysError("answer", "The call was accepted, but the response does not contain its id.", {
    outcome: "done",
    operation,
  });
};

/**
 * The active calls of the signed-in user. Repeatable: it only reads.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversationsCalls
 */
export const listActiveCalls = async (client: Client, options?: CallOptions): Promise<ActiveCall[]> => {
  const body = await client.request<{ entities?: ActiveCall[] } | undefined>(
    {
      operation: "getConversationsCalls",
      method: "GET",
      path: path`/api/v2/conversations/calls`,
      repeatable: true,
    },
    options,
  );
  return body?.entities ?? [];
};
