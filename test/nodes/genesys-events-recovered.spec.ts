import assert from "node:assert/strict";
import { eventsBench } from "../support/benches/events";

describe("conversation events", () => {
  const { bench, open, run, isSubscribed, connect, events, has, first } = eventsBench();
  afterEach(() => bench().close());

  it("emits what happened while the connection was lost, as recovered", async () => {
    await connect();
    const { act } = bench().simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    act.agentAnswers(conversationId);
    await run(has("connected"));
    act.dropSockets();
    act.agentHangsUp(conversationId);
    await run(has("agentLeft", "ended"));
    assert.equal(first("ended")["recovered"], true);
    assert.equal(events().filter((name) => name === "agentLeft").length, 1);
  });

  it("finds a conversation that began and ended while the connection was lost", async () => {
    await connect();
    const { act } = bench().simulator;
    act.stallSockets();
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await bench().clock.advance(1_000);
    act.agentAnswers(conversationId);
    await bench().clock.advance(1_000);
    act.customerHangsUp(conversationId);
    await run(has("connected", "ended"));
    assert.deepEqual(
      bench().arrivals.filter(({ msg }) => msg["conversationId"] === conversationId && !msg["recovered"]),
      [],
    );
  });

  it("emits what happened while the name of the queue could not be looked up", async () => {
    const forbid = { match: { path: /queues/ }, times: Infinity, fault: { status: 403 } }; // until it is allowed below
    await open({ ids: "Support" }, { credentials: ({ faults }) => (faults.add(forbid), {}) });
    await run(() => bench().simulator.log.count("getRoutingQueues") > 0, 1);
    const { act } = bench().simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await bench().clock.advance(500);
    act.agentAnswers(conversationId);
    await bench().clock.advance(500);
    act.customerHangsUp(conversationId);
    await bench().clock.advance(100);
    assert.equal(isSubscribed(), false);
    bench().simulator.faults.clear();
    await run(has("offered", "connected", "ended"), 250);
    for (const name of ["offered", "connected", "ended"]) assert.equal(first(name)["recovered"], true, name);
  });

  it("shows that it connects, that it is connected, and that it connects again", async () => {
    await connect();
    const words = (): string[] =>
      bench().statuses.map(({ fill, text }) => `${fill} ${text?.split(".").at(-1)}`);
    const shown = (bench().node.status as unknown as { args: [{ text?: string }][] }).args;
    assert.match(String(shown[0]?.[0].text), /status\.connecting$/);
    await run(() => words().at(-1) === "green connected");
    bench().simulator.act.dropSockets();
    await run(() => words().includes("yellow reconnecting"));
    await run(() => words().at(-1) === "green connected");
  });
});
