// Only on node-red-5: how many wait is up to the platform floor, which knows no Node-RED.
import assert from "node:assert/strict";
import { lines } from "../support/benches/closing";
import { waitBench } from "../support/benches/wait";

describe("genesys-wait and the channel", () => {
  const { bench, open, act, arrivals, call, topics, run } = waitBench();
  afterEach(() => bench().close());
  const status = () => bench().statuses.at(-1) as Record<string, unknown> | undefined;

  it("makes a thousand wait at once, lets each out by its own event, and loses none without an error", async () => {
    await open({ for: ["customerLeft"], alreadyCounts: false }, { account: { requestsPerMinute: 60_000 } });
    bench().simulator.settings.requestsPerMinute = 60_000;
    const ids = Array.from({ length: 1_010 }, () => call("Weekend"));
    for (const conversationId of ids) bench().start({ conversationId });
    await run(() => status()?.["read"] === 10, 250);
    await run(() => topics().filter((one) => one.includes("detail.events")).length === 4_000, 250);
    assert.equal(status()?.["waiting"], 1_010);
    const some = ids.filter((_, nth) => nth % 100 === 1);
    for (const id of some) act().customerHangsUp(id);
    const out = await arrivals(some.length, 250);
    assert.deepEqual(out.map(({ msg }) => msg["conversationId"]).sort(), some.sort());
    assert.deepEqual(new Set(out.map(({ wait }) => wait.event)), new Set(["customerLeft"]));
    await bench().node.close(false);
    const [line = ""] = lines("genesys-wait");
    assert.match(line, /no longer waited for: 999\. Conversations: ([0-9a-f-]{36}, ){19}\S+ and 979 more\.$/);
    assert.equal(bench().seen.completed.length, some.length);
  }).timeout(120_000);
});
