import assert from "node:assert/strict";
import { answered, codeNamed, legOf, posts, wrapUpBench } from "../support/benches/wrap-up";

describe("genesys-wrap-up", () => {
  const { bench, open, pass, arrival } = wrapUpBench();
  afterEach(() => bench().close());

  it("already wrapped up with this code is success, without a request", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved", notes: "by hand" });
    const { at, msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(at, "result");
    const payload = msg.payload as { accepted: boolean; already: boolean; wrapup: { notes: string } };
    assert.deepEqual([payload.accepted, payload.already, payload.wrapup.notes], [true, true, "by hand"]);
    assert.equal(posts(simulator).length, 0);
  });

  it("already wrapped up with another code says so, and leaves it as it is", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Wrong number" });
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "conflict");
    assert.match(msg.error.message, /already has another wrap-up code/);
    assert.equal(msg.error.cause?.wrappedBy, "code");
    assert.equal(msg.error.cause.outcome, "notSent");
    assert.equal((msg.error.cause.wrapup as { code: string }).code, codeNamed(simulator, "Wrong number"));
    assert.equal(posts(simulator).length, 0);
  });

  it("accepted a moment ago, but not to be seen yet: neither written over nor sent again", async () => {
    const { send, simulator, clock } = await open();
    simulator.settings.lagMs = 500;
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    await clock.advance(1_000);
    await send({ ...ids, code: "Resolved" });
    const same = await send({ ...ids, code: "Resolved" });
    const { accepted, already } = same.msg.payload as { accepted: boolean; already: boolean };
    assert.deepEqual([accepted, already], [true, true]);
    const other = await send({ ...ids, code: "Wrong number" });
    assert.deepEqual([other.msg.error?.code, other.msg.error?.cause?.outcome], ["conflict", "notSent"]);
    assert.equal(posts(simulator).length, 1);
    assert.equal(legOf(simulator, ids)?.wrapup, undefined, "it does not show yet");
  });

  for (const code of ["Resolved", "Wrong number"])
    it(`two messages at once are one request, the second with ${code}`, async () => {
      const { start, simulator, arrivals, clock } = await open();
      const ids = answered(simulator);
      simulator.act.agentHangsUp(ids.conversationId);
      await clock.advance(1_000);
      start({ ...ids, code: "Resolved" });
      start({ ...ids, code });
      while (arrivals.length < 2) await pass(500);
      const at = arrivals.map((each) => each.at).sort();
      assert.deepEqual(at, code === "Resolved" ? ["result", "result"] : ["catch", "result"]);
      assert.equal(posts(simulator).length, 1);
    });

  it("after the platform's time-out says so, and what to do", async () => {
    const { send, simulator, clock } = await open();
    const ids = answered(simulator);
    simulator.act.agentHangsUp(ids.conversationId);
    await clock.advance(120_000);
    const { msg } = await send({ ...ids, code: "Resolved" });
    assert.equal(msg.error?.code, "conflict");
    assert.match(msg.error.message, /ININ-WRAP-UP-TIMEOUT\. Wrap up earlier/);
    assert.equal(msg.error.cause?.wrappedBy, "timeout");
  });

  for (const fault of [{ lostAnswer: true }, { reset: true }, { status: 500 }, { status: 503 }] as const)
    it(`reads before it sends again after ${JSON.stringify(fault)}`, async () => {
      const { start, simulator } = await open();
      const operation = "postConversationsCallParticipantCommunicationWrapup";
      simulator.faults.add({ match: { operation }, fault });
      const ids = answered(simulator);
      let applied = 0;
      simulator.store.onChange(({ what }) => (applied += what === "wrapupApplied" ? 1 : 0));
      start({ ...ids, code: "Resolved" });
      const { at } = await arrival();
      assert.equal(at, "result");
      await pass(2_000);
      assert.equal(applied, 1);
      assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    });

  it("reports the unknown outcome of a platform that keeps failing", async () => {
    const { start, simulator } = await open();
    const operation = "postConversationsCallParticipantCommunicationWrapup";
    simulator.faults.add({ match: { operation }, times: 10, fault: { status: 500 } });
    start({ ...answered(simulator), code: "Resolved" });
    const { msg } = await arrival();
    assert.deepEqual([msg.error?.code, msg.error?.cause?.outcome], ["server", "unknown"]);
    assert.equal(simulator.log.count(operation), 3);
  });
});
