import assert from "node:assert/strict";
import { createRealClock, createTimers, createVirtualClock } from "../../../nodes/lib/simulator/store/clock";

describe("simulator clock", () => {
  it("runs timers in the order in which they fall due, each at its own moment", () => {
    const clock = createVirtualClock(1_000);
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.now()]);
    clock.after(20, note("c"));
    clock.after(10, note("a"));
    clock.after(10, note("b"));
    assert.equal(clock.nextAt(), 1_010);
    clock.advance(15);
    assert.deepEqual(seen, [
      ["a", 1_010],
      ["b", 1_010],
    ]);
    assert.equal(clock.now(), 1_015);
    clock.advance(5);
    assert.deepEqual(seen.at(-1), ["c", 1_020]);
  });

  it("runs a timer that a timer made, if it falls due on the way", () => {
    const clock = createVirtualClock(0);
    const seen: number[] = [];
    clock.after(10, () => void clock.after(10, () => void seen.push(clock.now())));
    clock.advance(30);
    assert.deepEqual(seen, [20]);
    assert.equal(clock.now(), 30);
  });

  it("forgets what is cancelled, one by one or all at once", () => {
    const clock = createVirtualClock(0);
    const timers = createTimers(clock);
    const seen: string[] = [];
    const cancel = timers.after(1, () => void seen.push("cancelled"));
    cancel();
    timers.after(2, () => void seen.push("all"));
    clock.after(3, () => void seen.push("other"));
    timers.cancelAll();
    assert.equal(clock.pending(), 1);
    clock.advance(10);
    assert.deepEqual(seen, ["other"]);
  });

  it("has a real one that calls back unless that is cancelled", async () => {
    const clock = createRealClock();
    const cancel = clock.after(0, () => assert.fail("was cancelled"));
    cancel();
    await new Promise<void>((resolve) => {
      clock.after(1, resolve);
      setTimeout(() => undefined, 50); // its own timers keep no process alive
    });
    assert.ok(Math.abs(clock.now() - Date.now()) < 1_000);
  });
});
