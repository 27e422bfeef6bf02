import assert from "node:assert/strict";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import { call, composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { createLimitedHost } from "../../support/limited-host";

/** Neither a full minute nor a full second, so that nothing fits by chance. */
const START = 1_772_442_012_345;
const MINUTE = 60_000;

interface Burst {
  count: number;
  host: Omit<Parameters<typeof createLimitedHost>[0], "clock">;
  /** How much another program spends per window, evenly. */
  othersPerWindow?: number;
}

/** So many messages at once; what became of them, and when the last one was answered. */
const burst = async ({ count, host: parts, othersPerWindow = 0 }: Burst) => {
  const clock = createClock(START);
  const host = createLimitedHost({ clock, ...parts });
  const client = composeClient({ clock, transport: host.transport, random: Math.random });
  const spend = (): void => {
    host.spend();
    clock.after(parts.windowMs / othersPerWindow, spend);
  };
  if (othersPerWindow > 0) clock.after(1, spend);
  const calls = Array.from({ length: count }, (_, index) => call(client, `/${index}`));
  const outcomes = await clock.runUntil(Promise.allSettled(calls));
  return {
    lost: outcomes.filter(({ status }) => status === "rejected").length,
    inOrder: host.accepted.every((path, index) => path === String(index)),
    refusals: host.refusals(),
    tookMs: clock.now() - START,
  };
};

describe("a burst against the limit", () => {
  for (const windows of ["anchored", "aligned"] as const) {
    const untilFirstEnds = windows === "anchored" ? MINUTE : MINUTE - (START % MINUTE);
    const minute = { allowed: 300, windowMs: MINUTE, windows };

    it(`brings 3,000 messages through ${windows} windows of 300 at 99 % of the allowed rate, none lost or refused`, async () => {
      const { lost, inOrder, refusals, tookMs } = await burst({ count: 3_000, host: minute });
      assert.deepEqual({ lost, inOrder, refusals }, { lost: 0, inOrder: true, refusals: [] });
      const idealMs = untilFirstEnds + 8 * MINUTE; // the tenth 300 may go when nine windows are over
      assert.ok(idealMs / tookMs >= 0.99, `${tookMs} ms instead of ${idealMs}`);
    });

    it(`shares ${windows} windows with a program that spends a third: none lost, order kept, one refusal each at most`, async () => {
      const { lost, inOrder, refusals, tookMs } = await burst({
        count: 3_000,
        host: minute,
        othersPerWindow: 100,
      });
      assert.deepEqual({ lost, inOrder }, { lost: 0, inOrder: true });
      assert.ok(refusals.every((perWindow) => perWindow <= 1));
      const idealMs = untilFirstEnds + 13 * MINUTE; // at 200 a window; the faster program gets more
      assert.ok(tookMs <= 1.01 * idealMs, `${tookMs} ms instead of ${idealMs}`);
    });
  }

  it("needs at most 1.02 of the ideal time where windows are only two seconds long", async () => {
    const { lost, inOrder, refusals, tookMs } = await burst({
      count: 300,
      host: { allowed: 30, windowMs: 2_000, windows: "anchored", oneWayMs: 1 },
    });
    assert.deepEqual({ lost, inOrder, refusals }, { lost: 0, inOrder: true, refusals: [] });
    assert.ok(tookMs <= 1.02 * 18_000, `${tookMs} ms`);
  });

  it("loses nothing against a host that does not report its limit", async () => {
    const { lost, inOrder, refusals, tookMs } = await burst({
      count: 1_000,
      host: { allowed: 300, windowMs: MINUTE, windows: "anchored", headers: false },
    });
    assert.deepEqual({ lost, inOrder, refusals }, { lost: 0, inOrder: true, refusals: [] });
    assert.ok(tookMs <= 1.01 * 3 * MINUTE, `${tookMs} ms`);
  });

  it("loses nothing against a silent host that allows less than is known", async () => {
    const { lost, refusals } = await burst({
      count: 500,
      host: { allowed: 100, windowMs: MINUTE, windows: "anchored", headers: false },
    });
    assert.equal(lost, 0);
    assert.ok(Math.max(...refusals) <= 32, "not more than are in progress at once");
  });
});

describe("a 429", () => {
  /** A transport that refuses once, then lets everything through. */
  const refuseOnce = (retryAfter: string) => {
    const clock = createClock(START);
    const sentAt: number[] = [];
    const client = composeClient({
      clock,
      transport: async (request) => {
        sentAt.push(clock.now() - START);
        return sentAt.length === 1
          ? Promise.reject(refused(retryAfter))
          : Promise.resolve({ status: 200, headers: {}, body: request.url });
      },
    });
    return { clock, client, sentAt };
  };
  const refused = (retryAfter: string): GenesysError =>
    refusalError({ status: 429, headers: { "retry-after": retryAfter }, body: undefined });

  it("with a Retry-After of 7 holds all back for seven seconds, and then everything goes", async () => {
    const { clock, client, sentAt } = refuseOnce("7");
    const calls = Promise.all(Array.from({ length: 50 }, (_, index) => call(client, `/${index}`)));
    await clock.advance(6_999);
    assert.deepEqual(sentAt, [0]);
    assert.equal((await clock.runUntil(calls)).length, 50);
    assert.equal(sentAt.length, 51);
    assert.ok(clock.now() - START < 7_250);
  });

  it("with a Retry-After of an hour fails at once, and so does the same request within that hour", async () => {
    const { clock, client, sentAt } = refuseOnce("3600");
    await assert.rejects(call(client, "/a"), (error: GenesysError) => {
      assert.equal(error.code, "limited");
      assert.match(error.message, /requests a wait of 3600 s/);
      assert.deepEqual([error.cause.outcome, error.cause.retryAfterMs], ["refused", 3_600_000]);
      return true;
    });
    await clock.advance(1_000);
    await assert.rejects(call(client, "/b"), (error: GenesysError) => {
      assert.equal(error.code, "limited");
      assert.match(error.message, /another 3599 s\..*Nothing was sent/);
      assert.deepEqual([error.cause.outcome, error.cause.retryAfterMs], ["notSent", 3_599_000]);
      return true;
    });
    assert.deepEqual([sentAt.length, clock.now() - START], [1, 1_000]);
  });

  it("with a Retry-After of an hour holds back neither other operations nor those who ask near its end", async () => {
    const { clock, client, sentAt } = refuseOnce("3600");
    await assert.rejects(call(client, "/a"), { code: "limited" });
    await client.request({ operation: "other", method: "GET", path: "/b", repeatable: true });
    await clock.advance(3_500_000);
    await clock.runUntil(call(client, "/c"));
    assert.deepEqual(sentAt, [0, 0, 3_600_000]);
  });

  it("is given up after ten in a row, and within the deadline", async () => {
    const clock = createClock(START);
    let sent = 0;
    const transport = () => Promise.reject(((sent += 1), refused("1")));
    const patient = composeClient({ clock, transport });
    await assert.rejects(clock.runUntil(call(patient, "/a")), { code: "limited" });
    assert.equal(sent, 10);
    const hurried = composeClient({ clock, transport, deadlineMs: 3_000 });
    await assert.rejects(clock.runUntil(call(hurried, "/a")), { code: "limited" });
    assert.equal(sent, 10 + 3);
  });
});
