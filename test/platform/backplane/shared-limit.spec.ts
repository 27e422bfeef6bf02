import assert from "node:assert/strict";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import type { SharedWindow } from "../../../nodes/lib/platform/backplane/types";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { SETTINGS } from "../../support/backplanes";
import { createClock } from "../../support/clock";
import { enterAll, settle } from "../../support/limiter";

/** Limiters of several instances on one window, whose backplane may go away. */
const openLimiters = (count: number, maxInFlight = 32) => {
  const clock = createClock(1_000_000);
  const open = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
  const closing = createClosing();
  let isAway = false;
  const present = <T>(result: () => Promise<T>): Promise<T> =>
    isAway ? Promise.reject(new Error("away")) : result();
  const limiters = Array.from({ length: count }, () => {
    const { window } = open();
    const shared: SharedWindow = {
      take: (wanted) => present(() => window.take(wanted)),
      report: (position, result) => present(() => window.report(position, result)),
    };
    const common = { clock, random: () => 0, perMinute: 300, maxInFlight };
    return createLimiter({ ...common, shared: { window: shared, signal: closing.signal } });
  });
  const [one = assert.fail(), other = assert.fail()] = limiters;
  return {
    ...{ clock, one, other },
    close: () => closing.abort(),
    setAway: (away: boolean) => void (isAway = away),
  };
};

const headers = (used: number, allowed = 300) => ({ used, allowed, resetSeconds: 60 });

describe("the limiters of two instances with a backplane", () => {
  it("send one request first, and the others when its response has come", async () => {
    const { clock, one, other, close } = openLimiters(2);
    const [mine, theirs] = [enterAll(one, 3), enterAll(other, 3)];
    await clock.advance(50);
    assert.equal(mine.entered.length + theirs.entered.length, 1);
    const [first] = mine.entered.length > 0 ? [mine] : [theirs];
    (await first.permit(0)).answered(headers(1));
    await clock.advance(50);
    assert.deepEqual(
      [mine.entered, theirs.entered],
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    );
    close();
  });

  it("share what is left, in the order in which the requests came", async () => {
    const { clock, one, other, close } = openLimiters(2);
    const first = enterAll(one, 1);
    await settle(clock);
    (await first.permit(0)).answered(headers(296));
    await clock.advance(20);
    const mine = enterAll(one, 3);
    await clock.advance(20);
    const theirs = enterAll(other, 3);
    await clock.advance(20);
    assert.deepEqual([mine.entered.length, theirs.entered.length], [3, 1]);
    close();
  });

  it("are both closed by a 429 of one of them, until its time", async () => {
    const { clock, one, other, close } = openLimiters(2);
    const first = enterAll(one, 1);
    await settle(clock);
    (await first.permit(0)).refused(7_000, headers(300));
    const theirs = enterAll(other, 1);
    await clock.advance(6_900);
    assert.equal(theirs.entered.length, 0);
    await clock.advance(60_000);
    assert.equal(theirs.entered.length, 1);
    close();
  });

  it("take no more than the permits that they use: what was granted to a caller who left is given back", async () => {
    const { clock, one, other, close } = openLimiters(2);
    const leaving = new AbortController();
    const left = one.acquire(one.nextPosition(), leaving.signal);
    leaving.abort();
    await assert.rejects(left);
    const theirs = enterAll(other, 1);
    await clock.advance(50);
    assert.equal(theirs.entered.length, 1);
    close();
  });

  it("send their share of the rate while the backplane is away, and nothing of the others'", async () => {
    const { clock, one, other, close, setAway } = openLimiters(2);
    const first = enterAll(one, 1);
    await clock.advance(20);
    (await first.permit(0)).answered(headers(1, 10));
    await clock.advance(11_000); // both were seen
    setAway(true);
    const [mine, theirs] = [enterAll(one, 10), enterAll(other, 10)];
    for (let step = 0; step < 40; step += 1) {
      await clock.advance(100);
      for (const { entered, permit } of [mine, theirs])
        for (const index of entered) (await permit(index)).answered(headers(5, 10));
    }
    const sent = [mine.entered.length, theirs.entered.length];
    assert.ok(
      sent.every((count) => count >= 4 && count <= 5),
      String(sent),
    );
    close();
  });

  it("agree again when the backplane is back", async () => {
    const { clock, one, other, close, setAway } = openLimiters(2);
    setAway(true);
    const mine = enterAll(one, 1);
    await clock.advance(600);
    assert.equal(mine.entered.length, 1);
    (await mine.permit(0)).answered(headers(1));
    setAway(false);
    await clock.advance(1_000);
    const later = enterAll(one, 2);
    const theirs = enterAll(other, 2);
    await clock.advance(50);
    assert.equal(later.entered.length + theirs.entered.length, 1); // the probe
    close();
  });

  it("leave no timer behind", async () => {
    const { clock, one, close } = openLimiters(2);
    const mine = enterAll(one, 1);
    await clock.advance(50);
    (await mine.permit(0)).answered(headers(1));
    await clock.advance(50);
    close();
    await clock.advance(60_000);
    assert.equal(clock.pending(), 0);
  });
});
