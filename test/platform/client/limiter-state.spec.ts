import assert from "node:assert/strict";
import { enterAll, openLimiter, reported, settle } from "../../support/limiter";

describe("what a limiter shows of itself", () => {
  it("is how many requests wait, and how many are in progress until they end in whatever way", async () => {
    const { clock, limiter } = openLimiter({ maxInFlight: 3 });
    assert.deepEqual(limiter.state(), { waiting: 0, inFlight: 0 });
    (await limiter.acquire(limiter.nextPosition())).answered();
    const { permit } = enterAll(limiter, 5);
    await settle(clock);
    assert.deepEqual(limiter.state(), { waiting: 2, inFlight: 3 });
    (await permit(0)).answered();
    (await permit(1)).unsent();
    assert.deepEqual(limiter.state(), { waiting: 0, inFlight: 3 });
    (await permit(2)).refused(1_000);
    (await permit(3)).operationRefused(1_000);
    assert.deepEqual(limiter.state(), { waiting: 0, inFlight: 1 });
  });

  it("is the last report of the platform, with its time, whatever the response was", async () => {
    const { clock, limiter } = openLimiter();
    const { permit } = enterAll(limiter, 4);
    await clock.advance(1_000);
    (await permit(0)).answered(reported(7, 42));
    assert.deepEqual(limiter.state().reported, { used: 7, allowed: 300, resetSeconds: 42, at: 1_000 });
    await clock.advance(500);
    (await permit(1)).answered();
    assert.equal(limiter.state().reported?.at, 1_000, "a response without headers shows nothing");
    (await permit(2)).refused(5_000, reported(300, 41));
    assert.deepEqual(limiter.state().reported, { used: 300, allowed: 300, resetSeconds: 41, at: 1_500 });
    (await permit(3)).unsent();
    assert.deepEqual(limiter.state(), {
      ...{ waiting: 0, inFlight: 0 },
      reported: { used: 300, allowed: 300, resetSeconds: 41, at: 1_500 },
    });
  });
});

describe("that requests are held back", () => {
  const open = (maxInFlight = 32) => {
    const shown: (number | undefined)[] = [];
    const onHeldBack = (until: number | undefined): void => void shown.push(until);
    return { shown, ...openLimiter({ maxInFlight, onHeldBack }) };
  };

  it("is shown at once where a 429 named the time, and where the window is used up", async () => {
    const refused = open();
    (await refused.limiter.acquire(refused.limiter.nextPosition())).refused(7_000);
    enterAll(refused.limiter, 1);
    assert.deepEqual(refused.shown, [7_000]);
    const usedUp = open();
    (await usedUp.limiter.acquire(usedUp.limiter.nextPosition())).answered(reported(300, 42));
    enterAll(usedUp.limiter, 1);
    assert.deepEqual(usedUp.shown, [42_000]);
  });

  it("is shown after a second where only the requests in progress use up the window", async () => {
    const { clock, limiter, shown } = open();
    (await limiter.acquire(limiter.nextPosition())).answered(reported(298, 42));
    enterAll(limiter, 3);
    await clock.advance(999);
    assert.deepEqual(shown, []);
    await clock.advance(1);
    assert.deepEqual(shown, [42_000]);
  });
});

describe("a retry", () => {
  it("of the newest message is not refused either where the queue is full", async () => {
    const { clock, limiter } = openLimiter({ queueLimit: 1 });
    const [first, newest] = [limiter.nextPosition(), limiter.nextPosition()];
    (await limiter.acquire(first)).answered(reported(1));
    const [one, two] = await Promise.all([limiter.acquire(first), limiter.acquire(newest)]);
    one.refused(1_000);
    two.refused(1_000);
    const again = [limiter.acquire(first), limiter.acquire(newest)];
    await assert.rejects(limiter.acquire(limiter.nextPosition()), { code: "limited" });
    await clock.advance(1_000);
    (await (again[0] ?? assert.fail())).answered(reported(2));
    (await (again[1] ?? assert.fail())).answered(reported(3));
    assert.equal(clock.pending(), 0);
  });
});
