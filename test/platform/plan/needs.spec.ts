import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { callsOf, needsOf, type NodeConfig } from "../../../nodes/lib/platform/plan/needs";
import { PARTICIPANT_ACTIONS } from "../../../nodes/lib/platform/participants/ways";
import { configsOf } from "../../../scripts/plan-rows";
import { nodeTypes, PLANS } from "../../support/nodes";

const node = (type: string, config: Record<string, unknown> = {}): NodeConfig => ({
  id: type,
  type,
  ...config,
});
const permissionsOf = (config: NodeConfig, kind: "client" | "user" = "client"): string[] =>
  needsOf([config], { kind }, PLANS).needs.flatMap(({ permissions }) => permissions);

describe("what deployed nodes need", () => {
  it("is known of every node that calls the platform", () => {
    for (const type of PLANS.keys()) {
      const isCaller = !["genesys-simulate", "genesys-request-in", "genesys-request-out"].includes(type);
      assert.equal(
        callsOf(node(type, { operation: "getUser", integration: "Web shop" }), PLANS).length > 0,
        isCaller,
        type,
      );
    }
  });

  it("names only operations of the catalogue", () => {
    const known = new Set(loadOperations().map(({ id }) => id));
    const configs = nodeTypes().flatMap((type) => configsOf(type).map((config) => node(type, config)));
    for (const config of configs)
      for (const operation of callsOf(config, PLANS))
        assert.ok(known.has(operation), `${config.type}: ${operation}`);
  });

  it("is the permission that setting a post-flow action takes", () => {
    const needed = permissionsOf(node("genesys-set-postflow", { target: "ids" }));
    assert.deepEqual(needed, ["conversation:call:setMandatoryPostFlowAction"]);
  });

  it("is known of the operations of every area, by id and by path", () => {
    const recordings = "GET /api/v2/conversations/{conversationId}/recordings";
    assert.deepEqual(permissionsOf(node("genesys-api", { operation: recordings })), [
      ...["recording:recording:view", "recording:recordingSegment:view"],
      ...["recording:snippetRecording:view", "recording:screenRecording:view"],
    ]);
    assert.deepEqual(permissionsOf(node("genesys-api", { operation: "postOutboundContactlists" })), [
      "outbound:contactList:add",
    ]);
  });

  it("follows the grant: who calls as a user needs another permission than who calls for one", () => {
    const call = node("genesys-place-call", { userId: "ada.agent@example.com" });
    assert.ok(permissionsOf(call, "user").includes("conversation:conference:add"));
    assert.ok(!permissionsOf(call, "client").includes("conversation:conference:add"));
  });

  it("shows which nodes cannot work without a user", () => {
    const monitor = node("genesys-api", { operation: "postConversationsCallParticipantMonitor" });
    const expected = [{ node: "genesys-api", operation: "postConversationsCallParticipantMonitor" }];
    assert.deepEqual(needsOf([monitor], { kind: "client" }, PLANS).withUser, expected);
    assert.deepEqual(
      needsOf([monitor], { kind: "user" }, PLANS).withUser,
      expected,
      "that a user is needed is said either way",
    );
  });

  it("shows what there is instead of a user: another operation, or a name in an input", () => {
    const place = node("genesys-place-call", { userId: "", userIdType: "str" });
    const api = node("genesys-api", { operation: "postConversationsCalls" });
    assert.deepEqual(
      needsOf([place, api], { kind: "client" }, PLANS).withUser.map(({ onBehalf, input }) => [
        onBehalf,
        input,
      ]),
      [
        ["postConversationsCallsUserUserId", "userId"],
        ["postConversationsCallsUserUserId", undefined],
      ],
    );
  });

  it("is a user for no action that has a way without one", () => {
    const nodes = PARTICIPANT_ACTIONS.map((action) => ({
      ...{ id: action, type: "genesys-update-participant", action, target: "agent" },
    }));
    const { withUser } = needsOf(nodes, { kind: "client" }, PLANS);
    assert.deepEqual(
      withUser.map((each) => each.node),
      ["monitor", "consult", "changeConsult", "cancelConsult"],
    );
  });

  it("cannot be shown for an operation that only a message or the environment names", () => {
    const nodes = [
      { id: "msg", type: "genesys-api", operation: "operation", operationType: "msg" },
      { id: "env", type: "genesys-api", operation: "${OPERATION}", operationType: "str" },
      { id: "strange", type: "genesys-api", operation: "getNothing", operationType: "str" },
      { id: "tool", type: "genesys-api", operation: "get_emails", operationType: "str" },
      { id: "set", type: "genesys-set-postflow", target: "ids" },
    ];
    assert.deepEqual(needsOf(nodes, { kind: "client" }, PLANS).open, ["msg", "env", "strange"]);
    assert.ok(callsOf({ id: "tool", type: "genesys-api", operation: "get_emails" }, PLANS).length > 0);
  });

  it("is what the topics need, of a node that listens", () => {
    const queue = node("genesys-events", { scope: "queue", ids: "Support" });
    assert.ok(permissionsOf(queue).includes("conversation:communication:view"));
    const topic = node("genesys-events", { scope: "topic", ids: "v2.users.1?presence&conversations" });
    assert.ok(permissionsOf(topic).includes("conversation:communication:view"));
  });

  it("is listed once for all the nodes that need it", () => {
    const { needs } = needsOf(
      [
        { id: "a", type: "genesys-set-postflow", target: "ids" },
        { id: "b", type: "genesys-set-postflow", target: "ids" },
      ],
      { kind: "client" },
      PLANS,
    );
    assert.deepEqual(
      needs.map(({ nodes }) => nodes),
      [["a", "b"]],
    );
  });

  for (const [permissions, held] of [
    [undefined, undefined],
    [[], false],
    [["conversation:call:setMandatoryPostFlowAction"], true],
    [["conversation:call:*"], true],
    [["conversation:*"], true],
    [["*"], true],
    [["conversation:message:*", "routing:*"], false],
  ] as const)
    it(`is ${String(held)} of who holds ${JSON.stringify(permissions) ?? "what cannot be seen"}`, () => {
      const config = node("genesys-set-postflow", { target: "ids" });
      const [need] = needsOf([config], { kind: "user", permissions }, PLANS).needs;
      assert.equal(need?.held, held);
    });
});
