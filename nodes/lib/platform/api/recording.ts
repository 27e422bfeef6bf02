import { path } from "../http/path";
import type { CallOptions, Client, Method, PlatformRequest } from "../types";

/** The recording of a conversation. */

type At = Pick<PlatformRequest, "path"> & { method: Method };

const AT: Readonly<Record<string, (id: string) => At>> = {
  patchConversationsCall: (id) => ({ method: "PATCH", path: path`/api/v2/conversations/calls/${id}` }),
  putConversationsCallRecordingstate: (id) => ({
    method: "PUT",
    path: path`/api/v2/conversations/calls/${id}/recordingstate`,
  }),
  putConversationsMessageRecordingstate: (id) => ({
    method: "PUT",
    path: path`/api/v2/conversations/messages/${id}/recordingstate`,
  }),
  putConversationsEmailRecordingstate: (id) => ({
    method: "PUT",
    path: path`/api/v2/conversations/emails/${id}/recordingstate`,
  }),
  putConversationsCallbackRecordingstate: (id) => ({
    method: "PUT",
    path: path`/api/v2/conversations/callbacks/${id}/recordingstate`,
  }),
  patchConversationRecordingstate: (id) => ({
    method: "PATCH",
    path: path`/api/v2/conversations/${id}/recordingstate`,
  }),
};

/**
 * Pauses the recording, or resumes it. It takes effect after the response. Repeatable: the same state again changes nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer putConversationsCallRecordingstate
 */
export const setRecordingState = async (
  client: Client,
  operation: string,
  conversationId: string,
  recordingState: "PAUSED" | "ACTIVE",
  options?: CallOptions,
): Promise<void> => {
  const at = AT[operation];
  if (at === undefined) throw new RangeError(`no path is known for ${operation}`);
  await client.request(
    { operation, ...at(conversationId), body: { recordingState }, repeatable: true },
    options,
  );
};
