import { path } from "../http/path";
import type { Located } from "../conversation/target";
import type { CallOptions, Client } from "../types";

/** What a caller is sent to after the agent (or the flow) has left. At least one of the two. */
export interface PostFlowAction {
  /** A phone number or the id of a flow. */
  destination?: string | undefined;
  /** Handed to the destination where that is an inbound call flow or a voice survey flow. */
  invocationData?: string | undefined;
}

export const SET_POSTFLOW = "patchConversationsCallParticipantCommunicationPostflowaction";
export const DELETE_POSTFLOW = "deleteConversationsCallParticipantCommunicationPostflowaction";

type Call = Pick<Located, "conversationId" | "participantId" | "communicationId">;

const postFlowPath = ({ conversationId, participantId, communicationId }: Call): string =>
  path`/api/v2/conversations/calls/${conversationId}/participants/${participantId}/communications/${communicationId}/postflowaction`;

/**
 * Sets the post-flow action of a live call; accepted, not done, when it resolves. Repeatable: setting the same values
 * again changes nothing.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationsCallParticipantCommunicationPostflowaction
 */
export const setPostflow = (
  client: Client,
  call: Call,
  action: PostFlowAction,
  options?: CallOptions,
): Promise<void> =>
  client.request(
    {
      operation: SET_POSTFLOW,
      method: "PATCH",
      path: postFlowPath(call),
      body: { ...action }, // JSON leaves out what is undefined
      repeatable: true,
    },
    options,
  );

/**
 * Removes the post-flow action of a live call; accepted, not done, when it resolves. Repeatable: there is nothing left
 * to remove twice.
 * @see https://developer.genesys.cloud/devapps/api-explorer deleteConversationsCallParticipantCommunicationPostflowaction
 */
export const deletePostflow = (client: Client, call: Call, options?: CallOptions): Promise<void> =>
  client.request(
    {
      operation: DELETE_POSTFLOW,
      method: "DELETE",
      path: postFlowPath(call),
      repeatable: true,
    },
    options,
  );
