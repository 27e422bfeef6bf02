import assert from "node:assert/strict";
import { createAccountLimit } from "../../../nodes/lib/platform/client/account-limit";
import { createRateWindow } from "../../../nodes/lib/platform/client/rate-window";
import { reported } from "../../support/limiter";

const SETTINGS = { perMinute: 300, maxWaitMs: 180_000, jitterMs: 250, random: () => 0 };

describe("what is known of the rate window", () => {
  const open = (settings: Partial<typeof SETTINGS> = {}) => createRateWindow({ ...SETTINGS, ...settings });

  it("is nothing at first: one request is sent, and the others a second later at the latest", () => {
    const window = open();
    assert.deepEqual([window.blockedMs(0, 0), window.isUsedUp(), window.tooLongMs(0)], [0, false, undefined]);
    window.sent(0);
    window.sent(400);
    assert.deepEqual(
      [window.blockedMs(400, 1), window.blockedMs(1_000, 1), window.blockedMs(9_000, 1)],
      [600, 0, 0],
    );
    window.unsent();
    assert.equal(window.blockedMs(500, 0), 0);
  });

  it("leaves room for what is in progress", () => {
    const window = open();
    window.learn(0, 0, reported(298));
    assert.deepEqual([window.blockedMs(0, 1), window.blockedMs(0, 2)], [0, 60_000]);
    assert.equal(window.isUsedUp(), false);
  });

  it("is used up until its end, and then nothing again", () => {
    const window = open();
    window.learn(0, 0, reported(300, 42));
    assert.deepEqual(
      [window.isUsedUp(), window.blockedMs(41_999, 0), window.blockedMs(42_000, 0)],
      [true, 1, 0],
    );
    assert.equal(window.isUsedUp(), false);
    window.sent(42_000);
    assert.equal(window.blockedMs(42_000, 1), 1_000, "one is sent ahead again");
  });

  it("that lasts for too long is checked when the account has waited", () => {
    const window = open();
    window.learn(0, 0, reported(300, 3_600));
    assert.deepEqual([window.tooLongMs(1_000), window.blockedMs(179_999, 0)], [3_599_000, 3_420_001]);
    assert.equal(window.blockedMs(180_000, 0), 0);
    assert.equal(window.tooLongMs(180_000), undefined);
    const short = open();
    short.learn(0, 0, reported(300, 180));
    assert.equal(short.tooLongMs(0), undefined);
  });

  it("that only our own count uses up for too long is checked by one request", () => {
    const window = open();
    for (let count = 0; count < 2; count += 1)
      window.learn(0, 0, { used: 1, allowed: 2, resetSeconds: 3_600 });
    assert.equal(window.blockedMs(0, 1), 3_600_000);
    window.learn(0, 0, undefined);
    assert.deepEqual(
      [window.isUsedUp(), window.tooLongMs(0), window.blockedMs(0, 1)],
      [true, undefined, 3_600_000],
    );
    assert.equal(window.blockedMs(0, 0), 0);
    assert.equal(window.isUsedUp(), false);
  });

  it("is forgotten by a refusal that it does not explain", () => {
    const window = open();
    window.doubt(0, 1_000);
    window.learn(0, 0, reported(7));
    window.doubt(0, 1_000);
    window.sent(0);
    assert.equal(window.blockedMs(0, 1), 1_000);
    window.learn(0, 0, reported(300));
    window.doubt(0, 1_000);
    assert.equal(window.isUsedUp(), true);
  });
});

describe("the account's own limit", () => {
  const open = (more: { maxInFlight?: number; random?: () => number } = {}) =>
    createAccountLimit({ ...SETTINGS, maxInFlight: 2, ...more });

  it("has so many requests in progress at most, until one of them ends in whatever way", () => {
    for (const end of ["answered", "refused", "unsent"] as const) {
      const limit = open();
      const [one] = [limit.sent(0), limit.sent(0)];
      assert.equal(limit.blockedMs(0), Infinity);
      if (end === "answered") one.answered(0, reported(1));
      else if (end === "refused") one.refused(0, 0, undefined);
      else one.unsent();
      assert.equal(limit.blockedMs(0), 0);
    }
  });

  it("is closed until the last time that a refusal named, spread by the jitter", () => {
    const limit = open({ random: () => 0.5 });
    const [one, two] = [limit.sent(0), limit.sent(0)];
    one.refused(0, 5_000, undefined);
    two.refused(0, 1_000, undefined);
    assert.deepEqual(
      [limit.blockedMs(0), limit.isClosed(5_124), limit.isClosed(5_125)],
      [5_125, true, false],
    );
  });

  it("is not used up for too long while it is closed: that time is waited for", () => {
    const limit = open();
    limit.sent(0).refused(0, 5_000, reported(300, 3_600));
    assert.deepEqual([limit.isUsedUp(), limit.tooLongMs(4_999)], [false, undefined]);
    limit.sent(5_000).answered(5_000, reported(300, 3_600));
    assert.deepEqual([limit.isUsedUp(), limit.tooLongMs(5_000)], [true, 3_600_000]);
    const shown = open();
    const [one, two] = [shown.sent(0), shown.sent(0)];
    one.refused(0, 5_000, undefined);
    two.answered(0, reported(300, 3_600)); // sent with it, so it counts
    assert.deepEqual([shown.tooLongMs(4_999), shown.tooLongMs(5_000)], [undefined, 3_595_000]);
  });

  it("learns nothing of the time after a refusal from requests that were sent before it", () => {
    const limit = open();
    const early = limit.sent(0);
    limit.sent(0).refused(1_000, 2_000, undefined);
    early.answered(1_500, reported(300));
    assert.equal(limit.isUsedUp(), false);
    limit.sent(1_000).answered(3_000, reported(300));
    assert.equal(limit.isUsedUp(), true);
  });
});
