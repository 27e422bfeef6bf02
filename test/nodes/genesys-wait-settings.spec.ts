import assert from "node:assert/strict";
import { waitBench } from "../support/benches/wait";

describe("genesys-wait", () => {
  const { bench, open, act, start, next, call, topics, pass, count } = waitBench();
  afterEach(() => bench().close());
  const status = () => bench().statuses.at(-1) as Record<string, unknown> | undefined;

  it("does not wait where a customer cannot have the event, and names the option", async () => {
    await open({ for: ["acwStarted"], who: "customer" });
    bench().start({ conversationId: call() });
    const { at, msg } = await next();
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.["field"]], ["catch", "config", "who"]);
    assert.equal(topics().length, 0);
  });

  for (const [what, seconds] of [
    ["zero", 0],
    ["negative", -5],
    ["text", "soon"],
    ["blank", undefined],
    ["longer than a week", 700_000],
  ] as const)
    it(`refuses a deadline that is ${what}, by the name of its input`, async () => {
      await open({ deadlineSeconds: "wait", deadlineSecondsType: "msg" });
      bench().start({ conversationId: call(), wait: seconds });
      const { at, msg } = await next();
      assert.deepEqual(
        [at, msg.error?.code, msg.error?.cause?.["field"]],
        ["catch", "input", "deadlineSeconds"],
      );
      assert.equal(count("getConversation"), 0);
    });

  describe("with environment variables", () => {
    const VARIABLES = { GC_EVENTS: "held,connected", GC_SECONDS: "60" };
    before(() => void Object.assign(process.env, VARIABLES));
    after(() => {
      for (const name of Object.keys(VARIABLES)) Reflect.deleteProperty(process.env, name);
    });

    for (const events of [["ended", "${GC_EVENTS}"], "ended, ${GC_EVENTS}", "${GC_EVENTS}"])
      it(`waits for the events that they hold, for as long as they hold: ${JSON.stringify(events)}`, async () => {
        await open({ for: events, deadlineSeconds: "${GC_SECONDS}", deadlineSecondsType: "num" });
        const conversationId = call();
        const deadline = bench().clock.now() + 60_000;
        await start(conversationId);
        assert.equal(status()?.["nextDeadline"], deadline);
        act().agentAnswers(conversationId);
        assert.equal((await next()).wait.event, "connected");
      });

    it("names the one that is not set", async () => {
      await open({ for: ["connected", "${GC_NONE}"] });
      bench().start({ conversationId: call() });
      const { msg } = await next();
      assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["config", "for"]);
      assert.match(msg.error?.message ?? "", /environment variable GC_NONE, which is not set/);
    });
  });

  it("waits for one user, by name", async () => {
    await open({ for: ["connected"], who: "user", userId: "Ben Agent", userIdType: "str" });
    const conversationId = call();
    await start(conversationId);
    act().agentAnswers(conversationId, { user: "Ben Agent" });
    const { msg } = await next();
    assert.equal(msg["conversationId"], conversationId);
    assert.equal(typeof msg["userId"], "string");
  });

  it("waits for the participant that the message names, and for no other one", async () => {
    await open({ for: ["agentLeft", "customerLeft"], who: "ids" });
    const conversationId = call();
    await pass(2_000);
    const ada = act().agentAnswers(conversationId);
    await pass(500);
    const second = act().conferenceFormed(conversationId);
    await start(conversationId, { participantId: second.participantId });
    act().agentHangsUp(conversationId, ada.participantId);
    await pass(2_000);
    assert.deepEqual(bench().arrivals, []);
    act().customerHangsUp(conversationId);
    const { msg } = await next();
    assert.equal(msg["participantId"], second.participantId);
  });

  it("refuses to wait for a participant that the message does not name", async () => {
    await open({ who: "ids" });
    bench().start({ conversationId: call() });
    const { msg } = await next();
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["input", "participantId"]);
  });
});
