import assert from "node:assert/strict";
import { buildRequest, checkRequest, findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";
import { sampleOf } from "../../facts/sample";

describe("a well-known wrong field, value or parameter", () => {
  const wrap = "postConversationsCallParticipantCommunicationWrapup";

  for (const [id, body, field, meant] of [
    [wrap, { wrapUpCode: "Resolved" }, "body.wrapUpCode", /Did you mean code\?/],
    [wrap, { wrapUpCodeId: "x" }, "body.wrapUpCodeId", /Did you mean code\?/],
    [wrap, { wrapupCode: { id: "x" } }, "body.wrapupCode", /Did you mean code\?.*top level/],
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
    [wrap, { wrapup: { code: "x" } }, "body.wrapup", /Did you mean code\?/],
    [wrap, { code: { id: "x" } }, "body.code", /has to be text, the id alone/],
    [
      "patchConversationsCallParticipant",
      { state: "completed" },
      "body.state",
      /Did you mean disconnected\?/,
    ],
    ["patchConversationsCallParticipant", { state: "held" }, "body.state", /the separate field/],
    ["patchConversationsCallParticipant", { hold: true }, "body.hold", /Did you mean held\?/],
    ["patchConversationsCallParticipant", { disconnect: true }, "body.disconnect", /state: "disconnected"/],
    [
      "patchConversationsCallParticipant",
      { attributes: {} },
      "body.attributes",
      /patchConversationParticipantAttributes/,
    ],
    ["postConversationsCalls", { fromNumber: "x" }, "body.fromNumber", /Did you mean callerId\?/],
    ["postConversationsCalls", { toNumber: "x" }, "body.toNumber", /Did you mean phoneNumber/],
    ["postConversationsCalls", { agentId: "x" }, "body.agentId", /postConversationsCallsUserUserId/],
    ["postConversationsCalls", { participantData: {} }, "body.participantData", /Did you mean attributes\?/],
    ["postConversationsCallParticipants", { phoneNumber: "x" }, "body.phoneNumber", /participants: \[/],
    ["patchConversationsCallConference", { participants: [] }, "body.participants", /mean conversationIds/],
    ["postConversationParticipantTransfer", { phoneNumber: "x" }, "body.phoneNumber", /mean address\?/],
    ["postConversationParticipantReplaceAgent", { email: "x" }, "body.email", /Did you mean userId\?/],
    ["post_email_participant_replace", { agentId: "x" }, "body.agentId", /Did you mean userId\?/],
    ["patchConversationParticipantAttributes", { vip: "yes" }, "body.vip", /attributes: { name: value }/],
    ["post_messages_agentless", { channel: "sms" }, "body.channel", /mean toAddressMessengerType/],
    ["post_messages_agentless", { media: [] }, "body.media", /Files cannot be sent without an agent/],
    ["post_emails_agentless", { to: "x" }, "body.to", /Did you mean toAddresses\? It is a list/],
    [
      "post_emails_agentless",
      { fromAddress: "support@example.com" },
      "body.fromAddress",
      /an object { email, name }, but is text/,
    ],
    ["post_message_communication_typing", { type: "On" }, "body.type", /typing: { type: "On" }/],
    [
      "postConversationsCallbacks",
      { phoneNumber: "x" },
      "body.phoneNumber",
      /Did you mean callbackNumbers\?/,
    ],
    ["postUsersSearch", { query: [{ type: "EQUALS" }] }, "body.query[0].type", /Did you mean EXACT\?/],
    ["postAnalyticsConversationsDetailsQuery", { startDate: "x" }, "body.startDate", /Did you mean interval/],
    ["postNotificationsChannelSubscriptions", [{ topic: "x" }], "body[0].topic", /Did you mean id\?/],
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
      assert.match(error.message, /no longer has this parameter/);
    });

  for (const [id, parameter, meant] of [
    ["getConversation", "callId", /Did you mean conversationId\?/],
    ["getConversation", "id", /Did you mean conversationId\?/],
    ["getConversation", "conversation_id", /Did you mean conversationId\?/],
    [wrap, "legId", /Did you mean communicationId\?/],
    [wrap, "agentId", /Did you mean participantId\?/],
    ["getUsers", "limit", /Did you mean pageSize\?/],
    ["getUsers", "page", /Did you mean pageNumber\?/],
    ["getUsers", "email", /postUsersSearch/],
    ["getRoutingQueues", "query", /Did you mean name\?/],
    ["getRoutingQueues", "Authorization", /sends its token itself/],
  ] as const)
    it(`the parameter ${parameter} of ${id} says what to use instead`, () => {
      const [problem] = checkRequest(findOperation(id), { [parameter]: "x" }, undefined);
      assert.equal(problem?.field, parameter);
      assert.match(problem.message, meant);
    });

  it("recognises a field of the body that was given as a parameter", () => {
    const error = refusal(() =>
      buildRequest(findOperation("postConversationsCalls"), { phoneNumber: "x" }, {}),
    );
    assert.match(error.message, /phoneNumber is a field of the body/);
  });
});
