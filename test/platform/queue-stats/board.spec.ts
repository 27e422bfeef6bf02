import assert from "node:assert/strict";
import {
  createBoard,
  type BoardMemory,
  type BoardParts,
  type StatsEvent,
} from "../../../nodes/lib/platform/queue-stats/board";
import { NOTHING_OBSERVED, withReadings } from "../../../nodes/lib/platform/queue-stats/observed";
import type { Reading } from "../../../nodes/lib/platform/queue-stats/readings";
import { createClock } from "../../support/clock";

const START = Date.parse("2026-03-02T09:00:00.000Z");
/** The platform's clock is ahead of this machine's. */
const AHEAD_MS = 90_000;
const QUEUE = "11111111-2222-4333-8444-555555555555";
const frame = { topicName: `v2.analytics.queues.${QUEUE}.observations` };

const waiting = (count: number, medium = "voice"): Reading => ({
  ...{ queueId: QUEUE, medium, metric: "oWaiting", count },
});
const idle = (count: number): Reading => ({
  ...{ queueId: QUEUE, metric: "oUserRoutingStatuses", qualifier: "IDLE", count },
});

const open = (more: Partial<BoardParts> = {}) => {
  const clock = createClock(START);
  const now = (): number => clock.now() + AHEAD_MS;
  const told: (StatsEvent & { at: number })[] = [];
  const board = createBoard({
    ...{ clock, now, mediaType: "any" },
    emit: (event) => void told.push({ ...event, at: clock.now() - START }),
    ...more,
  });
  const longest = (ago: number): Reading => ({
    ...{ queueId: QUEUE, medium: "voice", metric: "oLongestWaiting", since: now() - ago },
  });
  const set = (...readings: Reading[]): void =>
    board.set(QUEUE, withReadings(NOTHING_OBSERVED, readings, now()));
  const take = (...readings: Reading[]): void => board.take(QUEUE, readings, frame);
  const names = () => told.map(({ event }) => event);
  return { clock, now, told, board, longest, set, take, names };
};

describe("the figures of a queue that is followed", () => {
  it("are sent as they are first, and then each time that they change, with those before", async () => {
    const { clock, told, set, take, now } = open();
    set(waiting(0), idle(2));
    await clock.advance(5_000);
    take(waiting(1), idle(1));
    await clock.advance(5_000);
    const [first, second, ...others] = told;
    assert.deepEqual([others, first?.previous, first?.figures.waiting], [[], undefined, 0]);
    assert.deepEqual([second?.figures.waiting, second?.previous?.waiting, second?.frame], [1, 0, frame]);
    assert.ok(Math.abs((second?.occurredAt ?? 0) - now()) < 5_000, "by the platform's clock");
  });

  it("are not sent where nothing has changed but the time, or where a moment is named again", async () => {
    const { clock, names, set, take, longest } = open();
    set(waiting(1), longest(20_000));
    await clock.advance(10_000);
    take(waiting(1), longest(30_400));
    await clock.advance(60_000);
    assert.equal(names().length, 1);
  });

  it("are sent where the first one leaves and another comes: only the longest wait has changed", async () => {
    const { clock, told, set, take, longest } = open();
    set(waiting(1), longest(20_000));
    await clock.advance(10_000);
    take(waiting(1), longest(2_000));
    await clock.advance(5_000);
    assert.deepEqual(
      told.map(({ figures }) => figures.longestWaitSeconds),
      [20, 2],
    );
  });

  it("are sent once a second at most, with the latest state", async () => {
    const { clock, told, set, take } = open();
    set(waiting(0));
    for (let count = 1; count <= 30; count++) {
      await clock.advance(100);
      take(waiting(count));
    }
    await clock.advance(2_000);
    const gaps = told.slice(1).map(({ at }, nth) => at - (told[nth]?.at ?? 0));
    assert.ok(gaps.every((gap) => gap >= 1_000) && told.length <= 5, JSON.stringify(gaps));
    assert.equal(told.at(-1)?.figures.waiting, 30);
  });

  it("are sent once for two frames that report one change", async () => {
    const { clock, names, set, take, longest } = open();
    set(waiting(0));
    await clock.advance(5_000);
    take(waiting(1));
    await clock.advance(20);
    take(waiting(1), longest(1_500));
    await clock.advance(5_000);
    assert.equal(names().length, 2);
  });

  it("are not sent before they were read, nor after the end", async () => {
    const { clock, names, set, take, board } = open();
    take(waiting(3));
    await clock.advance(5_000);
    set(waiting(3));
    board.close();
    await clock.advance(5_000);
    assert.deepEqual(names(), []);
    assert.equal(clock.pending(), 0);
  });

  it("are handed over: the next one sends only what differs", async () => {
    const one = open();
    one.set(waiting(2));
    await one.clock.advance(2_000);
    const memory: BoardMemory = one.board.close();
    const same = open({ memory });
    same.set(waiting(2));
    await same.clock.advance(2_000);
    assert.deepEqual(same.names(), []);
    same.take(waiting(1));
    await same.clock.advance(2_000);
    assert.deepEqual(
      same.told.map(({ figures, previous }) => [figures.waiting, previous?.waiting]),
      [[1, 2]],
    );
  });
});

describe("a threshold of a figure", () => {
  it("is reported when it is reached and when it is left, and nothing in between", async () => {
    const { clock, told, set, take } = open({
      threshold: { figure: "waiting", comparison: "atLeast", value: 3 },
    });
    set(waiting(0));
    for (const count of [1, 2, 3, 5, 4, 2, 1]) {
      await clock.advance(2_000);
      take(waiting(count));
    }
    await clock.advance(2_000);
    assert.deepEqual(
      told.map(({ event, figures, previous }) => [event, figures.waiting, previous?.waiting]),
      [
        ["thresholdReached", 3, 0],
        ["thresholdLeft", 2, 3],
      ],
    );
  });

  it("is reached by time alone, to the millisecond of the platform's clock", async () => {
    const { clock, told, set, take } = open({
      threshold: { figure: "longestWaitSeconds", comparison: "atLeast", value: 60 },
    });
    set(waiting(0));
    await clock.advance(1_000);
    take(waiting(1));
    await clock.advance(59_999);
    assert.equal(told.length, 0);
    await clock.advance(1);
    assert.deepEqual([told[0]?.event, told[0]?.at], ["thresholdReached", 61_000]);
    assert.equal(told[0]?.figures.longestWaitSeconds, 60);
    take(waiting(0));
    await clock.advance(2_000);
    assert.equal(told.at(-1)?.event, "thresholdLeft");
    assert.equal(clock.pending(), 0);
  });

  it("is not reached where the wait ends before", async () => {
    const { clock, names, set, take } = open({
      threshold: { figure: "longestWaitSeconds", comparison: "atLeast", value: 60 },
    });
    set(waiting(1));
    await clock.advance(59_000);
    take(waiting(0));
    await clock.advance(120_000);
    assert.deepEqual(names(), []);
  });

  it("can be a figure that falls", async () => {
    const { clock, names, set, take } = open({
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
    const { clock, told, set } = open({
      threshold: { figure: "longestWaitSeconds", comparison: "atMost", value: 10 },
    });
    set(waiting(1));
    await clock.advance(30_000);
    assert.deepEqual(
      told.map(({ event, at }) => [event, at]),
      [
        ["thresholdReached", 200],
        ["thresholdLeft", 10_001],
      ],
    );
  });

  it("that was reached is not reported again after a deploy", async () => {
    const threshold = { figure: "waiting", comparison: "atLeast", value: 1 } as const;
    const one = open({ threshold });
    one.set(waiting(2));
    await one.clock.advance(2_000);
    const next = open({ threshold, memory: one.board.close() });
    next.set(waiting(2));
    await next.clock.advance(2_000);
    next.take(waiting(0));
    await next.clock.advance(2_000);
    assert.deepEqual([one.names(), next.names()], [["thresholdReached"], ["thresholdLeft"]]);
  });
});
