import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, type Caller } from "../caller";

interface Wrapup {
  code?: string;
  notes?: string;
  durationSeconds?: number;
}
interface Leg {
  id: string;
  state: string;
  wrapup?: Wrapup;
  afterCallWork?: { state: string; startTime?: string; endTime?: string };
}
interface Party {
  id: string;
  purpose: string;
  userId?: string;
  wrapupRequired: boolean;
  wrapup?: Wrapup;
  startAcwTime?: string;
  endAcwTime?: string;
  endTime?: string;
  [array: string]: unknown;
}

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

  const codeNamed = (name: string): string =>
    [...simulator.org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";

  /** A conversation of this queue that Ben has answered. */
  const answered = (queue: string, mediaType = "call") => {
    const { conversationId } = simulator.act.interactionArrives({ queue, mediaType });
    return simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
  };
  const agentOf = async (
    { conversationId, participantId }: { conversationId: string; participantId: string },
    array = "calls",
  ): Promise<{ party: Party; leg: Leg }> => {
    const { body } = await caller.call("GET", `/api/v2/conversations/${conversationId}`);
    const party = (body["participants"] as Party[]).find(({ id }) => id === participantId);
    const [leg] = (party?.[array] ?? []) as Leg[];
    assert.ok(party && leg);
    return { party, leg };
  };
  const wrapupPath = (ids: ReturnType<typeof answered>, segment = "calls"): string =>
    `/api/v2/conversations/${segment}/${ids.conversationId}/participants/${ids.participantId}/communications/${ids.communicationId}/wrapup`;

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

  it("given while the agent still talks, there is nothing left to do afterwards", async () => {
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

  it("is owed by nobody at whom it only rang", async () => {
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
