import assert from "node:assert/strict";
import { loadModels } from "../../../nodes/lib/facts/models";
import { loadOperations, type Operation } from "../../../nodes/lib/facts/operations";
import { Refusal } from "../../../nodes/lib/simulator/http/errors";
import { checkBody } from "../../../nodes/lib/simulator/http/schema";
import { DEFAULT_SETTINGS } from "../../../nodes/lib/simulator/store/settings";

const operation = (id: string): Operation => {
  const found = loadOperations().find((each) => each.id === id);
  assert.ok(found, `no operation ${id}`);
  return found;
};

/** The code and the field that a body is refused with; undefined where it passes. */
const refused = (id: string, body: unknown, settings = DEFAULT_SETTINGS): string | undefined => {
  try {
    checkBody(operation(id), body, settings);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refusal);
    const field = error.extras.details?.[0]?.fieldName;
    return field === undefined ? error.code : `${error.code} ${field}`;
  }
};

describe("simulator bodies", () => {
  it("takes what the model describes", () => {
    assert.equal(
      refused("postUsersSearch", { query: [{ type: "EXACT", fields: ["email"], value: "a" }] }),
      undefined,
    );
    assert.equal(
      refused("postConversationsCalls", { phoneNumber: "+15555550100", attributes: { a: "b" } }),
      undefined,
    );
    assert.equal(
      refused("patchConversationParticipant", { wrapup: { code: "c", tags: ["t"], durationSeconds: 3 } }),
      undefined,
    );
  });

  it("refuses a field that the model does not have, however deep, unless the setting lets it pass", () => {
    assert.equal(
      refused("postConversationsCalls", { to: "+15555550100", phoneNumber: "1" }),
      "bad.request to",
    );
    assert.equal(
      refused("patchConversationParticipant", { wrapup: { code: "c", wrapUpCodeId: "d" } }),
      "bad.request wrapup.wrapUpCodeId",
    );
    assert.equal(refused("postUsersSearch", { constructor: 1 }), "bad.request constructor");
    assert.equal(
      refused("postUsersSearch", { colour: 1 }, { ...DEFAULT_SETTINGS, refuseUnknownFields: false }),
      undefined,
    );
  });

  it("refuses a value of the wrong type and names it with its place in lists", () => {
    assert.equal(refused("postUsersSearch", { pageSize: "25" }), "bad.request pageSize");
    assert.equal(refused("postUsersSearch", { pageSize: 2.5 }), "bad.request pageSize");
    assert.equal(refused("postUsersSearch", { query: {} }), "bad.request query");
    assert.equal(
      refused("postUsersSearch", { query: [{ type: "EXACT" }, { type: "EXACT", fields: [1] }] }),
      "bad.request query[1].fields[0]",
    );
    assert.equal(refused("postUsersSearch", []), "bad.request body");
  });

  it("refuses what is required and absent", () => {
    assert.equal(refused("postUsersSearch", { query: [{}] }), "bad.request query[0].type");
    assert.equal(refused("postUsersSearch", undefined), "bad.request body");
  });

  it("names the values that an enumeration has, and accepts any case", () => {
    assert.equal(refused("postUsersSearch", { query: [{ type: "exact" }] }), undefined);
    assert.equal(refused("postUsersSearch", { query: [{ type: "LIKE" }] }), "invalid.value query[0].type");
  });

  it("refuses a date that is none with the message for dates", () => {
    const callback = { queueId: "q", callbackNumbers: ["+15555550100"] };
    const at = (callbackScheduledTime: string) => ({ ...callback, callbackScheduledTime });
    assert.equal(refused("postConversationsCallbacks", at("2026-01-01T12:00:00.000Z")), undefined);
    assert.equal(refused("postConversationsCallbacks", at("tomorrow")), "invalid.date callbackScheduledTime");
  });

  it("has the platform's own messages for the rules that have some", () => {
    const call = "postConversationsCalls";
    assert.equal(
      refused(call, { phoneNumber: "1", callUserId: "2" }),
      "too.many.create.conversation.parameters",
    );
    assert.equal(
      refused("postConversationsCallbacks", { queueId: "q" }),
      "callback.error.missing.callback.numbers",
    );
    assert.equal(
      refused("postConversationsCallbacks", { callbackNumbers: ["1"] }),
      "callback.error.missing.queue.id",
    );
    const wrapup = "postConversationsCallParticipantCommunicationWrapup";
    assert.equal(refused(wrapup, { notes: "n" }), "conversation.error.wrapup.code.required");
    assert.equal(refused(wrapup, { notes: "n", provisional: true }), undefined);
    const leg = "patchConversationsCallParticipantCommunication";
    assert.equal(refused(leg, { state: "connected" }), "communication.state.required state");
    assert.equal(refused(leg, { held: true }), "communication.state.required state");
  });

  it("refuses a null in attributes with a separate message", () => {
    const code = refused("patchConversationParticipantAttributes", { attributes: { a: null } });
    assert.equal(code, "conversation.error.participant.attribute.null");
  });

  it("knows a model for every body that is not a bare value", () => {
    const bare = loadOperations().filter(({ body }) => body && !(body.model in loadModels()));
    assert.ok(
      bare.every(({ body }) => ["string", "integer", "number", "boolean"].includes(body?.model ?? "")),
    );
  });
});
