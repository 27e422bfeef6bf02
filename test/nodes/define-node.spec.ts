import assert from "node:assert/strict";
import { anyNodeBench } from "../support/benches/any-node";
import { CALL } from "../support/seed";
import { until } from "../support/until";

describe("every node", () => {
  const { bench, open } = anyNodeBench();
  afterEach(() => bench().close());

  it("sends the message with its error out of the second output where the node says so", async () => {
    await open({ errorOutput: true });
    const { at, msg } = await bench().send({ topic: "kept", payload: 7 });
    assert.equal(at, "second");
    assert.equal(msg.error?.code, "input");
    assert.deepEqual([msg.topic, msg.payload], ["kept", 7]);
    assert.deepEqual(bench().seen.caught, []);
    await until(() => bench().seen.completed.length === 1);
  });

  it("writes nothing to the message before success", async () => {
    await open();
    const { msg } = await bench().send({
      conversationId: CALL.communicationId,
      payload: "mine",
      topic: "kept",
    });
    assert.deepEqual([msg.payload, msg.topic], ["mine", "kept"]);
    assert.equal(msg.genesys, undefined);
    assert.equal(msg.participantId, undefined);
  });

  it("is done exactly once, with each of a hundred messages that succeed or fail at random", async () => {
    await open();
    for (let i = 0; i < 100; i += 1)
      bench().start(i % 3 === 0 ? {} : { conversationId: i % 3 === 1 ? CALL.conversationId : "no" });
    await until(() => bench().arrivals.length === 100);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(bench().seen.caught.length + bench().seen.completed.length, 100);
    assert.equal(bench().seen.completed.length, 33);
  });

  it("ends within a second when it is closed during a wait, without an error and with the request aborted", async () => {
    await open();
    bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { silence: true } });
    bench().start({ ...CALL });
    await until(() => bench().simulator.log.count("getConversation") === 1);
    const before = Date.now();
    await bench().node.close(false);
    assert.ok(Date.now() - before < 1000);
    await until(() => bench().seen.completed.length === 1); // nothing waits for the message any more
    assert.deepEqual(bench().arrivals, []);
  });

  it("never reports `closed`: not to Catch, not on the second output, not in the status", async () => {
    for (const errorOutput of [false, true]) {
      await open({ errorOutput });
      bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { silence: true } });
      bench().start({ ...CALL });
      await until(() => bench().simulator.log.count("getConversation") === 1);
      await bench().node.close(false);
      await until(() => bench().seen.completed.length === 1);
      await bench().clock.advance(1_000);
      assert.deepEqual([bench().arrivals, bench().seen.caught], [[], []]);
      assert.deepEqual(
        bench().statuses.filter(({ fill }) => fill === "red"),
        [],
      );
      if (!errorOutput) await bench().close();
    }
  });

  it("shows what is in progress, what failed, and nothing after success", async () => {
    await open();
    await bench().send({});
    await bench().clock.advance(300);
    await bench().send({ ...CALL });
    await bench().clock.advance(300);
    const texts = bench().statuses.map(({ text }) => text?.replace(/.*:/, ""));
    assert.equal(texts.at(-1) ?? "", "");
    assert.ok(texts.includes("status.input"));
    const failed = bench().statuses.find(({ text }) => text?.endsWith("status.input"));
    assert.deepEqual([failed?.fill, failed?.shape], ["red", "ring"]);
    assert.equal(failed?.text, "@genesys-flows/node-red-genesys-cloud/genesys-account:status.input");
  });

  it("shows a yellow ring while the account is held back, and goes on by itself", async () => {
    await open();
    bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 7 } });
    bench().start({ ...CALL });
    await until(() => bench().clock.pending() > 0 && bench().simulator.log.count("getConversation") === 1);
    await bench().clock.advance(300);
    await until(() => bench().statuses.some(({ text }) => text?.endsWith("status.heldBack") === true));
    await bench().clock.advance(6_000);
    assert.equal(bench().simulator.log.count("getConversation"), 1);
    await bench().clock.advance(1_500);
    await until(() => bench().arrivals.length === 1);
    assert.equal(bench().arrivals[0]?.at, "result");
    assert.equal((bench().arrivals[0]?.msg.genesys as { attempts: number }).attempts, 2);
  });
});
