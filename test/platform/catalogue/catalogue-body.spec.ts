import assert from "node:assert/strict";
import { buildRequest, findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";

describe("a request body", () => {
  const ids = { conversationId: "c", participantId: "p", communicationId: "k" };
  const build = (id: string, body: unknown) => {
    const operation = findOperation(id);
    const parameters = Object.fromEntries(operation.pathParams.map((name) => [name, "x"]));
    return buildRequest(operation, parameters, body);
  };

  it("is not taken where the operation has none; an empty object is nothing", () => {
    assert.match(refusal(() => build("getConversation", { a: 1 })).message, /body is not allowed/);
    assert.equal("body" in build("getConversation", {}), false);
  });

  it("is required where the SDK requires it", () => {
    assert.equal(refusal(() => build("postConversationsCalls", undefined)).cause.field, "body");
  });

  it("needs only what changes when it ends a conversation, not what a reading has", () => {
    for (const id of ["patchConversationsCall", "patchConversationsEmail", "patchConversationsMessage"])
      assert.deepEqual(build(id, { state: "disconnected" }).body, { state: "disconnected" });
    assert.match(
      refusal(() => build("patchConversationsEmail", { state: "connected" })).message,
      /it takes disconnected/,
    );
  });

  it("carries exactly one of text, media and template in a message", () => {
    const id = "postConversationsMessageCommunicationMessages";
    assert.deepEqual(build(id, { mediaIds: ["m"] }).body, { mediaIds: ["m"] });
    assert.match(
      refusal(() => build(id, { textBody: "a", mediaIds: ["m"] })).message,
      /cannot be sent together with mediaIds/,
    );
    assert.match(
      refusal(() => build(id, { textBody: "" })).message,
      /exactly one of textBody, mediaIds or messagingTemplate/,
    );
  });

  it("sets a post-flow action only with a destination or invocation data", () => {
    const id = "patchConversationsCallParticipantCommunicationPostflowaction";
    for (const empty of [undefined, {}, { destination: "", invocationData: null }])
      assert.match(refusal(() => build(id, empty)).message, /at least one of destination or invocationData/);
    assert.deepEqual(build(id, { invocationData: "x" }).body, { invocationData: "x" });
  });

  it("wraps up without a code only provisionally", () => {
    const operation = findOperation("postConversationsCallParticipantCommunicationWrapup");
    assert.equal(refusal(() => buildRequest(operation, ids)).cause.field, "body.code");
    assert.equal(
      refusal(() => buildRequest(operation, ids, { provisional: false })).cause.field,
      "body.code",
    );
    assert.ok(buildRequest(operation, ids, { provisional: true, notes: "later" }));
  });

  for (const [id, body, field, meant] of [
    [
      "postConversationsCalls",
      { phoneNumber: 15555550123 },
      "body.phoneNumber",
      /has to be text, but is a number/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", priority: 1.5 },
      "body.priority",
      /whole number/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", attributes: { a: 1 } },
      "body.attributes.a",
      /has to be text/,
    ],
    [
      "postConversationsCalls",
      { phoneNumber: "+15555550123", attributes: { a: null } },
      "body.attributes.a",
      /but is null/,
    ],
    [
      "postConversationsCalls",
      { participants: [{}, { adress: "x" }] },
      "body.participants[1].adress",
      /Did you mean address/,
    ],
    [
      "postConversationsCalls",
      { participants: { address: "x" } },
      "body.participants",
      /has to be a list, but is an object/,
    ],
    ["postConversationsCalls", "+15555550123", "body", /has to be an object, but is text/],
    ["patchConversationParticipant", { held: "yes" }, "body.held", /true or false/],
    ["patchConversationParticipant", { state: "disconected" }, "body.state", /Did you mean disconnected/],
    [
      "patchConversationParticipant",
      { __proto__: null, constructor: 1 },
      "body.constructor",
      /does not exist/,
    ],
    [
      "postConversationsCallParticipantCommunicationWrapup",
      { code: "x", endTime: "soon" },
      "body.endTime",
      /is not a time/,
    ],
    [
      "postNotificationsChannelSubscriptions",
      [{ id: "a" }, { topic: "b" }],
      "body[1].topic",
      /does not exist/,
    ],
    ["postNotificationsChannelSubscriptions", { id: "a" }, "body", /has to be a list/],
    ["postConversationsMessageMessagesBulk", ["a", 1], "body[1]", /has to be text/],
  ] as const)
    it(`is refused: ${id} ${JSON.stringify(body)}`, () => {
      const error = refusal(() => build(id, body));
      assert.equal(error.cause.field, field);
      assert.match(error.message, meant);
      assert.ok(error.message.startsWith(`${id}: ${field} `));
    });

  it("takes a Date where a time is wanted, and what only the platform sets without a check", () => {
    const endTime = new Date(0);
    assert.ok(build("postConversationsCallParticipantCommunicationWrapup", { code: "x", endTime }));
    assert.ok(build("patchConversationsMessagingSetting", { id: 5, selfUri: {}, name: "x" }));
  });
});
