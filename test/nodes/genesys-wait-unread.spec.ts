import assert from "node:assert/strict";
import { waitBench } from "../support/benches/wait";
import { callerOf } from "../simulator/caller";

const MISSING = "00000000-0000-4000-8000-00000000dead";

describe("genesys-wait", () => {
  const { bench, open, act, next, call, topics, run, pass } = waitBench();
  afterEach(() => bench().close());

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

  it("subscribes after ten seconds, however long the first read takes", async () => {
    await open({ for: ["attributesChanged"] });
    const match = { operation: "getConversation" };
    bench().simulator.faults.add({ match, times: 1, fault: { silence: true } });
    const conversationId = call();
    bench().start({ conversationId });
    await pass(13_000, 250);
    assert.equal(topics().filter((one) => one.includes(conversationId)).length, 4);
    const [customer] = bench().simulator.store.conversations.get(conversationId)?.participants ?? [];
    const path = `/api/v2/conversations/${conversationId}/participants/${customer?.id}/attributes`;
    await callerOf(bench().simulator).call("PATCH", path, { attributes: { step: "2" } });
    assert.equal((await next(250)).wait.event, "attributesChanged");
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
});
