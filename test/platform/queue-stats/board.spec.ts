import assert from "node:assert/strict";
import type { BoardMemory } from "../../../nodes/lib/platform/queue-stats/board";
import { frame, idle, openBoard, waiting } from "../../support/board";

describe("the figures of a queue that is followed", () => {
  it("are sent as they are first, and then each time that they change, with those before", async () => {
    const { clock, emitted, set, take, now } = openBoard();
    set(waiting(0), idle(2));
    await clock.advance(5_000);
    take(waiting(1), idle(1));
    await clock.advance(5_000);
    const [first, second, ...others] = emitted;
    assert.deepEqual([others, first?.previous, first?.figures.waiting], [[], undefined, 0]);
    assert.deepEqual([second?.figures.waiting, second?.previous?.waiting, second?.frame], [1, 0, frame]);
    assert.ok(Math.abs((second?.occurredAt ?? 0) - now()) < 5_000, "by the platform's clock");
  });

  it("are not sent where nothing has changed but the time, or where a moment is named again", async () => {
    const { clock, names, set, take, longest } = openBoard();
    set(waiting(1), longest(20_000));
    await clock.advance(10_000);
    take(waiting(1), longest(30_400));
    await clock.advance(60_000);
    assert.equal(names().length, 1);
  });

  it("are sent where the first one leaves and another comes: only the longest wait has changed", async () => {
    const { clock, emitted, set, take, longest } = openBoard();
    set(waiting(1), longest(20_000));
    await clock.advance(10_000);
    take(waiting(1), longest(2_000));
    await clock.advance(5_000);
    assert.deepEqual(
      emitted.map(({ figures }) => figures.longestWaitSeconds),
      [20, 2],
    );
  });

  it("are sent once a second at most, with the latest state", async () => {
    const { clock, emitted, set, take } = openBoard();
    set(waiting(0));
    for (let count = 1; count <= 30; count++) {
      await clock.advance(100);
      take(waiting(count));
    }
    await clock.advance(2_000);
    const gaps = emitted.slice(1).map(({ at }, nth) => at - (emitted[nth]?.at ?? 0));
    assert.ok(gaps.every((gap) => gap >= 1_000) && emitted.length <= 5, JSON.stringify(gaps));
    assert.equal(emitted.at(-1)?.figures.waiting, 30);
  });

  it("are sent once for two frames that report one change", async () => {
    const { clock, names, set, take, longest } = openBoard();
    set(waiting(0));
    await clock.advance(5_000);
    take(waiting(1));
    await clock.advance(20);
    take(waiting(1), longest(1_500));
    await clock.advance(5_000);
    assert.equal(names().length, 2);
  });

  it("are not sent before they were read, nor after the end", async () => {
    const { clock, names, set, take, board } = openBoard();
    take(waiting(3));
    await clock.advance(5_000);
    set(waiting(3));
    board.close();
    await clock.advance(5_000);
    assert.deepEqual(names(), []);
    assert.equal(clock.pending(), 0);
  });

  it("are handed over: the next one sends only what differs", async () => {
    const one = openBoard();
    one.set(waiting(2));
    await one.clock.advance(2_000);
    const memory: BoardMemory = one.board.close();
    const same = openBoard({ memory });
    same.set(waiting(2));
    await same.clock.advance(2_000);
    assert.deepEqual(same.names(), []);
    same.take(waiting(1));
    await same.clock.advance(2_000);
    assert.deepEqual(
      same.emitted.map(({ figures, previous }) => [figures.waiting, previous?.waiting]),
      [[1, 2]],
    );
  });
});
