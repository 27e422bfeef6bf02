import assert from "node:assert/strict";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { buildRequest, checkRequest, findOperation } from "../../nodes/lib/platform/catalogue";
import { refusal } from "../facts/refusal";
import { sampleOf } from "../facts/sample";

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

  for (const [id, body, field, meant] of [
    [wrap, { wrapUpCode: "Resolved" }, "body.wrapUpCode", /Did you mean code\?/],
    [wrap, { wrapUpCodeId: "x" }, "body.wrapUpCodeId", /Did you mean code\?/],
    [wrap, { wrapupCode: { id: "x" } }, "body.wrapupCode", /Did you mean code\?.*flat/],
    [wrap, { wrap_up_code_id: "x" }, "body.wrap_up_code_id", /Did you mean code\?/],
    ["patchConversationsCallParticipant", { wrapUpCode: "x" }, "body.wrapUpCode", /wrapup: \{ code/],
    [
      "patchConversationsCallParticipant",
      { state: "WRAPPED" },
      "body.state",
      /After-call work is not a state/,
    ],
    [
      "patchConversationsCallParticipant",
      { state: "CLOSED" },
      "body.state",
      /After-call work is not a state/,
    ],
    [
      "postConversationsCalls",
      { from: { id: "u", type: "user" }, to: {} },
      "body.from",
      /postConversationsCallsUserUserId/,
    ],
    [
      "postConversationsCalls",
      { to: { phoneNumber: "+15555550123" } },
      "body.to",
      /Did you mean phoneNumber, callUserId or callQueueId/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", wrapUpCode: "x" },
      "body.wrapUpCode",
      new RegExp(wrap),
    ],
    ["postConversationsCalls", { phoneNumber: "+15555550123", notes: "x" }, "body.notes", new RegExp(wrap)],
    [
      "postConversationsCallParticipants",
      { actions: [{ action: "REMOVE" }] },
      "body.actions",
      /\{ state: "disconnected" \}/,
    ],
    ["postUsersSearch", { email: "ada@example.com" }, "body.email", /query: \[\{ type: "EXACT"/],
    ["post_messages_agentless", { to: "+15555550123" }, "body.to", /Did you mean toAddress/],
    ["post_message_communication_messages", { text: "hello" }, "body.text", /Did you mean textBody/],
  ] as const)
    it(`${id} ${JSON.stringify(body)} says what to use instead`, () => {
      const operation = findOperation(id);
      const problem = checkRequest(operation, sampleOf(operation).parameters, body).find(
        (one) => one.field === field,
      );
      assert.match(problem?.message ?? "", meant);
    });

  for (const id of [
    "get_message_details",
    "get_message_message",
    "post_message_communication_messages",
    "post_messages_agentless",
  ])
    it(`useNormalizedMessage of ${id} is said to be gone`, () => {
      const operation = findOperation(id);
      const { parameters, body } = sampleOf(operation);
      const error = refusal(() =>
        buildRequest(operation, { ...parameters, useNormalizedMessage: true }, body),
      );
      assert.match(error.message, /dropped this parameter/);
    });

  it("is answered with no guess where nothing is near", () => {
    const error = refusal(() => findOperation("xyzzy"));
    assert.deepEqual(error.cause.suggestions, []);
  });

  it("tells a field of the body that was given as a parameter", () => {
    const error = refusal(() =>
      buildRequest(findOperation("postConversationsCalls"), { phoneNumber: "x" }, {}),
    );
    assert.match(error.message, /phoneNumber is a field of the body/);
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
