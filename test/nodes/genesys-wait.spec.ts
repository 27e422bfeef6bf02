import assert from "node:assert/strict";
import { waitBench } from "../support/benches/wait";
import { lines } from "../support/benches/closing";

const MISSING = "00000000-0000-4000-8000-00000000dead";

describe("genesys-wait", () => {
  const { bench, open, act, start, next, arrivals, call, topics, run, pass, count } = waitBench();
  afterEach(() => bench().close());
  const status = () => bench().statuses.at(-1) as Record<string, unknown> | undefined;

  it("holds a message, as it is, until its conversation reaches the event", async () => {
    await open({ for: ["connected"] });
    const conversationId = call();
    await start(conversationId, { payload: { survey: 7 }, topic: "kept" });
    assert.equal(bench().arrivals.length, 0);
    act().agentAnswers(conversationId);
    const { at, msg, wait } = await next();
    assert.equal(at, "result");
    assert.deepEqual([msg.payload, msg.topic], [{ survey: 7 }, "kept"]);
    assert.deepEqual([wait.outcome, wait.event, wait.already], ["happened", "connected", false]);
    assert.ok(wait.waitedMs > 0);
    assert.equal(typeof msg["participantId"], "string");
    assert.equal(msg["mediaType"], "call");
    await run(() => bench().seen.completed.length === 1);
  });

  it("lets it out by the second output at the deadline", async () => {
    await open({ for: ["connected"] });
    await start(call("Weekend"), { payload: "kept" });
    const { at, msg, wait } = await next(5_000);
    assert.deepEqual([at, msg.payload], ["second", "kept"]);
    assert.deepEqual(wait, { outcome: "deadline", waitedMs: 300_000 });
    await pass(1_000);
    assert.equal(bench().seen.completed.length, 1);
  });

  it("lets it out at once where the conversation has ended without the event", async () => {
    await open({ for: ["connected"] });
    const conversationId = call();
    await start(conversationId);
    act().customerHangsUp(conversationId);
    const { at, wait } = await next();
    assert.deepEqual([at, wait.outcome], ["second", "conversationEnded"]);
    assert.ok(wait.waitedMs < 10_000);
  });

  it("waits for after-call work a minute after the end, and then no longer", async () => {
    await open({ for: ["wrappedUp"] });
    const conversationId = call();
    await start(conversationId);
    act().customerHangsUp(conversationId);
    const endedAt = bench().clock.now();
    const { at, wait } = await next(500);
    assert.deepEqual([at, wait.outcome], ["second", "conversationEnded"]);
    assert.ok(Math.abs(bench().clock.now() - endedAt - 60_000) < 3_000);
  });

  it("removes its topics when nobody waits any more, and shares them until then", async () => {
    await open({ for: ["connected"] });
    const conversationId = call();
    for (const payload of [1, 2, 3]) bench().start({ conversationId, payload });
    await start(conversationId, { payload: 4 });
    const own = topics().filter((one) => one.includes(conversationId));
    assert.equal(own.length, 4);
    assert.equal(new Set(own).size, 4);
    act().agentAnswers(conversationId);
    const out = await arrivals(4, 50);
    assert.deepEqual(out.map(({ msg }) => msg.payload).sort(), [1, 2, 3, 4]);
    await run(() => topics().length === 0);
    const reads = count("getConversation");
    assert.ok(reads <= 8, `${reads} reads`);
    await pass(600_000);
    assert.equal(count("getConversation"), reads);
    assert.equal(bench().seen.completed.length, 4);
  });

  it("polls nothing while notifications report the conversation", async () => {
    await open({ for: ["agentLeft"], deadlineSeconds: 3_600, deadlineSecondsType: "num" });
    const conversationId = call();
    await pass(1_000);
    act().agentAnswers(conversationId);
    await pass(500);
    await start(conversationId);
    const reads = count("getConversation");
    await pass(1_800_000);
    assert.equal(count("getConversation"), reads);
  });

  it("shows how many wait, and the next deadline", async () => {
    await open({ for: ["connected"], deadlineSeconds: "wait", deadlineSecondsType: "msg" });
    const begin = bench().clock.now();
    await start(call(), { wait: 600 });
    await start(call(), { wait: 60 });
    const shown = status();
    assert.deepEqual([shown?.["code"], shown?.["waiting"], shown?.["read"]], ["waitingForEvent", 2, 0]);
    assert.ok(Number(shown?.["nextDeadline"]) < begin + 120_000);
    assert.match(String(shown?.["text"]), /: 2 · \d\d:\d\d$/);
    await next(1_000);
    await pass(1_000);
    assert.equal(status()?.["waiting"], 1);
  });

  it("shows the date of a deadline that is days away", async () => {
    await open({ for: ["connected"], deadlineSeconds: "172800", deadlineSecondsType: "num" });
    await start(call());
    const at = new Date(Number(status()?.["nextDeadline"]));
    const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((one) =>
      String(one).padStart(2, "0"),
    );
    assert.match(String(status()?.["text"]), new RegExp(`: 1 · ${date.join("-")} \\d\\d:\\d\\d$`));
  });

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

  it("fails where the conversation does not exist, also not a moment later", async () => {
    await open({ errorOutput: true });
    bench().start({ conversationId: MISSING, payload: "kept" });
    const { at, msg } = await next();
    assert.deepEqual([at, msg.error?.code, msg.payload], ["second", "missing", "kept"]);
    assert.equal(msg["wait"], undefined);
    await run(() => topics().length === 0);
  });

  it("fails where conversations may not be read", async () => {
    await open();
    bench().simulator.faults.add({
      match: { operation: "getConversation" },
      times: 9,
      fault: { status: 403 },
    });
    bench().start({ conversationId: call() });
    const { at, msg } = await next();
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
  });

  for (const [what, fault] of [
    ["a lasting 5xx", { status: 503 }],
    ["reset connections", { reset: true }],
  ] as const)
    it(`waits on where the first read meets ${what}, and sees the event afterwards`, async () => {
      await open({ for: ["connected"] });
      const match = { operation: "getConversation" };
      bench().simulator.faults.add({ match, times: 99, fault });
      const conversationId = call();
      bench().start({ conversationId });
      await pass(30_000, 250);
      assert.deepEqual(bench().arrivals, []);
      bench().simulator.faults.clear();
      act().agentAnswers(conversationId);
      const { at, wait } = await next(250);
      assert.deepEqual([at, wait.event], ["result", "connected"]);
    });

  it("lets a message out at the deadline where the conversation could never be read", async () => {
    await open({ for: ["connected"], deadlineSeconds: "20", deadlineSecondsType: "num" });
    const match = { operation: "getConversation" };
    bench().simulator.faults.add({ match, times: 999, fault: { status: 503 } });
    bench().start({ conversationId: call() });
    const { at, wait } = await next(250);
    assert.deepEqual([at, wait.outcome], ["second", "deadline"]);
    assert.ok(wait.waitedMs < 23_000, `${wait.waitedMs} ms`);
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

  it("refuses to wait for a participant whom the message does not name", async () => {
    await open({ who: "ids" });
    bench().start({ conversationId: call() });
    const { msg } = await next();
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["input", "participantId"]);
  });

  it("says in one line how many are no longer waited for, and which, when it is closed, within a second", async () => {
    await open();
    const ids = [call(), call()];
    for (const conversationId of [...ids, ...ids]) await start(conversationId);
    const began = performance.now();
    await bench().node.close(false);
    assert.ok(performance.now() - began < 1_000);
    assert.deepEqual(
      lines("genesys-wait").map((line) => line.replace(/^.*did not continue\. /, "")),
      [
        `Outcome unknown: 0, not sent: 0, done: 0, no longer waited for: 4. Conversations: ${ids.join(", ")}.`,
      ],
    );
    await run(() => topics().length === 0);
    assert.equal(bench().arrivals.length, 0);
  });
});
