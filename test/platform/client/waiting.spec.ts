import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { AcquireOptions } from "../../../nodes/lib/platform/client/waiting";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { openLimiter, reported } from "../../support/limiter";

const NOT_SENT = { code: "closed", cause: { outcome: "notSent" } };

/** A limiter that has sent one request, and a way into its queue. */
const open = async () => {
  const { clock, limiter } = openLimiter();
  const enter = (signal?: AbortSignal, options?: AcquireOptions) =>
    limiter.acquire(limiter.nextPosition(), signal, options);
  return { clock, enter, sent: await enter(undefined, { operation: "search" }) };
};

describe("a request that waits for its turn", () => {
  it("was not sent where its node is closed meanwhile, or before", async () => {
    const { enter, sent } = await open();
    sent.refused(60_000);
    const closing = createClosing();
    const waiting = enter(closing.signal);
    closing.abort();
    await assert.rejects(waiting, NOT_SENT);
    await assert.rejects(enter(closing.signal), NOT_SENT);
  });

  it("leaves no listener behind where it is refused", async () => {
    const { clock, enter, sent } = await open();
    const { signal } = createClosing();
    const waiting = assert.rejects(enter(signal), { code: "limited" });
    assert.equal(getEventListeners(signal, "abort").length, 1);
    sent.answered(reported(300, 3_600));
    await waiting;
    assert.deepEqual([getEventListeners(signal, "abort").length, clock.pending()], [0, 0]);
  });

  it("shows that it waits for its operation where that takes more than a second", async () => {
    for (const [ms, shown] of [
      [1_000, []],
      [1_001, [6_001]],
    ] as const) {
      const { clock, enter, sent } = await open();
      await clock.advance(5_000);
      const held: (number | undefined)[] = [];
      sent.operationRefused(ms, reported(1));
      void enter(undefined, { operation: "search", onHeldBack: (until) => held.push(until) });
      assert.deepEqual(held, shown);
    }
  });

  it("shows that it does not wait any longer where it is refused", async () => {
    const { enter, sent } = await open();
    sent.answered(reported(1));
    const search = { operation: "search" };
    const [one, two] = await Promise.all([enter(undefined, search), enter(undefined, search)]);
    one.operationRefused(30_000, reported(2));
    const held: (number | undefined)[] = [];
    const waiting = enter(undefined, { ...search, onHeldBack: (until) => held.push(until) });
    two.operationRefused(3_600_000, reported(3));
    await assert.rejects(waiting, { code: "limited" });
    assert.deepEqual(held, [30_000, undefined]);
  });
});
