import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, type Caller } from "../caller";
import { workCalls } from "./work-calls";

const MEDIA = [
  ["call", "calls", "calls"],
  ["callback", "callbacks", "callbacks"],
  ["email", "emails", "emails"],
  ["message", "messages", "messages"],
  ["socialExpression", "socialExpressions", "socials"],
  ["video", "videos", "videos"],
] as const;

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

  for (const [mediaType, array, segment] of MEDIA)
    it(`of a ${mediaType} waits for the code, which ends it`, async () => {
      const ids = answered("Sales", mediaType);
      simulator.act.agentCompletes(ids.conversationId);
      const pending = await agentOf(ids, array);
      assert.equal(pending.leg.afterCallWork?.state, "pending");
      assert.equal(pending.party.startAcwTime, pending.party.endTime);
      clock.advance(14_000);
      const given = await caller.call("POST", wrapupPath(ids, segment), {
        code: codeNamed("Sale"),
        notes: "n",
      });
      assert.deepEqual([given.status, given.text], [202, ""]);
      clock.advance(100);
      const done = await agentOf(ids, array);
      assert.equal(done.leg.afterCallWork?.state, "complete");
      assert.equal(done.party.wrapup?.code, codeNamed("Sale"));
      assert.equal(done.leg.wrapup?.durationSeconds, 14);
      assert.ok(done.party.endAcwTime);
      const read = await caller.call("GET", wrapupPath(ids, segment));
      assert.equal(read.body["code"], codeNamed("Sale"));
    });

  it("timed: ends with the system's code when the time is over, and not a moment before", async () => {
    const ids = answered("Support");
    simulator.act.agentHangsUp(ids.conversationId);
    clock.advance(119_999);
    assert.equal((await agentOf(ids)).leg.afterCallWork?.state, "pending");
    clock.advance(1);
    const { party, leg } = await agentOf(ids);
    assert.equal(leg.afterCallWork?.state, "complete");
    assert.equal(party.wrapup?.code, "ININ-WRAP-UP-TIMEOUT");
  });

  it("timed without early exit: keeps the agent's code and goes on until the time is over", async () => {
    const ids = answered("Billing");
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved" });
    const before = await agentOf(ids);
    assert.equal(before.leg.afterCallWork?.state, "pending");
    assert.equal(before.leg.wrapup?.code, codeNamed("Resolved"));
    clock.advance(60_000);
    const after = await agentOf(ids);
    assert.equal(after.leg.afterCallWork?.state, "complete");
    assert.equal(after.leg.wrapup?.code, codeNamed("Resolved"));
  });

  it("mandatory: has no end of its own and cannot be skipped", async () => {
    const ids = answered("Sales");
    simulator.act.agentHangsUp(ids.conversationId);
    clock.advance(12 * 3_600_000);
    assert.equal((await agentOf(ids)).leg.afterCallWork?.state, "pending");
    const path = `/api/v2/conversations/${ids.conversationId}/participants/${ids.participantId}`;
    const { status, body } = await caller.call("PATCH", path, { wrapupSkipped: true });
    assert.deepEqual([status, body["code"]], [400, "conversation.error.wrapup.cannot.skip"]);
  });

  it("optional: can be skipped, which leaves a code of the system", async () => {
    const ids = answered("Service");
    simulator.act.agentHangsUp(ids.conversationId);
    const path = `/api/v2/conversations/${ids.conversationId}/participants/${ids.participantId}`;
    assert.equal((await caller.call("PATCH", path, { wrapupSkipped: true })).status, 202);
    clock.advance(100);
    const { party, leg } = await agentOf(ids);
    assert.equal(leg.afterCallWork?.state, "skipped");
    assert.equal(party.wrapup?.code, "ININ-WRAP-UP-SKIPPED");
  });

  it("on request: there is none unless the agent asked for it in time", async () => {
    const without = answered("Back office");
    simulator.act.agentHangsUp(without.conversationId);
    const { party, leg } = await agentOf(without);
    assert.equal(leg.afterCallWork?.state, "skipped");
    assert.equal(leg.afterCallWork.startTime, leg.afterCallWork.endTime);
    assert.equal(party.wrapupRequired, false);

    clock.advance(1_000);
    const asked = answered("Back office");
    const { conversationId, participantId, communicationId } = asked;
    const path = `/api/v2/conversations/aftercallwork/${conversationId}/participants/${participantId}/communications/${communicationId}`;
    const { status, body } = await caller.call("PATCH", path, { afterCallWorkRequired: true });
    assert.deepEqual([status, body], [200, { afterCallWorkRequired: true }]);
    simulator.act.agentHangsUp(conversationId);
    assert.equal((await agentOf(asked)).leg.afterCallWork?.state, "pending");
  });
});
