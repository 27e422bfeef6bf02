import assert from "node:assert/strict";
import { waitBench } from "../support/benches/wait";

describe("genesys-wait and the channel", () => {
  const { bench, open, act, start, next, call, topics, run, pass, count } = waitBench();
  afterEach(() => bench().close());
  const status = () => bench().statuses.at(-1) as Record<string, unknown> | undefined;

  it("counts what happened while the connection was lost", async () => {
    await open({ for: ["connected"], alreadyCounts: false });
    const conversationId = call();
    await start(conversationId);
    act().stallSockets();
    await pass(1_000);
    act().agentAnswers(conversationId);
    const { at, wait } = await next(250);
    assert.deepEqual([at, wait.event, wait.already], ["result", "connected", false]);
    assert.ok(wait.waitedMs > 5_000);
  });

  it("counts what happened while the channel was replaced", async () => {
    await open({ for: ["connected"], alreadyCounts: false });
    const conversationId = call();
    await start(conversationId);
    act().evictChannels();
    act().agentAnswers(conversationId);
    const { wait } = await next();
    assert.equal(wait.event, "connected");
  });

  it("does not count what happened before the message, although it is found out after a gap", async () => {
    await open({ for: ["connected", "held"], alreadyCounts: false });
    const conversationId = call();
    await start(conversationId, { payload: "other", deadline: 1 });
    act().stallSockets();
    act().agentAnswers(conversationId);
    await pass(2_000);
    bench().start({ conversationId, payload: "late" });
    const { msg } = await next(250);
    assert.equal(msg.payload, "other");
    await pass(60_000);
    assert.deepEqual(bench().arrivals, []);
  });

  it("is subscribed in the end where the platform refuses the first attempts with 429", async () => {
    await open({ for: ["connected"] });
    const match = { operation: "putNotificationsChannelSubscriptions" };
    bench().simulator.faults.add({ match, times: 2, fault: { retryAfter: 3 } });
    const conversationId = call();
    await start(conversationId);
    act().agentAnswers(conversationId);
    const { wait } = await next();
    assert.deepEqual([wait.outcome, wait.event], ["happened", "connected"]);
  });

  it("reads now and then, ever less often, where no channel can be opened, and says so", async () => {
    await open({ for: ["connected"] });
    const match = { operation: "postNotificationsChannels" };
    bench().simulator.faults.add({ match, times: 99, fault: { status: 503 } });
    const conversationId = call();
    bench().start({ conversationId });
    await pass(60_000);
    const reads = count("getConversation");
    assert.ok(reads >= 3 && reads <= 8, `${reads} reads`);
    assert.deepEqual([status()?.["fill"], status()?.["read"]], ["yellow", 1]);
    act().agentAnswers(conversationId);
    const { wait } = await next(250);
    assert.equal(wait.event, "connected");
  });

  for (const id of ["../../x", "{id}", "a.b", "*"])
    it(`subscribes nothing for ${id}, which would hinder the topics of others`, async () => {
      await open({ for: ["connected"], alreadyCounts: false });
      bench().start({ conversationId: id });
      const other = call();
      await start(other);
      assert.equal(topics().filter((topic) => topic.includes(other)).length, 4);
      assert.deepEqual(
        topics().filter((topic) => !topic.includes(other) && topic.startsWith("v2.detail")),
        [],
      );
      act().agentAnswers(other);
      const { wait } = await next();
      assert.equal(wait.event, "connected");
      await run(() => bench().arrivals.some(({ msg }) => msg.error?.code === "missing"), 250);
    });

  it("reads once more at the deadline where no notification reports the conversation", async () => {
    await open({ for: ["connected"], alreadyCounts: false });
    const match = { operation: "postNotificationsChannels" };
    bench().simulator.faults.add({ match, times: 99, fault: { status: 503 } });
    const conversationId = call();
    bench().start({ conversationId });
    await pass(298_000);
    act().agentAnswers(conversationId);
    const { at, wait } = await next(250);
    assert.deepEqual([at, wait.event], ["result", "connected"]);
  });
});
