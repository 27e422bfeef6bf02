import assert from "node:assert/strict";
import fc from "fast-check";
import { createWheel } from "../../../nodes/lib/flow-test/time/wheel";
import { createCaseTime } from "../../../nodes/lib/flow-test/time/time";
import { createActivity } from "../../../nodes/lib/flow-test/time/quiet";

describe("the wheel of virtual time", () => {
  it("runs timers by time and then by order, without those that were cancelled", () => {
    const timer = fc.record({ ms: fc.integer({ min: 0, max: 50 }), isCancelled: fc.boolean() });
    fc.assert(
      fc.property(fc.array(timer, { maxLength: 60 }), (timers) => {
        const wheel = createWheel(1_000);
        const ran: number[] = [];
        timers.forEach(({ ms, isCancelled }, index) => {
          const cancel = wheel.after(ms, () => ran.push(index));
          if (isCancelled) cancel();
        });
        while (wheel.runNext(Infinity));
        const expected = timers
          .map((one, index) => ({ ...one, index }))
          .filter(({ isCancelled }) => !isCancelled)
          .sort((a, b) => a.ms - b.ms || a.index - b.index)
          .map(({ index }) => index);
        assert.deepEqual(ran, expected);
        assert.equal(wheel.nextAt(), undefined);
      }),
    );
  });

  it("does not run past its limit, and never goes back", () => {
    const wheel = createWheel(0);
    wheel.after(10, () => undefined);
    assert.equal(wheel.runNext(9), false);
    wheel.jumpTo(9);
    wheel.jumpTo(5);
    assert.equal(wheel.now(), 9);
    assert.equal(wheel.runNext(10), true);
    assert.equal(wheel.now(), 10);
  });
});

describe("the time of a case", () => {
  const open = () => {
    const wheel = createWheel(0);
    return createCaseTime(wheel, createActivity(wheel.changes));
  };

  it("stops at the moment in which something holds, or when its time is over", async () => {
    const time = open();
    let isDone = false;
    time.after(300, () => void (isDone = true));
    time.after(400, () => assert.fail("it is later"));
    assert.equal(await time.run(() => isDone, 1_000), true);
    assert.equal(time.now(), 300);
    assert.equal(await time.run(() => false, 99), false);
    assert.equal(time.now(), 399);
  });

  it("lets promises and turns of the event loop run between two timers", async () => {
    const time = open();
    const seen: string[] = [];
    time.after(1, () => {
      void (async () => {
        for (let turn = 0; turn < 30; turn += 1)
          await new Promise((resolve) => time.after(0, () => setImmediate(resolve)));
        seen.push(`first at ${time.now()}`);
      })();
    });
    time.after(2, () => seen.push("second"));
    await time.run(() => false, 10);
    assert.deepEqual(seen, ["first at 1", "second"]);
  });

  it("moves on for a flow that lets time pass itself, and goes on after a wait with timers of no time", async () => {
    const time = open();
    let passed = 0;
    void time.advance(25_000).then(() => (passed = time.now()));
    await time.run(() => false, 0);
    assert.equal(passed, 25_000);
    const poll = (): void => void (time.now() < 25_001 && time.after(0, poll));
    poll();
    await time.run(() => false, 5);
    assert.ok(time.now() >= 25_005);
  });
});
