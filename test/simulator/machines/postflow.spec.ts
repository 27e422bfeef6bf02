import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import type { Call } from "../../../nodes/lib/simulator/entities/communication";
import type { Flow } from "../../../nodes/lib/simulator/entities/org";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, postFlowPath, START, type Got } from "../caller";

interface Shown {
  purpose: string;
  state: string;
  disconnectType?: string;
  name?: string;
  startAcwTime?: string;
  errorInfo?: { code: string };
}

describe("simulator post-flow action", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const survey = (): Flow => {
    const found = [...simulator.org.flows.values()].find(({ type }) => type === "VOICESURVEY");
    assert.ok(found);
    return found;
  };
  const set = async (body: unknown): Promise<Got> => {
    const got = await callerOf(simulator).call("PATCH", postFlowPath(), body);
    clock.advance(simulator.settings.lagMs);
    return got;
  };
  const stored = (): Call["postFlowAction"] => {
    const [participant] = simulator.store.conversations.get(START.conversationId)?.participants ?? [];
    return (participant?.communications[0] as Call).postFlowAction;
  };
  const shown = async (): Promise<Shown[]> => {
    const path = `/api/v2/conversations/calls/${START.conversationId}`;
    return (await callerOf(simulator).call("GET", path)).body["participants"] as Shown[];
  };
  const last = async (): Promise<Shown> => (await shown()).at(-1) ?? { purpose: "", state: "" };

  it("is accepted with an empty body, and takes effect only after the lag", async () => {
    const got = await callerOf(simulator).call("PATCH", postFlowPath(), { destination: "+15555550100" });
    assert.equal(got.status, 202);
    assert.equal(got.text, "");
    assert.equal(stored(), undefined);
    clock.advance(99);
    assert.equal(stored(), undefined);
    clock.advance(1);
    assert.equal(stored()?.destination, "+15555550100");
  });

  it("keeps what a second change does not name", async () => {
    await set({ destination: survey().id });
    await set({ destination: " ", invocationData: "vip" });
    assert.equal(stored()?.destination, survey().id);
    assert.equal(stored()?.invocationData, "vip");
  });

  it("refuses both fields blank, in whatever way they are blank", async () => {
    for (const body of [{}, { destination: "" }, { destination: null, invocationData: "  " }]) {
      const got = await set(body);
      assert.deepEqual([got.status, got.body["code"]], [400, "bad.request"]);
    }
  });

  it("has no data for a number: they are ignored, or the request is refused, as the setting says", async () => {
    await set({ destination: "+15555550100", invocationData: "vip" });
    assert.deepEqual([stored()?.destination, stored()?.invocationData], ["+15555550100", undefined]);
    await set({ invocationData: "vip" });
    assert.equal(stored()?.invocationData, undefined, "the number was set before");
    await set({ destination: survey().id, invocationData: "vip" });
    await set({ destination: "tel:+15555550100" });
    assert.equal(stored()?.invocationData, undefined, "the data were set before");

    simulator.settings.postFlowDataForNumber = "bad.request";
    for (const body of [{ destination: "+15555550100", invocationData: "vip" }, { invocationData: "vip" }]) {
      const { status, body: refused } = await set(body);
      assert.deepEqual([status, refused["code"]], [400, "bad.request"]);
    }
    const { status } = await set({ destination: survey().id, invocationData: "vip" });
    assert.equal(status, 202);
    assert.equal((await set({ destination: "+15555550100" })).status, 202);
  });

  it("sends the caller to the flow when the agent hangs up, and ends with the flow", async () => {
    await set({ destination: survey().id, invocationData: "vip" });
    simulator.act.agentHangsUp(START.conversationId);
    const during = await shown();
    assert.equal(during[0]?.state, "connected");
    assert.equal(during[5]?.disconnectType, "client");
    assert.ok(during[5]?.startAcwTime);
    assert.deepEqual(
      [during[6]?.purpose, during[6]?.state, during[6]?.name],
      ["ivr", "connected", survey().name],
    );
    assert.equal(stored()?.state, "carriedOut");
    simulator.act.flowEnds(START.conversationId);
    const after = await shown();
    assert.ok(after.every(({ state }) => state === "terminated"));
    assert.equal(after[0]?.disconnectType, "peer");
  });

  it("dials a destination that is a number", async () => {
    await set({ destination: "+15555550100" });
    simulator.act.agentHangsUp(START.conversationId);
    const { purpose, state, name } = await last();
    assert.deepEqual([purpose, state, name], ["external", "connected", "+15555550100"]);
  });

  it("a destination that leads nowhere is an error of the caller's leg, and the call ends", async () => {
    await set({ destination: "no-such-flow" });
    simulator.act.agentHangsUp(START.conversationId);
    const [caller] = await shown();
    assert.equal(caller?.state, "terminated");
    assert.equal(caller?.errorInfo?.code, "error.postflow.destination.unknown");
  });

  it("is void when the caller leaves first", async () => {
    await set({ destination: survey().id });
    simulator.act.customerHangsUp(START.conversationId);
    const after = await shown();
    assert.equal(after.length, 6);
    assert.equal(after[0]?.disconnectType, "endpoint");
    assert.equal(after[5]?.disconnectType, "peer");
    assert.equal(stored()?.state, "voided");
  });

  it("removed again, the call ends as if it had never been set", async () => {
    await set({ destination: survey().id });
    const got = await callerOf(simulator).call("DELETE", postFlowPath());
    assert.deepEqual([got.status, got.text], [202, ""]);
    clock.advance(100);
    assert.equal(stored(), undefined);
    simulator.act.agentHangsUp(START.conversationId);
    assert.equal((await shown()).length, 6);
  });

  it("on a call that has ended it is refused in the way of the setting", async () => {
    simulator.act.customerHangsUp(START.conversationId);
    const refused = await set({ destination: survey().id });
    assert.deepEqual(
      [refused.status, refused.body["code"], refused.body["message"]],
      [400, "conversation.error.call.disconnected", "The call is already disconnected."],
    );
    simulator.settings.postFlowOnEndedCall = "not.authorized";
    const forbidden = await callerOf(simulator).call("DELETE", postFlowPath());
    assert.deepEqual(
      [forbidden.status, forbidden.body["message"]],
      [403, `Access to Conversation ${START.conversationId} is forbidden.`],
    );
    assert.equal(forbidden.body["messageWithParams"], "Access to {type} {id} is forbidden.");
  });

  it("each id of the path that is unknown has a refusal of its own", async () => {
    const { call } = callerOf(simulator);
    const codeOf = async (wrong: Partial<typeof START>) => {
      const got = await call("PATCH", postFlowPath({ ...START, ...wrong }), { destination: "+15555550100" });
      return [got.status, got.body["code"]];
    };
    assert.deepEqual(await codeOf({ conversationId: "x" }), [
      404,
      "conversation.error.conversation.not.found",
    ]);
    assert.deepEqual(await codeOf({ participantId: "x" }), [
      404,
      "conversation.error.not.conversation.participant",
    ]);
    assert.deepEqual(await codeOf({ communicationId: "x" }), [404, "not.found"]);
  });

  it("ends by itself after the time of the setting", async () => {
    simulator.settings.postFlowRunsMs = 30_000;
    await set({ destination: survey().id });
    simulator.act.agentHangsUp(START.conversationId);
    clock.advance(29_999);
    assert.equal((await last()).state, "connected");
    clock.advance(1);
    assert.equal((await last()).state, "terminated");
  });
});
