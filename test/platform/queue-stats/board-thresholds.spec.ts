import assert from "node:assert/strict";
import { idle, openBoard, waiting } from "../../support/board";

describe("a threshold of a figure", () => {
  it("is reported when it is reached and when it is left, and nothing in between", async () => {
    const { clock, emitted, set, take } = openBoard({
      threshold: { figure: "waiting", comparison: "atLeast", value: 3 },
    });
    set(waiting(0));
    for (const count of [1, 2, 3, 5, 4, 2, 1]) {
      await clock.advance(2_000);
      take(waiting(count));
    }
    await clock.advance(2_000);
    assert.deepEqual(
      emitted.map(({ event, figures, previous }) => [event, figures.waiting, previous?.waiting]),
      [
        ["thresholdReached", 3, 0],
        ["thresholdLeft", 2, 3],
      ],
    );
  });

  it("is reached by time alone, to the millisecond of the platform's clock", async () => {
    const { clock, emitted, set, take } = openBoard({
      threshold: { figure: "longestWaitSeconds", comparison: "atLeast", value: 60 },
    });
    set(waiting(0));
    await clock.advance(1_000);
    take(waiting(1));
    await clock.advance(59_999);
    assert.equal(emitted.length, 0);
    await clock.advance(1);
    assert.deepEqual([emitted[0]?.event, emitted[0]?.at], ["thresholdReached", 61_000]);
    assert.equal(emitted[0]?.figures.longestWaitSeconds, 60);
    take(waiting(0));
    await clock.advance(2_000);
    assert.equal(emitted.at(-1)?.event, "thresholdLeft");
    assert.equal(clock.pending(), 0);
  });

  it("is not reached where the wait ends before", async () => {
    const { clock, names, set, take } = openBoard({
      threshold: { figure: "longestWaitSeconds", comparison: "atLeast", value: 60 },
    });
    set(waiting(1));
    await clock.advance(59_000);
    take(waiting(0));
    await clock.advance(120_000);
    assert.deepEqual(names(), []);
  });

  it("can be a figure that falls", async () => {
    const { clock, names, set, take } = openBoard({
      threshold: { figure: "agentsIdle", comparison: "atMost", value: 0 },
    });
    set(idle(2));
    await clock.advance(2_000);
    take(idle(0));
    await clock.advance(2_000);
    take(idle(1));
    await clock.advance(2_000);
    assert.deepEqual(names(), ["thresholdReached", "thresholdLeft"]);
  });

  it("is left by time alone where a wait is at most as long", async () => {
    const { clock, emitted, set } = openBoard({
      threshold: { figure: "longestWaitSeconds", comparison: "atMost", value: 10 },
    });
    set(waiting(1));
    await clock.advance(30_000);
    assert.deepEqual(
      emitted.map(({ event, at }) => [event, at]),
      [
        ["thresholdReached", 200],
        ["thresholdLeft", 10_001],
      ],
    );
  });

  it("that was reached is not reported again after a deploy", async () => {
    const threshold = { figure: "waiting", comparison: "atLeast", value: 1 } as const;
    const one = openBoard({ threshold });
    one.set(waiting(2));
    await one.clock.advance(2_000);
    const next = openBoard({ threshold, memory: one.board.close() });
    next.set(waiting(2));
    await next.clock.advance(2_000);
    next.take(waiting(0));
    await next.clock.advance(2_000);
    assert.deepEqual([one.names(), next.names()], [["thresholdReached"], ["thresholdLeft"]]);
  });
});
