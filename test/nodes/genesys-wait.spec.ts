import assert from "node:assert/strict";
import { waitBench } from "../support/benches/wait";
import { lines } from "../support/benches/closing";

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

  it("removes its topics when nothing waits any more, and shares them until then", async () => {
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
