import assert from "node:assert/strict";
import { answered, codeNamed, legOf, posts, wrapUpBench } from "../support/benches/wrap-up";

describe("genesys-wrap-up", () => {
  const { bench, open } = wrapUpBench();
  afterEach(() => bench().close());

  it("keeps notes provisionally, and reads them", async () => {
    const { send, simulator, clock } = await open({ provisional: true });
    const ids = answered(simulator);
    const { msg } = await send({ ...ids, notes: "so far" });
    assert.equal((msg.payload as { provisional: boolean }).provisional, true);
    await clock.advance(500);
    assert.deepEqual(posts(simulator)[0]?.body, { notes: "so far", provisional: true });
    assert.equal(legOf(simulator, ids)?.wrapup, undefined);
  });

  it("reads what was noted so far, and nothing where nothing was", async () => {
    const { send, simulator } = await open({ action: "read", provisional: true });
    const ids = answered(simulator);
    assert.equal((await send({ ...ids })).msg.payload, null);
    const leg = legOf(simulator, ids);
    if (leg) leg.provisionalWrapup = { code: "", notes: "so far", provisional: true };
    assert.equal(((await send({ ...ids })).msg.payload as { notes: string }).notes, "so far");
  });

  it("reads the wrap-up that applies", async () => {
    const { send, simulator } = await open({ action: "read" });
    const ids = answered(simulator);
    assert.equal((await send({ ...ids })).msg.payload, null);
    simulator.act.agentHangsUp(ids.conversationId);
    simulator.act.agentWrapsUp(ids.conversationId, { code: "Resolved", notes: "n" });
    const { msg } = await send({ ...ids });
    assert.equal((msg.payload as { code: string }).code, codeNamed(simulator, "Resolved"));
    assert.equal(msg.participantId, ids.participantId);
  });

  it("lists the codes of the participant, by ids with a single request", async () => {
    const { send, simulator } = await open({ action: "list", target: "ids" });
    const { msg } = await send({ ...answered(simulator, "Sales") });
    assert.deepEqual(
      (msg.payload as { name: string }[]).map(({ name }) => name),
      ["Sale", "No interest", "Wrong number"],
    );
    assert.equal(simulator.log.count("getConversation"), 0);
  });

  it("skips a wrap-up where the queue allows it", async () => {
    const { send, simulator, clock } = await open({ action: "skip" });
    const ids = answered(simulator, "Service");
    simulator.act.agentHangsUp(ids.conversationId);
    const { at, msg } = await send({ ...ids });
    assert.equal(at, "result");
    assert.equal((msg.payload as { skipped: boolean }).skipped, true);
    await clock.advance(500);
    assert.equal(legOf(simulator, ids)?.afterCallWork?.state, "skipped");
    const again = await send({ ...ids });
    assert.equal((again.msg.payload as { already: boolean }).already, true);
    assert.equal(posts(simulator).length, 1);
  });

  it("says that the queue does not allow it to be skipped", async () => {
    const { send, simulator } = await open({ action: "skip" });
    const ids = answered(simulator, "Sales");
    simulator.act.agentHangsUp(ids.conversationId);
    const { msg } = await send({ ...ids });
    assert.equal(msg.error?.code, "rejected");
    assert.match(msg.error.message, /cannot be skipped/);
  });
});
