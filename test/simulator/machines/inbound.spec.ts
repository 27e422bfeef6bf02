import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, send, type Caller } from "../caller";

describe("simulator inbound calls", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    caller = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  /** Who is in the conversation and how: `purpose state why`. */
  const parties = async (conversationId: string): Promise<string[]> => {
    const { body } = await caller.call("GET", `/api/v2/conversations/${conversationId}`);
    return (body["participants"] as { purpose: string; calls: Record<string, string>[] }[]).map(
      ({ purpose, calls: [call] }) =>
        [purpose, call?.["state"], call?.["disconnectType"]].filter(Boolean).join(" "),
    );
  };

  it("go through the menu into the queue, which alerts an agent who is free", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    assert.deepEqual(await parties(conversationId), ["customer connected", "ivr connected"]);
    clock.advance(500);
    assert.deepEqual((await parties(conversationId)).slice(1), [
      "ivr disconnected transfer",
      "acd connected",
    ]);
    clock.advance(250);
    assert.deepEqual((await parties(conversationId)).slice(2), ["acd connected", "agent alerting"]);
  });

  it("leave the queue a moment after the agent answers", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    clock.advance(1_000);
    const { userId } = simulator.act.agentAnswers(conversationId);
    assert.equal(simulator.org.users.get(userId ?? "")?.name, "Ben Agent", "Ada is talking already");
    assert.deepEqual((await parties(conversationId)).slice(2), ["acd connected", "agent connected"]);
    clock.advance(50);
    assert.deepEqual((await parties(conversationId)).slice(2), [
      "acd disconnected transfer",
      "agent connected",
    ]);
    assert.equal(simulator.org.users.get(userId ?? "")?.routingStatus, "INTERACTING");
  });

  it("ring again as a new participant after an alert that was declined or not answered", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    clock.advance(1_000);
    simulator.act.agentDeclines(conversationId);
    assert.deepEqual((await parties(conversationId)).slice(3), ["agent disconnected client"]);
    clock.advance(4_000);
    clock.advance(8_000);
    assert.deepEqual((await parties(conversationId)).slice(4), ["agent disconnected system"]);
    clock.advance(4_000);
    assert.deepEqual((await parties(conversationId)).slice(5), ["agent alerting"]);
    simulator.act.agentAnswers(conversationId);
    clock.advance(60_000);
    assert.equal((await parties(conversationId)).length, 6);
  });

  it("wait while no agent is free, and alert one as soon as one is", async () => {
    const idle = [...simulator.org.users.values()].filter(({ routingStatus }) => routingStatus === "IDLE");
    assert.ok(idle.length > 2);
    for (const { name } of idle) {
      const { conversationId } = simulator.act.customerCalls({ queue: "Service" });
      simulator.act.agentAnswers(conversationId, { user: name });
    }
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    clock.advance(10_000);
    assert.deepEqual((await parties(conversationId)).slice(3), []);
    assert.throws(() => simulator.act.agentAnswers(conversationId), /no agent of the queue is free/);
    simulator.act.customerHangsUp("fe00260d-2b3b-44ff-bc25-6008f321c168");
    simulator.act.agentWrapsUp("fe00260d-2b3b-44ff-bc25-6008f321c168");
    clock.advance(1_000);
    assert.deepEqual((await parties(conversationId)).slice(3), ["agent alerting"]);
  });

  it("end for the caller as endpoint and for all others as peer", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    clock.advance(1_000);
    simulator.act.agentAnswers(conversationId);
    simulator.act.customerHangsUp(conversationId);
    assert.deepEqual(await parties(conversationId), [
      "customer terminated endpoint",
      "ivr terminated transfer",
      "acd terminated peer",
      "agent terminated peer",
    ]);
  });

  it("to a number stay in the menu", async () => {
    const { conversationId } = simulator.act.customerCalls({ number: "+15555550150" });
    clock.advance(60_000);
    assert.deepEqual(await parties(conversationId), ["customer connected", "ivr connected"]);
  });

  it("are given up by a caller who gets no agent", async () => {
    const { conversationId } = simulator.act.customerCalls({ number: "+15555550150" });
    clock.advance(simulator.settings.callerWaitsMs);
    assert.deepEqual(await parties(conversationId), ["customer terminated endpoint", "ivr terminated peer"]);
  });

  it("say over HTTP which detail is wrong, and let time pass", async () => {
    const act = (name: string, body: object) =>
      send(
        `${simulator.url}/_simulator/${name}`,
        "POST",
        { "Content-Type": "application/json" },
        JSON.stringify(body),
      );
    const unknown = await act("customerCalls", { que: "Support" });
    assert.deepEqual([unknown.status, unknown.body["code"]], [400, "simulator.que"]);
    assert.match(String(unknown.body["message"]), /It takes: queue, from, name, number, attributes\./);
    const noQueue = await act("customerCalls", { queue: "Nowhere" });
    assert.match(String(noQueue.body["message"]), /no queue Nowhere. There are: Support, Sales/);
    assert.equal((await act("agentAnswers", {})).body["code"], "simulator.conversationId");
    assert.equal((await act("agentSings", {})).body["code"], "simulator.action");
    const before = clock.now();
    assert.equal((await act("timePasses", { seconds: 90 })).status, 200);
    assert.equal(clock.now(), before + 90_000);
  });
});
