import assert from "node:assert/strict";
import { clockFor, createFastClock, runThrough } from "../../../nodes/lib/simulator-command/clock";
import { createVirtualClock, isVirtual } from "../../../nodes/lib/simulator/store/clock";

describe("the clock of genesys-simulator", () => {
  it("runs so many times as fast, and no timer comes before its time", () => {
    const base = createVirtualClock();
    const clock = createFastClock(base, 7.3);
    const start = clock.now();
    const came: number[] = [];
    for (const ms of [0, 1, 5, 100, 1001, 60_000]) clock.after(ms, () => came.push(clock.now() - start - ms));
    const cancel = clock.after(10, () => assert.fail("it was taken back"));
    cancel();
    base.advance(10_000);
    assert.equal(clock.now() - start, 73_000);
    assert.equal(came.length, 6);
    assert.ok(
      came.every((late) => late >= 0 && late <= 15),
      came.join(),
    );
  });

  it("can be moved on at any speed", () => {
    for (const speed of [1, 60, "max"] as const) assert.ok(isVirtual(clockFor(speed)));
  });

  it("moves through its hours at once, lets others have their turn, and ends early on a signal", async () => {
    const clock = createVirtualClock();
    const start = clock.now();
    let ticks = 0;
    const tick = (): void => void clock.after(1_000, () => ((ticks += 1), tick()));
    tick();
    await runThrough(clock, 10_500, () => false);
    assert.deepEqual([ticks, clock.now() - start], [10, 10_500]);
    let isStopped = false;
    setImmediate(() => (isStopped = true));
    await runThrough(clock, 1e12, () => isStopped);
    assert.ok(clock.now() - start < 1e9);
  });
});
