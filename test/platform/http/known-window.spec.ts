import assert from "node:assert/strict";
import {
  isDoubtful,
  isTooLong,
  learnWindow,
  type KnownWindow,
} from "../../../nodes/lib/platform/http/known-window";

const NOW = 1_000_000;
const SETTINGS = { perMinute: 300, maxWaitMs: 180_000, jitterMs: 250 };
const reported = (used: number, resetSeconds = 42, allowed = 300) => ({ used, allowed, resetSeconds });
const known = (more: Partial<KnownWindow> = {}): KnownWindow => ({
  ...{ endsAt: NOW + 30_000, used: 5, allowed: 300, isOwn: false, isUsedUp: false, checkAt: Infinity },
  ...more,
});
const learn = (
  before: KnownWindow | undefined,
  answer: ReturnType<typeof reported> | undefined,
  {
    leftAt = NOW - 100,
    random,
    ...settings
  }: Partial<typeof SETTINGS> & { leftAt?: number; random?: number } = {},
): KnownWindow =>
  learnWindow(
    before,
    { leftAt, now: NOW, reported: answer },
    { ...SETTINGS, ...settings },
    random === undefined ? undefined : () => random,
  );

describe("what a response shows of the rate window", () => {
  it("is a minute of our own where the host reports no limit", () => {
    const first = learn(undefined, undefined, { perMinute: 40 });
    assert.deepEqual(first, {
      ...{ endsAt: NOW + 60_000, used: 1, allowed: 40, isOwn: true, isUsedUp: false, checkAt: Infinity },
    });
    assert.deepEqual(learn(first, undefined), { ...first, used: 2 });
  });

  it("is the platform's window with its end, where none was known", () => {
    assert.deepEqual(learn(undefined, reported(7)), known({ endsAt: NOW + 42_000, used: 7 }));
  });

  it("is at most a minute long where the user wants fewer than the platform allows", () => {
    assert.deepEqual(
      learn(undefined, reported(7, 3_600), { perMinute: 100 }),
      known({ endsAt: NOW + 60_000, used: 7, allowed: 100, isOwn: true }),
    );
    for (const perMinute of [300, 200, 150]) {
      const { allowed, isOwn, endsAt } = learn(undefined, reported(7, 3_600, 150), { perMinute });
      assert.deepEqual([allowed, isOwn, endsAt], [150, false, NOW + 3_600_000], String(perMinute));
    }
  });

  it("ends a little later for each client, by a share of its length or the jitter, whichever is less", () => {
    const endMs = (resetSeconds: number, random: number) =>
      learn(undefined, reported(7, resetSeconds), { random }).endsAt - NOW;
    assert.deepEqual([endMs(60, 0), endMs(60, 0.5), endMs(60, 1)], [60_000, 60_120, 60_240]);
    assert.equal(endMs(10, 0.5), 10_020);
    assert.equal(endMs(600, 0.5), 600_125);
  });

  it("of the same window only ever ends it earlier, and counts the most that was seen", () => {
    const { endsAt, used } = learn(known(), reported(4, 29), { leftAt: NOW - 1 });
    assert.deepEqual([endsAt, used], [NOW + 29_000, 5]);
    const later = learn(known(), reported(9, 31), { leftAt: NOW - 1_000 });
    assert.deepEqual([later.endsAt, later.used], [NOW + 30_000, 9]);
    assert.equal(learn(known(), reported(9, 29), { random: 0.5 }).endsAt, NOW + 29_000 + 29_000 * 0.004);
  });

  it("is a new window where its end cannot be that of the known one, to the second", () => {
    const at = (leftAt: number) => learn(known({ used: 200 }), reported(1, 31), { leftAt }).used;
    assert.deepEqual([at(NOW), at(NOW + 1)], [200, 1]);
  });

  it("is used up from the last request that the platform allows", () => {
    const isFull = (used: number, settings = {}) => learn(undefined, reported(used), settings).isUsedUp;
    assert.deepEqual([isFull(299), isFull(300), isFull(301)], [false, true, true]);
    assert.equal(isFull(200, { perMinute: 100 }), false, "the user's number is not the platform's");
  });

  it("is believed for as long as the account waits, where it is used up for longer", () => {
    const checkAt = (used: number, resetSeconds: number) =>
      learn(undefined, reported(used, resetSeconds)).checkAt;
    assert.equal(checkAt(300, 181), NOW + 180_000);
    assert.equal(checkAt(300, 180), Infinity);
    assert.equal(checkAt(299, 181), Infinity);
    const before = known({ endsAt: NOW + 30_000, checkAt: NOW + 7 });
    assert.equal(learn(before, reported(6, 20)).checkAt, NOW + 7);
  });
});

describe("a window that is used up for too long", () => {
  it("lasts longer than the account waits, with all its spread", () => {
    const isLong = (ms: number): boolean => isTooLong(NOW + ms, NOW, SETTINGS);
    assert.deepEqual([isLong(180_250), isLong(180_251)], [false, true]);
  });
});

describe("a window after a refusal", () => {
  const doubted = (more: Partial<KnownWindow>, retryAfterMs = 1_000): boolean =>
    isDoubtful(known(more), NOW, retryAfterMs, SETTINGS);

  it("is believed where it explains it", () => {
    assert.deepEqual(
      [doubted({ used: 300 }), doubted({ used: 301 }), doubted({ used: 299 })],
      [false, false, true],
    );
  });

  it("is not believed where it is too long, and the refusal names a time that can be waited for", () => {
    const long = { used: 300, endsAt: NOW + 180_251 };
    assert.deepEqual([doubted(long, 180_000), doubted(long, 180_001)], [true, false]);
    assert.equal(doubted({ ...long, endsAt: NOW + 180_250 }, 180_000), false);
  });
});
