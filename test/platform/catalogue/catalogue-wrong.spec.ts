import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";

describe("a well-known wrong shape", () => {
  const wrap = "postConversationsCallParticipantCommunicationWrapup";

  for (const [written, instead] of [
    ["POST /api/v2/conversations/voice/{conversationId}/wrapup", wrap],
    ["/api/v2/conversations/voice/6a7e/wrapup", wrap],
    ["GET /api/v2/conversations/voice/{conversationId}", "getConversationsCall"],
    [
      "DELETE /api/v2/conversations/conferences/{conferenceId}/participants/{participantId}",
      "patchConversationsCallParticipant",
    ],
    [
      "POST /api/v2/conversations/conferences/{conferenceId}/participants",
      "postConversationsCallParticipants",
    ],
    ["POST /api/v2/conversations/conferences", "patchConversationsCallConference"],
    ["post_users_query", "postUsersSearch"],
    ["POST /api/v2/users/query", "postUsersSearch"],
    ["GET /api/v2/conversations/chats/{conversationId}", "getConversationsMessage"],
    ["POST /oauth/token", "getTokensMe"],
    ["postConversationCall", "postConversationsCall"],
    ["get_email_message_draft", "getConversationsEmailMessagesDraft"],
    ["genesys_conversations_digital_post_emails_agentles", "postConversationsEmailsAgentless"],
    [
      "patchConversationsCallParticipantCommunicationPostFlow",
      "patchConversationsCallParticipantCommunicationPostflowaction",
    ],
    [
      "POST /api/v2/conversations/emails/{conversationId}/wrapup",
      "postConversationsEmailParticipantCommunicationWrapup",
    ],
    ["Place a call", "postConversationsCalls"],
  ] as const)
    it(`"${written}" leads to ${instead}`, () => {
      const error = refusal(() => findOperation(written));
      assert.equal(error.cause.field, "operation");
      assert.ok((error.cause.suggestions as string[]).includes(instead), error.message);
    });

  it("has no suggestion where nothing is near", () => {
    const error = refusal(() => findOperation("xyzzy"));
    assert.deepEqual(error.cause.suggestions, []);
  });
});

describe("the catalogue's promise to repeat", () => {
  it("is given to what reads and to what only sets a value, never to what acts", () => {
    const repeatable = new Set(loadOperations().flatMap(({ id, repeatable: may }) => (may ? [id] : [])));
    for (const id of [
      "getConversation",
      "headTokensMe",
      "putConversationTags",
      "deleteConversation",
      "postUsersSearch",
    ])
      assert.ok(repeatable.has(id), id);
    for (const id of [
      "postConversationsCalls",
      "postConversationsCallsUserUserId",
      "postConversationsMessagesAgentless",
      "postConversationsMessageCommunicationMessages",
      "postConversationsEmailsAgentless",
      "postConversationsCallbacks",
      "postConversationsFaxes",
      "postConversationParticipantTransfer",
      "patchConversationParticipant",
      "patchConversationsCall",
      "getConversationsMessagingOauthAppleCallback",
    ])
      assert.ok(!repeatable.has(id), id);
  });
});
