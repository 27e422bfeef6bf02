// Only on node-red-5: what it waits for is an event that both versions have.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { NodeAPI } from "node-red";
import { warmUpSuggestions } from "../../nodes/lib/node/warm-up";
import { PREPARATIONS } from "../../nodes/lib/platform/catalogue/guess-index";

/** What a runtime has that the preparation uses. */
const runtime = () => {
  const events = new EventEmitter();
  let nodes: object[] = [];
  const RED = {
    events,
    httpAdmin: {},
    settings: {},
    nodes: { eachNode: (see: (node: object) => void) => nodes.forEach(see) },
  };
  return {
    RED: RED as unknown as NodeAPI,
    /** Returns how many steps were set in motion, which are not run. */
    deploy: (...deployed: object[]): number => {
      nodes = deployed;
      const real = globalThis.setImmediate;
      let begun = 0;
      globalThis.setImmediate = ((): object => ((begun += 1), { unref: () => undefined })) as never;
      try {
        events.emit("flows:started");
      } finally {
        globalThis.setImmediate = real;
      }
      return begun;
    },
  };
};

describe("the preparation of suggestions", () => {
  it("begins after a deploy with an operation that may be wrong, once, and not before", () => {
    assert.ok(PREPARATIONS.length > 0);
    const { RED, deploy } = runtime();
    warmUpSuggestions(RED);
    warmUpSuggestions(RED); // as when the package is loaded again
    assert.equal(deploy({ type: "tab" }, { type: "genesys-get-conversation" }), 0);
    assert.equal(deploy({ type: "genesys-api", operation: "getRoutingQueues", operationType: "str" }), 0);
    assert.equal(deploy({ type: "genesys-api", operation: "operation", operationType: "msg" }), 1);
    assert.equal(deploy({ type: "genesys-api", operation: "operation", operationType: "msg" }), 0);
  });
});
