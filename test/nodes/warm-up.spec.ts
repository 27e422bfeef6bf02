// Only on node-red-5: what it waits for is an event that both versions have.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { NodeAPI } from "node-red";
import { prepareSuggestions } from "../../nodes/lib/node/warm-up";
import { PREPARATIONS } from "../../nodes/lib/platform/catalogue/guess-index";

/** What a runtime has that the preparation uses. */
const runtime = () => {
  const events = new EventEmitter();
  const RED = { events, httpAdmin: {}, settings: {} } as unknown as NodeAPI;
  return {
    listeners: () => events.listenerCount("flows:started"),
    /** Returns how many steps were set in motion, which are not run. */
    deploy: async (...deployed: Record<string, unknown>[]): Promise<number> => {
      for (const one of deployed) prepareSuggestions(RED, one);
      const real = globalThis.setImmediate;
      let begun = 0;
      globalThis.setImmediate = ((): object => ((begun += 1), { unref: () => undefined })) as never;
      try {
        events.emit("flows:started");
        await Promise.resolve();
        await Promise.resolve();
      } finally {
        globalThis.setImmediate = real;
      }
      return begun;
    },
  };
};

describe("the preparation of suggestions", () => {
  it("begins after a deploy with an operation that may be wrong, once, and not before", async () => {
    assert.ok(PREPARATIONS.length > 0);
    const { deploy, listeners } = runtime();
    const right = { operation: "getRoutingQueues", operationType: "str" };
    const fromMessage = { operation: "operation", operationType: "msg" };
    assert.equal(await deploy(), 0);
    assert.equal(await deploy(right, right), 0);
    assert.equal(await deploy(right, fromMessage), 1);
    assert.equal(await deploy(fromMessage), 0);
    assert.equal(listeners(), 0);
  });
});
