import assert from "node:assert/strict";
import { createLapse } from "../../../nodes/lib/platform/time/lapse";
import { createClock } from "../../support/clock";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the clock that can be moved on", () => {
  it("runs what falls due in order, each at its own moment, with what follows from it", async () => {
    const base = createClock(1_000);
    const clock = createLapse(base, settled);
    const seen: [string, number][] = [];
    const note = (word: string) => (): void => void seen.push([word, clock.now()]);
    clock.after(60_000, note("last"));
    clock.after(10_000, () => {
      note("first")();
      void Promise.resolve().then(() => clock.after(5_000, note("from the first")));
    });
    clock.after(90_000, note("too late"));
    await clock.advance(70_000);
    assert.deepEqual(seen, [
      ["first", 11_000],
      ["from the first", 16_000],
      ["last", 61_000],
    ]);
    assert.equal(clock.now(), 71_000);
  });

  it("says how far it is ahead", async () => {
    const base = createClock(0);
    const clock = createLapse(base, settled);
    assert.equal(clock.aheadMs(), 0);
    await clock.advance(70_000);
    await base.advance(5_000);
    assert.equal(clock.aheadMs(), 70_000);
  });

  it("goes on by itself, and its timers with it", async () => {
    const base = createClock(0);
    const clock = createLapse(base, settled);
    let rang = 0;
    clock.after(10_000, () => (rang += 1));
    await clock.advance(4_000);
    await base.advance(5_999);
    assert.equal(rang, 0);
    await base.advance(1);
    assert.deepEqual([rang, clock.now()], [1, 10_000]);
    assert.equal(base.pending(), 0);
  });

  it("leaves out what was cancelled", async () => {
    const clock = createLapse(createClock(0), settled);
    const cancel = clock.after(1_000, () => assert.fail("it was cancelled"));
    cancel();
    await clock.advance(2_000);
    assert.equal(clock.now(), 2_000);
  });

  it("lets time pass for all who asked for it at once, each until their own moment", async () => {
    const clock = createLapse(createClock(0), settled);
    const seen: [string, number][] = [];
    const note = (word: string) => (): void => void seen.push([word, clock.now()]);
    clock.after(1_000, note("rings"));
    clock.after(4_000, note("rings again"));
    const long = clock.advance(150_000).then(note("long"));
    const short = clock.advance(2_000).then(async () => {
      note("short")();
      await clock.advance(3_000);
      note("shorter steps")();
    });
    await Promise.all([long, short]);
    assert.deepEqual(seen, [
      ["rings", 1_000],
      ["short", 2_000],
      ["rings again", 4_000],
      ["shorter steps", 5_000],
      ["long", 150_000],
    ]);
  });
});
