import { attributeChanges } from "./changed-properties";
import { path } from "../http/path";
import type { CallOptions, Client, ParticipantIds, PlatformRequest } from "../types";

type Ids = ParticipantIds;

/** Where each operation lives. `userId` is on whose behalf. */
const PATHS: Readonly<Record<string, (ids: Ids, userId: string) => string>> = {
  patchConversationParticipant: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}`,
  patchConversationsCallParticipant: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}`,
  patchConversationsCallParticipantUserUserId: ({ conversationId: c, participantId: p }, userId) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/user/${userId}`,
  patchConversationsMessageParticipant: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/messages/${c}/participants/${p}`,
  patchConversationsEmailParticipant: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/emails/${c}/participants/${p}`,
  patchConversationsCallbackParticipant: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/callbacks/${c}/participants/${p}`,
  patchConversationParticipantAttributes: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}/attributes`,
  postConversationParticipantReplaceAgent: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}/replace/agent`,
  postConversationParticipantReplaceQueue: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}/replace/queue`,
  postConversationParticipantReplaceContactExternal: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}/replace/contact/external`,
  postConversationParticipantTransfer: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/${c}/participants/${p}/transfer`,
  postConversationsCallParticipantMonitor: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/monitor`,
  postConversationsMessageParticipantMonitor: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/messages/${c}/participants/${p}/monitor`,
  postConversationsCallParticipantCoach: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/coach`,
  postConversationsCallParticipantBarge: ({ conversationId: c, participantId: p }) =>
    path`/api/v2/conversations/calls/${c}/participants/${p}/barge`,
};

const requestOf = (operation: string, ids: Ids, userId = ""): Pick<PlatformRequest, "operation" | "path"> => {
  const write = PATHS[operation];
  if (write === undefined) throw new RangeError(`no path is known for ${operation}`);
  return { operation, path: write(ids, userId) };
};

/**
 * Changes one property of a participant. When it resolves, the change is accepted, not done. Repeatable: the same value
 * again changes nothing, and a participant who has left does not come back under the same id.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationParticipant
 */
export const patchParticipant = (
  client: Client,
  operation: string,
  ids: Ids,
  change: Readonly<Record<string, unknown>>,
  userId: string | undefined,
  options?: CallOptions,
  repeatable = true,
): Promise<void> =>
  client.changes.send(
    ids,
    change,
    () =>
      client.request(
        { ...requestOf(operation, ids, userId), method: "PATCH", body: change, repeatable },
        options,
      ),
    options?.signal,
  );

/**
 * Adds to a participant's attributes; accepted, not done, when it resolves. Repeatable: the same texts again change
 * nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationParticipantAttributes
 */
export const patchAttributes = (
  client: Client,
  operation: string,
  ids: Ids,
  attributes: Readonly<Record<string, string>>,
  options?: CallOptions,
): Promise<void> =>
  client.changes.send(
    ids,
    attributeChanges(attributes),
    () =>
      client.request(
        { ...requestOf(operation, ids), method: "PATCH", body: { attributes }, repeatable: true },
        options,
      ),
    options?.signal,
  );

/**
 * Replaces a participant by another party, or adds a supervisor to their call. Not repeatable: a second request calls a
 * second time.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationParticipantReplaceAgent
 */
export const postToParticipant = (
  client: Client,
  operation: string,
  ids: Ids,
  body: Readonly<Record<string, unknown>> | undefined,
  options?: CallOptions,
): Promise<void> =>
  client.request(
    {
      ...requestOf(operation, ids),
      method: "POST",
      ...(body === undefined ? {} : { body }),
      repeatable: false,
    },
    options,
  );
