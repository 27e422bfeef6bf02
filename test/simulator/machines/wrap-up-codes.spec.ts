import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, type Caller } from "../caller";
import { workCalls } from "./work-calls";

describe("simulator after-call work", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    caller = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const { codeNamed, answered, agentOf, wrapupPath } = workCalls(() => ({ simulator, caller }));

  it("given while the agent still talks, there is no after-call work", async () => {
    const ids = answered("Support");
    const body = { wrapup: { code: codeNamed("Resolved") } };
    const path = `/api/v2/conversations/${ids.conversationId}/participants/${ids.participantId}`;
    assert.equal((await caller.call("PATCH", path, body)).status, 202);
    clock.advance(100);
    simulator.act.customerHangsUp(ids.conversationId);
    const { leg } = await agentOf(ids);
    assert.equal(leg.afterCallWork?.state, "complete");
    assert.equal(leg.wrapup?.code, codeNamed("Resolved"));
  });

  it("kept provisionally, it can be read back, and the work goes on", async () => {
    const ids = answered("Support");
    simulator.act.agentHangsUp(ids.conversationId);
    await caller.call("POST", wrapupPath(ids), { notes: "so far", provisional: true });
    clock.advance(100);
    assert.equal((await agentOf(ids)).leg.afterCallWork?.state, "pending");
    const kept = await caller.call("GET", `${wrapupPath(ids)}?provisional=true`);
    assert.equal(kept.body["notes"], "so far");
    assert.equal((await caller.call("GET", wrapupPath(ids))).status, 404);
  });

  it("is owed by no agent who was only alerted", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    const declined = simulator.act.agentDeclines(conversationId);
    const { party, leg } = await agentOf(declined);
    assert.equal(party.wrapupRequired, false);
    assert.deepEqual(leg.afterCallWork, {});
    const { status } = await caller.call("POST", wrapupPath(declined), { code: codeNamed("Resolved") });
    assert.equal(status, 400);
  });

  it("takes the codes of the queue only, and lists them", async () => {
    const ids = answered("Sales");
    const path = `/api/v2/conversations/${ids.conversationId}/participants/${ids.participantId}/wrapupcodes`;
    const listed = JSON.parse((await caller.call("GET", path)).text) as { name: string }[];
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["Sale", "No interest", "Wrong number"],
    );
    const foreign = await caller.call("POST", wrapupPath(ids), { code: codeNamed("Resolved") });
    assert.deepEqual([foreign.status, foreign.body["code"]], [400, "bad.request"]);
    const none = await caller.call("POST", wrapupPath(ids), {});
    assert.deepEqual([none.status, none.body["code"]], [400, "conversation.error.wrapup.code.required"]);
  });

  for (const [setting, status, code] of [
    ["overwrites", 202, "Wrong number"],
    ["ignored", 202, "Resolved"],
    ["not.authorized", 403, "Resolved"],
  ] as const)
    it(`a second code is treated as the setting says: ${setting}`, async () => {
      simulator.settings.wrapupTwice = setting;
      const ids = answered("Support");
      simulator.act.agentHangsUp(ids.conversationId);
      simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved" });
      const again = await caller.call("POST", wrapupPath(ids), { code: codeNamed("Wrong number") });
      clock.advance(100);
      assert.equal(again.status, status);
      assert.equal((await agentOf(ids)).leg.wrapup?.code, codeNamed(code));
    });

  it("is cut short with a system code when the whole conversation is disconnected", async () => {
    const ids = answered("Sales");
    const { status } = await caller.call("POST", `/api/v2/conversations/${ids.conversationId}/disconnect`);
    assert.equal(status, 202);
    clock.advance(100);
    const { leg } = await agentOf(ids);
    assert.equal(leg.afterCallWork?.state, "complete");
    assert.equal(leg.wrapup?.code, simulator.settings.systemWrapupCode);
  });
});
