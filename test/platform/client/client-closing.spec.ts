import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { call, composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { broken, many, ok, openScripted, outcomesOf, refused, START } from "../../support/scripted-client";

describe("closing a client's callers", () => {
  /** Aborts a call at a moment, and says what was left behind. */
  const closeAt = async (ms: number, opened: ReturnType<typeof openScripted>): Promise<void> => {
    const { clock, client } = opened;
    const controller = new AbortController();
    const { signal } = controller;
    const calling = call(client, "/closing", { method: "GET", signal });
    const rejected = assert.rejects(calling, { code: "closed" });
    await clock.advance(ms);
    const { sent } = opened;
    const sentBefore = sent.length;
    const closedAt = clock.now();
    controller.abort();
    await rejected;
    assert.equal(clock.now(), closedAt, "at once");
    await clock.advance(600_000);
    assert.equal(sent.length, sentBefore, "nothing is sent any more");
    assert.equal(clock.pending(), 0, "no timer is left");
    assert.equal(getEventListeners(signal, "abort").length, 0, "no listener is left");
  };
  const silent = new Promise<never>(() => undefined);

  it("ends a request that waits in the queue", async () => {
    const opened = openScripted((_, nth) => (nth === 1 ? refused(429, { "retry-after": "60" }) : ok()));
    void call(opened.client, "/first", { deadline: 0 }).catch(() => undefined);
    await opened.clock.advance(20);
    await closeAt(100, opened);
  });

  it("ends a request that waits for the token, while the others get it", async () => {
    const opened = openScripted();
    await closeAt(2, opened);
    await opened.clock.runUntil(call(opened.client, "/other"));
    assert.equal(opened.exchanges(), 1);
  });

  it("ends a request that is in progress", async () => {
    const opened = openScripted(() => undefined);
    await closeAt(50, opened);
  });

  it("ends a request that waits between two attempts", async () => {
    const opened = openScripted(() => broken("unknown"));
    await closeAt(100, opened);
  });

  it("ends a request that waits for the hosts, as with a simulated org that is just starting", async () => {
    const clock = createClock(START);
    const client = composeClient({ clock, transport: () => silent, hosts: () => silent });
    const controller = new AbortController();
    const calling = call(client, "/a", { signal: controller.signal });
    await clock.advance(10);
    controller.abort();
    await assert.rejects(calling, { code: "closed" });
    assert.equal(clock.pending(), 0);
  });

  it("ends three thousand waiting requests at once, and warns of no leak", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warn);
    const { clock, client } = openScripted(() => undefined);
    const controller = createClosing();
    const calls = many(3_000, (index) => call(client, `/${index}`, { signal: controller.signal }));
    const outcomes = outcomesOf(calls);
    await clock.advance(2_000);
    controller.abort();
    assert.deepEqual(new Set(await outcomes), new Set(["closed"]));
    process.off("warning", warn);
    assert.deepEqual(warnings, []);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  });
});
