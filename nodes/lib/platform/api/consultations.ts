import { GenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client, ParticipantIds } from "../types";

/** Consultations. The participant is the one who is to be transferred, not the one who consults. */

type Ids = ParticipantIds;
type Body = Readonly<Record<string, unknown>>;

const PATHS: Readonly<Record<string, (ids: Ids) => string>> = {
  postConversationsCallParticipantConsultAgent: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/consult/agent`,
  postConversationsCallParticipantConsultQueue: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/consult/queue`,
  postConversationsCallParticipantConsultContactExternal: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/consult/contact/external`,
  postConversationsCallParticipantVoiceConsult: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/voice/consult`,
};

/**
 * Calls the party that is consulted, and returns the id of its participant. Not repeatable: a second request calls a
 * second time.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsCallParticipantConsultAgent
 */
export const postConsult = async (
  client: Client,
  operation: string,
  ids: Ids,
  body: Body,
  options?: CallOptions,
): Promise<string> => {
  const write = PATHS[operation];
  if (write === undefined) throw new RangeError(`no path is known for ${operation}`);
  const answer = await client.request<{ destinationParticipantId?: unknown } | undefined>(
    { operation, method: "POST", path: write(ids), body, repeatable: false },
    options,
  );
  const id = answer?.destinationParticipantId;
  if (typeof id === "string" && id !== "") return id;
  throw new GenesysError("answer", "The response does not name the participant who is consulted.", {
    outcome: "done",
    operation,
  });
};

/**
 * Changes who the agent speaks to. Not repeatable: in the meantime, another consultation may have begun.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationsCallParticipantConsult
 */
export const patchConsult = async (
  client: Client,
  { conversationId: c, participantId: p }: Ids,
  body: Body,
  options?: CallOptions,
): Promise<void> => {
  await client.request(
    {
      operation: "patchConversationsCallParticipantConsult",
      method: "PATCH",
      path: path`/api/v2/conversations/calls/${c}/participants/${p}/consult`,
      body,
      repeatable: false,
    },
    options,
  );
};

/**
 * Ends a consultation: the consulted party is disconnected. Not repeatable: in the meantime, another consultation may
 * have begun.
 * @see https://developer.genesys.cloud/devapps/api-explorer deleteConversationsCallParticipantConsult
 */
export const deleteConsult = (
  client: Client,
  { conversationId: c, participantId: p }: Ids,
  options?: CallOptions,
): Promise<void> =>
  client.request(
    {
      operation: "deleteConversationsCallParticipantConsult",
      method: "DELETE",
      path: path`/api/v2/conversations/calls/${c}/participants/${p}/consult`,
      repeatable: false,
    },
    options,
  );
