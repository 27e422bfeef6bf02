import assert from "node:assert/strict";
import { loadModels } from "../../../nodes/lib/facts/models";
import { CHANGES, WAYS, wayOf, type Wanted } from "../../../nodes/lib/platform/participants/ways";
import { factsOf } from "../../../scripts/plan-rows";

describe("the ways to do something to a participant", () => {
  it("offer nothing to a client that needs a user", () => {
    for (const { grant, operation } of WAYS)
      if (factsOf(operation).needsUser) assert.equal(grant, "user", operation);
  });

  it("change by one property of the request's model each", () => {
    const fields = loadModels()["MediaParticipantRequest"]?.properties ?? {};
    for (const change of Object.values(CHANGES)) {
      const [name = "", ...more] = Object.keys(change);
      assert.deepEqual(more, []);
      assert.ok(name in fields, name);
    }
  });

  const wanted = (more: Partial<Wanted>): Wanted => ({
    does: "change",
    mediaType: "call",
    actsAsUser: false,
    isUsersLeg: false,
    ...more,
  });
  const CASES: [what: string, wanted: Partial<Wanted>, operation: string | undefined][] = [
    ["a user's change of a call", { actsAsUser: true }, "patchConversationsCallParticipant"],
    [
      "a user's change of a message",
      { actsAsUser: true, mediaType: "message" },
      "patchConversationsMessageParticipant",
    ],
    [
      "a user's change of what was not read",
      { actsAsUser: true, mediaType: undefined },
      "patchConversationParticipant",
    ],
    ["a user's change of a video", { actsAsUser: true, mediaType: "video" }, "patchConversationParticipant"],
    [
      "a client's change of an agent's call",
      { isUsersLeg: true },
      "patchConversationsCallParticipantUserUserId",
    ],
    ["a client's change of a customer's call", {}, "patchConversationParticipant"],
    [
      "a client's change of an agent's message",
      { isUsersLeg: true, mediaType: "message" },
      "patchConversationParticipant",
    ],
    ["a user's monitoring", { does: "monitor", actsAsUser: true }, "postConversationsCallParticipantMonitor"],
    ["a client's monitoring", { does: "monitor" }, undefined],
    ["barging into a message", { does: "barge", mediaType: "message" }, undefined],
  ];
  for (const [what, more, operation] of CASES)
    it(`${what}: ${operation ?? "no way"}`, () => {
      assert.equal(wayOf(wanted(more)).way?.operation, operation);
    });
});
