import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { NodeAPI } from "node-red";
import { createDeploys } from "../../nodes/lib/node/deploys";

describe("waiting for deploys", () => {
  it("any number of nodes may: Node-RED sees one of them, and none after they have left", () => {
    const events = new EventEmitter();
    const afterDeploys = createDeploys({ events } as unknown as NodeAPI);
    const notified: number[] = [];
    const leave = Array.from({ length: 30 }, (_, nth) => afterDeploys(() => notified.push(nth)));
    assert.equal(events.listenerCount("flows:started"), 1);
    leave[7]?.();
    events.emit("flows:started");
    assert.deepEqual(
      notified,
      Array.from({ length: 30 }, (_, nth) => nth).filter((nth) => nth !== 7),
    );
    for (const one of leave) one();
    assert.equal(events.listenerCount("flows:started"), 0);
  });
});
