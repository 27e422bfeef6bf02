import assert from "node:assert/strict";
import { enterAll, openLimiter, reported, settle } from "../../support/limiter";

describe("limiter", () => {
  it("sends one probe to learn the window, and the others in their order once it is known", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 5);
    await settle(clock);
    assert.deepEqual(entered, [0]);
    (await permit(0)).answered(reported(1));
    await settle(clock);
    assert.deepEqual(entered, [0, 1, 2, 3, 4]);
    assert.equal(clock.pending(), 0);
  });

  it("does not let a slow probe hold the others for longer than a second", async () => {
    const { clock, limiter } = openLimiter();
    const { entered } = enterAll(limiter, 3);
    await clock.advance(999);
    assert.deepEqual(entered, [0]);
    await clock.advance(1);
    assert.deepEqual(entered, [0, 1, 2]);
  });

  it("sends the next probe at once when the first one never reached the platform", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 3);
    await settle(clock);
    (await permit(0)).unsent();
    await settle(clock);
    assert.deepEqual(entered, [0, 1]);
    assert.equal(clock.now(), 0);
  });

  it("sends a probe into a new window even while an old request is still unanswered", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 2);
    await settle(clock);
    (await permit(0)).answered(reported(1));
    await clock.advance(60_000);
    const later = enterAll(limiter, 3);
    await settle(clock);
    assert.deepEqual([entered, later.entered], [[0, 1], [0]]);
  });

  it("waits for the end of a window that is used up, whichever program used it", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 2);
    await settle(clock);
    (await permit(0)).answered(reported(300, 42));
    await clock.advance(41_999);
    assert.deepEqual(entered, [0]);
    await clock.advance(1);
    assert.deepEqual(entered, [0, 1]);
  });

  it("corrects the end of the window by every response, as whole seconds are rounded up", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 3);
    await settle(clock);
    (await permit(0)).answered(reported(1, 60)); // the true end is at 59,200
    await clock.advance(300);
    (await permit(1)).answered(reported(300, 59));
    await clock.advance(58_999);
    assert.equal(entered.length, 3);
    const late = enterAll(limiter, 1);
    await settle(clock);
    assert.deepEqual(late.entered, []);
    await clock.advance(59_300 + 240 - clock.now());
    assert.deepEqual(late.entered, [0]);
  });

  it("notices by the responses that a new window has begun before it was expected", async () => {
    const { clock, limiter } = openLimiter();
    (await limiter.acquire(limiter.nextPosition())).answered(reported(299, 60)); // its true end is at 59,400
    await clock.advance(59_500);
    const { entered, permit } = enterAll(limiter, 4);
    await settle(clock);
    assert.deepEqual(entered, [0]);
    (await permit(0)).answered(reported(1, 60));
    await settle(clock);
    assert.deepEqual(entered, [0, 1, 2, 3]);
  });

  it("keeps below a number that the user has set, also where the platform allows more", async () => {
    const { clock, limiter } = openLimiter({ perMinute: 3 });
    const { entered, permit } = enterAll(limiter, 5);
    await settle(clock);
    (await permit(0)).answered(reported(1));
    await settle(clock);
    assert.equal(entered.length, 3);
  });

  it("counts by itself where the host reports no limit", async () => {
    const { clock, limiter } = openLimiter({ perMinute: 4 });
    const { entered, permit } = enterAll(limiter, 6);
    await settle(clock);
    for (const index of [0, 1, 2, 3]) {
      (await permit(index)).answered();
      await settle(clock);
    }
    assert.equal(entered.length, 4);
    await clock.advance(60_000);
    assert.equal(entered.length, 5, "and begins the next minute with one ahead");
  });

  it("lets no request go before the time named by a refusal, then one, then all in order", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 4);
    await settle(clock);
    (await permit(0)).refused(7_000);
    await clock.advance(6_999);
    assert.deepEqual(entered, [0]);
    await clock.advance(1);
    assert.deepEqual(entered, [0, 1]);
    (await permit(1)).answered(reported(2));
    await settle(clock);
    assert.deepEqual(entered, [0, 1, 2, 3]);
  });

  it("only ever moves the reopening later", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 4);
    await clock.advance(1_000);
    (await permit(0)).refused(30_000);
    (await permit(1)).refused(2_000);
    const late = enterAll(limiter, 1);
    await clock.advance(29_999);
    assert.deepEqual(late.entered, []);
    assert.equal(entered.length, 4);
    await clock.advance(1);
    assert.deepEqual(late.entered, [0]);
  });

  it("spreads the reopening after a refusal over a quarter of a second", async () => {
    const { clock, limiter } = openLimiter({ random: () => 0.5 });
    const { entered, permit } = enterAll(limiter, 2);
    await settle(clock);
    (await permit(0)).refused(1_000);
    await clock.advance(1_124);
    assert.equal(entered.length, 1);
    await clock.advance(1);
    assert.equal(entered.length, 2);
  });

  it("ignores a response to a request from before a refusal for the time after it", async () => {
    const { clock, limiter } = openLimiter();
    const { entered, permit } = enterAll(limiter, 3);
    await clock.advance(1_001); // the probe is slow: all are in progress
    (await permit(1)).refused(5_000);
    (await permit(2)).answered(reported(3));
    const late = enterAll(limiter, 2);
    await clock.advance(5_000);
    assert.equal(entered.length, 3);
    assert.deepEqual(late.entered, [0], "one goes ahead");
  });
});
