import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { enterAll, openLimiter, reported, settle } from "../../support/limiter";

describe("the queue of the limiter", () => {
  it("gives a retry the position of its first attempt", async () => {
    const { clock, limiter } = openLimiter();
    const first = limiter.nextPosition();
    const permit = await limiter.acquire(first);
    const order: string[] = [];
    void limiter.acquire(limiter.nextPosition()).then(() => order.push("second"));
    permit.refused(1_000);
    void limiter.acquire(first).then((again) => {
      order.push("first again");
      again.answered(reported(1));
    });
    await clock.advance(1_000);
    assert.deepEqual(order, ["first again", "second"]);
  });

  it("refuses a message that finds the queue full, but never a retry", async () => {
    const { clock, limiter } = openLimiter({ queueLimit: 2 });
    const first = limiter.nextPosition();
    const permit = await limiter.acquire(first);
    permit.refused(1_000);
    const { entered } = enterAll(limiter, 2);
    await assert.rejects(limiter.acquire(limiter.nextPosition()), (error) => {
      assert.ok(isGenesysError(error, "limited"));
      assert.match(error.message, /2 messages already wait.*was not sent.*Send messages more slowly/);
      assert.deepEqual(error.cause, { outcome: "notSent", queueLimit: 2 });
      return true;
    });
    const repeated = limiter.acquire(first);
    await clock.advance(1_000);
    (await repeated).answered(reported(1));
    await settle(clock);
    assert.deepEqual(entered, [0, 1]);
  });

  it("lets a caller who was cancelled leave at once, without a listener or a timer", async () => {
    const { clock, limiter } = openLimiter();
    (await limiter.acquire(limiter.nextPosition())).refused(60_000);
    const controller = new AbortController();
    const { signal } = controller;
    const cancelled = limiter.acquire(limiter.nextPosition(), signal);
    controller.abort();
    await assert.rejects(cancelled, { code: "closed" });
    assert.equal(clock.pending(), 0);
    await assert.rejects(limiter.acquire(limiter.nextPosition(), signal), { code: "closed" });
    assert.equal(getEventListeners(signal, "abort").length, 0);
    const stays = new AbortController().signal;
    const next = limiter.acquire(limiter.nextPosition(), stays);
    await clock.advance(60_000);
    (await next).answered(reported(1));
    assert.deepEqual([clock.pending(), getEventListeners(stays, "abort").length], [0, 0]);
  });

  it("reports that it is held back, once each time, and that it goes on, also when all who waited have left", async () => {
    const states: (number | undefined)[] = [];
    const { clock, limiter } = openLimiter({ onHeldBack: (until) => states.push(until) });
    (await limiter.acquire(limiter.nextPosition())).refused(5_000);
    enterAll(limiter, 20);
    await clock.advance(5_000);
    assert.deepEqual(states, [5_000, undefined]);
    const controller = new AbortController();
    const { permit } = enterAll(limiter, 1);
    void permit(0).then((one) => one.refused(9_000));
    await clock.advance(1_000);
    const last = limiter.acquire(limiter.nextPosition(), controller.signal);
    controller.abort();
    await assert.rejects(last, { code: "closed" });
    assert.equal(states.at(-1), undefined);
  });

  it("has no more requests in progress at once than there are sockets", async () => {
    const { clock, limiter } = openLimiter({ maxInFlight: 2 });
    const { entered, permit } = enterAll(limiter, 4);
    await settle(clock);
    (await permit(0)).answered(reported(1));
    await settle(clock);
    assert.deepEqual(entered, [0, 1, 2]);
    (await permit(2)).unsent();
    await settle(clock);
    assert.deepEqual(entered, [0, 1, 2, 3]);
  });
});
