import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { loadModels } from "../../nodes/lib/facts/models";
import { callsOf } from "../../nodes/lib/platform/needs";
import {
  CHANGES,
  PARTICIPANT_ACTIONS,
  WAYS,
  wayOf,
  type Wanted,
} from "../../nodes/lib/platform/participant-ways";
import { simulatedOperations } from "../../nodes/lib/simulator/routes/index";
import { endpointsPage, listedOperations } from "../../scripts/endpoints-page";

const factsOf = (operation: string) => {
  const found = loadOperations().find(({ id }) => id === operation);
  assert.ok(found, operation);
  return found;
};

describe("the ways to do something to a participant", () => {
  it("are those of the page docs/endpoints.md", () => {
    const page = readFileSync(join(__dirname, "../../docs/endpoints.md"), "utf8");
    const cells = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
    assert.equal(cells(page), cells(endpointsPage()), "run: npx tsx scripts/endpoints-page.ts");
  });

  it("are on that page with all else that the action nodes send", () => {
    const choices: [type: string, ...configs: Record<string, unknown>[]][] = [
      ["genesys-get-conversation", { target: "user" }],
      ["genesys-set-postflow", {}],
      ["genesys-delete-postflow", {}],
      ["genesys-wrap-up", {}, { action: "skip" }, { action: "list" }],
      ["genesys-place-call", { waitFor: "connected" }],
      ["genesys-send-message", { confirm: true }, { mode: "attended" }],
      ["genesys-reply-message", { confirm: true }, { content: "media" }, { content: "typing" }],
      ["genesys-update-participant", ...PARTICIPANT_ACTIONS.map((action) => ({ action }))],
    ];
    const needed = choices.flatMap(([type, ...configs]) =>
      configs.flatMap((config) => callsOf({ ...config, id: "n", type })),
    );
    assert.ok(needed.length > 30);
    assert.deepEqual(
      needed.filter((operation) => !listedOperations().includes(operation)),
      [],
    );
  });

  it("trap 23: use no operation that is deprecated, and none that is not simulated", () => {
    for (const operation of listedOperations()) {
      assert.equal(factsOf(operation).deprecated, undefined, operation);
      assert.ok(simulatedOperations().includes(operation), `${operation} is simulated`);
    }
  });

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
