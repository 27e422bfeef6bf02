import assert from "node:assert/strict";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";

describe("simulator acts of people", () => {
  let simulator: Simulator;
  const clock = createVirtualClock();

  beforeEach(async () => {
    simulator = await startSimulator({ clock });
  });
  afterEach(() => simulator.close());

  /** Ben's call, and the names of all who are in it. */
  const call = (): { conversationId: string; live: () => string[] } => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Back office" });
    simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    clock.advance(1_000);
    const participants = simulator.store.conversations.get(conversationId)?.participants ?? assert.fail();
    return {
      conversationId,
      live: () => participants.flatMap(({ endAt, name = "" }) => (endAt === undefined ? [name] : [])),
    };
  };

  it("mean the agent who hangs up, not a supervisor who came later", () => {
    for (const mode of ["monitor", "coach", "barge"]) {
      const { conversationId, live } = call();
      simulator.act.supervisorJoins(conversationId, { mode });
      clock.advance(1_000);
      assert.deepEqual(live(), ["Casey Customer", "Ben Agent", "Sam Supervisor"]);
      simulator.act.agentHangsUp(conversationId);
      assert.deepEqual(live(), mode === "barge" ? ["Casey Customer", "Sam Supervisor"] : [], mode);
      if (mode === "barge") simulator.act.agentHangsUp(conversationId);
      assert.deepEqual(live(), []);
    }
  });

  it("mean the customer whose call it is, not a third party who came later", () => {
    const { conversationId, live } = call();
    simulator.act.conferenceFormed(conversationId, { name: "Third" });
    assert.deepEqual(live(), ["Casey Customer", "Ben Agent", "Third"]);
    simulator.act.customerHangsUp(conversationId);
    assert.deepEqual(live(), ["Ben Agent", "Third"]);
    simulator.act.customerHangsUp(conversationId);
    assert.deepEqual(live(), []);
  });

  it("let an agent who has the messages already answer them, and no other", () => {
    const { conversationId } = simulator.act.customerWrites({ text: "Hello" });
    const first = simulator.act.agentAnswers(conversationId);
    clock.advance(1_000);
    simulator.act.customerWrites({ conversationId, text: "Are you there?" });
    assert.deepEqual(simulator.act.agentAnswers(conversationId), first);

    assert.throws(
      () => simulator.act.agentAnswers(conversationId, { user: "Lou Agent" }),
      /no agent can be alerted/,
    );
  });
});
