import assert from "node:assert/strict";
import { answered, codeNamed, legOf, posts, wrapUpBench } from "../support/benches/wrap-up";

describe("genesys-wrap-up", () => {
  const { bench, open, pass, arrival } = wrapUpBench();
  afterEach(() => bench().close());

  it("when the leg has ended: waits for that, shows it, and wraps up then", async () => {
    const { start, simulator, statuses } = await open({ when: "ended" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(60_000);
    assert.equal(posts(simulator).length, 0);
    assert.match(String(statuses.at(-1)?.text), /waitingForEnd$/);
    simulator.act.customerHangsUp(ids.conversationId);
    const { at } = await arrival();
    assert.equal(at, "result");
    await pass(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    assert.equal(statuses.at(-1)?.text, undefined);
  });

  it("spares the rate limit while it waits", async () => {
    const { start, simulator } = await open({ when: "ended" });
    start({ ...answered(simulator), code: "Resolved" });
    await pass(600_000, 5_000);
    assert.ok(simulator.log.count("getConversation") < 50, `${simulator.log.count("getConversation")} looks`);
  });

  it("waits no longer for an agent where the conversation has ended without one", async () => {
    const { start, simulator } = await open({ when: "ended" });
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    simulator.act.agentDeclines(conversationId);
    start({ conversationId, code: "Resolved" });
    await pass(3_000);
    assert.equal(bench().arrivals.length, 0);
    simulator.act.customerHangsUp(conversationId);
    await pass(20_000);
    assert.deepEqual([bench().arrivals[0]?.at, bench().arrivals[0]?.msg.error?.code], ["catch", "noTarget"]);
  });

  it("waits from before an agent has answered, through alerts that are not answered", async () => {
    const { start, simulator } = await open({ when: "ended" });
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    start({ conversationId, code: "Resolved" });
    await pass(10_000);
    simulator.act.agentDeclines(conversationId);
    await pass(6_000);
    const ids = simulator.act.agentAnswers(conversationId);
    await pass(30_000);
    simulator.act.agentHangsUp(conversationId);
    const { at, msg } = await arrival();
    assert.equal(at, "result", msg.error?.message);
    assert.equal(msg.participantId, ids.participantId);
  });

  it("gives up at its deadline, and says what did not happen", async () => {
    const { start, simulator } = await open({ when: "ended", deadlineSeconds: 60 });
    start({ ...answered(simulator), code: "Resolved" });
    const { at, msg } = await arrival();
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "timeout");
    assert.match(msg.error.message, /had not ended within 60 s/);
    assert.equal(msg.error.cause?.outcome, "notSent");
  });

  it("says that no agent has answered yet", async () => {
    const { start, simulator } = await open();
    const { conversationId } = simulator.act.customerCalls({ queue: "Billing" });
    simulator.act.agentDeclines(conversationId);
    await pass(4_500);
    start({ conversationId, code: "Resolved" });
    const { msg } = await arrival();
    assert.ok(["conflict", "noTarget"].includes(msg.error?.code ?? ""), msg.error?.message);
  });

  it("goes on after reads that failed in the middle of a long wait", async () => {
    const { start, simulator } = await open({ when: "ended" }, { account: { deadlineSeconds: 5 } });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(5_000);
    simulator.faults.add({ match: { operation: "getConversation" }, times: 40, fault: { status: 503 } });
    await pass(120_000);
    simulator.faults.clear();
    simulator.act.customerHangsUp(ids.conversationId);
    assert.equal((await arrival()).at, "result");
  });

  it("a leg that has ended but shows no after-call work yet is read again, not given up", async () => {
    const { start, simulator } = await open();
    simulator.settings.acwLagMs = 2_000;
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    start({ ...ids, code: "Resolved" });
    const { at } = await arrival();
    assert.equal(at, "result");
    assert.ok(
      posts(simulator).some(({ status }) => status === 400),
      "it was refused before",
    );
    await pass(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
  });

  it("where after-call work was never asked for, says what would do", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator, "Back office");
    simulator.act.agentHangsUp(ids.conversationId);
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error.message, /only on request.*while the agent is connected/);
    assert.equal(posts(simulator).length, 1);
  });

  it("closed in mid-wait, it ends silently and sends nothing any more", async () => {
    const { start, simulator, node, seen } = await open({ when: "ended" });
    const ids = answered(simulator);
    start({ ...ids, code: "Resolved" });
    await pass(3_000);
    await node.close(false);
    simulator.act.customerHangsUp(ids.conversationId);
    await pass(60_000);
    assert.equal(bench().arrivals.length, 0);
    assert.equal(seen.caught.length, 0);
    assert.equal(posts(simulator).length, 0);
  });
});
