import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";

describe("a name that no operation has", () => {
  const wrap = "postConversationsCallParticipantCommunicationWrapup";

  for (const [written, first, expected] of [
    ["PUT /api/v2/conversations/{conversationId}/wrapup", "patchConversationParticipant", /any medium/],
    [
      "POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/wrapup",
      wrap,
      /{ code }/,
    ],
    [
      "GET /api/v2/conversations/voice/6a7e/wrapup",
      "getConversationsCallParticipantCommunicationWrapup",
      /one/,
    ],
    ["wrap up a call", "patchConversationParticipant", /wrapup: { code }/],
    ["GET /api/v2/conversations/conferences/6a7e", "getConversationsCall", /no separate id/],
    [
      "PATCH /api/v2/conversations/calls/{conversationId}/participants/{participantId}/hold",
      "patchConversationsCallParticipant",
      /held: true/,
    ],
    [
      "POST /api/v2/conversations/calls/{conversationId}/participants/{participantId}/mute",
      "patchConversationsCallParticipant",
      /muted: true/,
    ],
    [
      "DELETE /api/v2/conversations/calls/{conversationId}/participants/{participantId}",
      "patchConversationsCallParticipant",
      /state: "disconnected"/,
    ],
    [
      "DELETE /api/v2/conversations/calls/{conversationId}",
      "postConversationDisconnect",
      /for all participants/,
    ],
    ["POST /api/v2/conversations/calls/{conversationId}/hangup", "postConversationDisconnect", /one party/],
    ["hang up", "postConversationDisconnect", /one party/],
    [
      "POST /api/v2/conversations/calls/{conversationId}/transfer",
      "postConversationParticipantReplaceQueue",
      /in this order/,
    ],
    ["transfer call", "postConversationParticipantReplaceQueue", /to an agent/],
    ["POST /api/v2/conversations/{conversationId}/calls", "postConversationsCalls", /on behalf/],
    ["createCall", "postConversationsCalls", /on behalf/],
    [
      "PUT /api/v2/conversations/calls/{conversationId}/recording",
      "putConversationsCallRecordingstate",
      /pauses/,
    ],
    ["POST /api/v2/conversations/sms", "postConversationsMessagesAgentless", /Without an agent/],
    [
      "POST /api/v2/conversations/messages/send",
      "postConversationsMessagesAgentless",
      /running conversation/,
    ],
    ["genesys_conversations_digital_send_message", "postConversationsMessagesAgentless", /through a queue/],
    [
      "POST /api/v2/conversations/messages/{conversationId}/messages",
      "postConversationsMessageCommunicationMessages",
      /Did you mean/,
    ],
    [
      "genesys_conversations_digital_post_message_participant_wrapup",
      "postConversationsMessageParticipantCommunicationWrapup",
      /Did you mean/,
    ],
    [
      "POST /api/v2/conversations/emails/{conversationId}/reply",
      "postConversationsEmailMessages",
      /in this order/,
    ],
    ["get_chat", "getConversationsMessage", /no longer has/],
    ["getUserByEmail", "postUsersSearch", /in results/],
    ["GET /api/v2/users?email=ada@example.com", "postUsersSearch", /in results/],
    [
      "PUT /api/v2/conversations/{conversationId}/attributes",
      "patchConversationParticipantAttributes",
      /one/,
    ],
    ["GET /api/v2/conversations/active", "getConversations", /signed-in user/],
    ["postConversationCalls", "postConversationsCalls", /Did you mean/],
    ["post_conversations_calls", "postConversationsCalls", /Did you mean postConversationsCalls\?$/],
    ["ConversationsApi.post_conversations_calls", "postConversationsCalls", /mean postConversationsCalls\?$/],
    ["getconversation", "getConversation", /Did you mean getConversation\?$/],
    ["GET /api/v2/conversations/8a8b", "getConversation", /Put ids into the parameters: conversationId/],
    [
      "GET /api/v2/conversations/:conversationId",
      "getConversation",
      /Written as a path: GET .*{conversationId}/,
    ],
    ["https://api.mypurecloud.de/api/v2/users/me", "getUsersMe", /Omit the host/],
    ["GET /api/v2/users?pageSize=5", "getUsers", /after the question mark/],
    [
      "/conversations/calls",
      "getConversationsCalls",
      /or postConversationsCalls\? Several operations have this path/,
    ],
    [
      "GET /api/v2/analytics/conversations/details/query",
      "postAnalyticsConversationsDetailsQuery",
      /supports POST/,
    ],
    [
      "POST /api/v2/conversations/calls/{c}/participants/{p}/communications/{l}/postflowaction",
      "deleteConversationsCallParticipantCommunicationPostflowaction",
      /supports DELETE or PATCH/,
    ],
  ] as const)
    it(`"${written}" leads to ${first} first, and says how`, () => {
      const { cause, message } = refusal(() => findOperation(written));
      assert.equal((cause.suggestions as string[])[0], first, message);
      assert.match(message, expected);
    });

  it("is not repeated behind its question mark, where it may be personal", () => {
    const { message } = refusal(() => findOperation("GET /api/v2/users?email=ada@example.com"));
    assert.match(message, /^"GET \/api\/v2\/users\?…" is not/);
  });

  it("is only said not to be the platform's where that is certain: the SDK does not have all previews", () => {
    const messageOf = (written: string): string => refusal(() => findOperation(written)).message;
    assert.match(messageOf("GET /api/v2/conversations/voice/6a7e"), /is not an operation of the platform/);
    assert.match(messageOf("GET /api/v2/groupz"), /is not an operation in the catalogue/);
    assert.match(messageOf("get recordings"), /Did you mean getConversationRecordings/);
  });

  it("is found where only other areas have it, also by its path without a method", () => {
    assert.equal(findOperation("GET /api/v2/conversations/{id}/recordings").id, "getConversationRecordings");
    assert.equal(findOperation("/groups/{groupId}/profile").id, "getGroupProfile");
  });

  it("keeps the meaning of a path without a method that flows have stored, where other areas have it as well", () => {
    assert.equal(findOperation("/api/v2/routing/queues/{queueId}").id, "getRoutingQueue");
  });

  it("leads from an operation's label, letters, slip or filled path back to it", () => {
    const lost: string[] = [];
    const some = loadOperations().filter(({ id }, at) => at % 10 === 0 && id.length > 12);
    for (const { id, label, method, path } of some)
      for (const written of [
        label,
        id.toLowerCase(),
        id.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase(),
        `${id.slice(0, 7)}${id.slice(8)}`,
        ...(path.includes("{")
          ? [`${method} https://api.example.com${path.replace(/\{\w+\}/g, "8a8b-1")}`]
          : []),
      ])
        if (!(refusal(() => findOperation(written)).cause.suggestions as string[]).includes(id))
          lost.push(written);
    assert.deepEqual(lost, []);
  });

  it("is never made of an operation's own id or path", () => {
    for (const operation of loadOperations()) {
      const { id, method, path } = operation;
      assert.equal(findOperation(id), operation);
      assert.equal(findOperation(`${method} ${path}`), operation);
    }
  });
});
