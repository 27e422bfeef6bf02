import assert from "node:assert/strict";
import { answered, codeNamed, legOf, posts, wrapUpBench } from "../support/benches/wrap-up";

describe("genesys-wrap-up", () => {
  const { bench, open, pass, arrival } = wrapUpBench();
  afterEach(() => bench().close());

  it("before the agent's time runs out: leaves them their time, and steps in shortly before its end", async () => {
    const { start, simulator, clock, statuses } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(20_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const endedAt = clock.now();
    await pass(105_000);
    assert.equal(posts(simulator).length, 0);
    assert.match(String(statuses.at(-1)?.text), /waitingForWrapUp$/);
    const { at } = await arrival();
    assert.equal(at, "result");
    const sent = (posts(simulator)[0]?.at ?? 0) - endedAt;
    assert.ok(sent > 105_000 && sent < 115_000, `after ${sent} ms`);
    await pass(30_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });

  it("before the agent's time runs out: an agent who chose a code is right", async () => {
    const { start, simulator } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(5_000);
    simulator.act.agentHangsUp(ids.conversationId);
    await pass(30_000);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Wrong number" });
    const { at, msg } = await arrival();
    assert.equal(at, "result");
    const payload = msg.payload as { accepted: boolean; already: boolean; wrapup: { code: string } };
    assert.deepEqual([payload.accepted, payload.already], [false, true]);
    assert.equal(payload.wrapup.code, codeNamed(simulator, "Wrong number"));
    assert.equal(posts(simulator).length, 0);
  });

  it("before the agent's time runs out: where the queue sets none, when the longest wait is over", async () => {
    const { start, simulator, clock } = await open({ when: "beforeTimeout", deadlineSeconds: 90 });
    const ids = answered(simulator, "Sales");
    const startedAt = clock.now();
    start({ ...ids, code: "Sale" });
    await pass(1_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const { at } = await arrival();
    assert.equal(at, "result");
    assert.ok(Math.abs((posts(simulator)[0]?.at ?? 0) - startedAt - 90_000) < 1_000);
  });

  it("does not believe a clock that differs from its own", async () => {
    const { start, simulator, clock } = await open({ when: "beforeTimeout" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(20_000);
    simulator.act.agentHangsUp(ids.conversationId);
    const leg = legOf(simulator, ids);
    if (leg?.afterCallWork) leg.afterCallWork.startAt = clock.now() + 300_000; // five minutes fast
    const { at } = await arrival();
    assert.equal(at, "result");
    await pass(30_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });
});
