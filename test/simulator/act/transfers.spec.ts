import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { callbackPlaces } from "../../../nodes/lib/simulator/machines/callbacks";

describe("simulator acts of agents with a customer", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ clock });
  });
  afterEach(() => simulator.close());

  const found = (id: string) => simulator.store.conversations.get(id) ?? assert.fail();
  const live = (id: string): string[] =>
    found(id).participants.flatMap(({ endAt, name = "" }) => (endAt === undefined ? [name] : []));
  const talking = (mediaType: string): string => {
    const { conversationId } = simulator.act.interactionArrives({ mediaType, queue: "Sales" });
    simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    clock.advance(1_000);
    return conversationId;
  };

  it("hold and resume, each only where it makes sense", () => {
    const id = talking("call");
    const isHeld = () => found(id).participants.at(-1)?.communications[0]?.held;
    assert.throws(() => simulator.act.agentResumes(id), /is not on hold/);
    simulator.act.agentHolds(id, { user: "Ben Agent" });
    assert.equal(isHeld(), true);
    assert.throws(() => simulator.act.agentHolds(id), /on hold already/);
    simulator.act.agentResumes(id);
    assert.equal(isHeld(), false);
    assert.throws(() => simulator.act.agentHolds(id, { user: "Cleo Agent" }), /no agent is connected/);
  });

  it("mean the agent, not a supervisor who listens", () => {
    const id = talking("call");
    simulator.act.supervisorJoins(id, {});
    clock.advance(1_000);
    simulator.act.agentTransfers(id, { to: "Cleo Agent" });
    clock.advance(5_000);
    assert.deepEqual(live(id), ["Casey Customer", "Sam Supervisor", "Cleo Agent"]);
  });

  for (const mediaType of ["call", "email"])
    it(`transfer a ${mediaType} to a queue, whose agents are alerted`, () => {
      const id = talking(mediaType);
      simulator.act.agentTransfers(id, { queue: "VIP" });
      clock.advance(1_000);
      assert.deepEqual(live(id).slice(0, 2), ["Casey Customer", "VIP"]);
      assert.equal(live(id).length, 3);
    });

  it("refuse a transfer to no one, to oneself, and of what is no call to a number", () => {
    const id = talking("email");
    assert.throws(() => simulator.act.agentTransfers(id), /needs details.queue/);
    assert.throws(() => simulator.act.agentTransfers(id, { to: "Ben Agent" }), /has the customer already/);
    assert.throws(() => simulator.act.agentTransfers(id, { number: "+15555550150" }), /Only a call/);
    assert.throws(() => simulator.act.agentTransfers(id, { to: "Unknown" }), /no user Unknown/);
  });

  it("schedule a callback, which its queue offers when it is due", () => {
    const { conversationId } = simulator.act.callbackRequested({ queue: "VIP", seconds: 60 });
    clock.advance(59_000);
    assert.deepEqual(
      callbackPlaces(found(conversationId)).map(({ leg }) => leg.state),
      ["scheduled", "scheduled"],
    );
    clock.advance(2_000);
    assert.equal(callbackPlaces(found(conversationId)).at(-1)?.leg.state, "alerting");
  });
});
