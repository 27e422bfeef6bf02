import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { NodeAPI } from "node-red";
import { createSimulatedOrgs } from "../../nodes/lib/account/simulated-orgs";
import { createClock } from "../support/clock";

describe("a simulated org whose start fails", () => {
  it("is started again by the next request, and can be left without an error", async () => {
    const clock = createClock(0);
    let starts = 0;
    const start = (): Promise<{ url: string; close: () => Promise<void> }> => {
      starts += 1;
      if (starts === 1) return Promise.reject(new Error("no port is free"));
      return Promise.resolve({ url: "http://127.0.0.1:1", close: () => Promise.resolve() });
    };
    const orgs = createSimulatedOrgs({ events: new EventEmitter() } as unknown as NodeAPI);
    const org = orgs({ id: "account" }, clock, start);
    await assert.rejects(org.open(), /no port is free/);
    assert.equal((await org.open()).url, "http://127.0.0.1:1");
    assert.equal((await org.open()).url, "http://127.0.0.1:1");
    assert.equal(starts, 2);
    await org.leave(false);
  });
});
