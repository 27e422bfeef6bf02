import { createBoard, type BoardParts, type StatsEvent } from "../../nodes/lib/platform/queue-stats/board";
import { NOTHING_OBSERVED, withReadings } from "../../nodes/lib/platform/queue-stats/observed";
import type { Reading } from "../../nodes/lib/platform/queue-stats/readings";
import { createClock } from "./clock";

const START = Date.parse("2026-03-02T09:00:00.000Z");
/** The platform's clock is ahead of this machine's. */
const AHEAD_MS = 90_000;
const QUEUE = "11111111-2222-4333-8444-555555555555";
export const frame = { topicName: `v2.analytics.queues.${QUEUE}.observations` };

export const waiting = (count: number, medium = "voice"): Reading => ({
  ...{ queueId: QUEUE, medium, metric: "oWaiting", count },
});
export const idle = (count: number): Reading => ({
  ...{ queueId: QUEUE, metric: "oUserRoutingStatuses", qualifier: "IDLE", count },
});

/** A board that follows one queue, with its clock and what it has emitted. */
export const openBoard = (more: Partial<BoardParts> = {}) => {
  const clock = createClock(START);
  const now = (): number => clock.now() + AHEAD_MS;
  const emitted: (StatsEvent & { at: number })[] = [];
  const board = createBoard({
    ...{ clock, now, mediaType: "any" },
    emit: (event) => void emitted.push({ ...event, at: clock.now() - START }),
    ...more,
  });
  const longest = (ago: number): Reading => ({
    ...{ queueId: QUEUE, medium: "voice", metric: "oLongestWaiting", since: now() - ago },
  });
  const set = (...readings: Reading[]): void =>
    board.set(QUEUE, withReadings(NOTHING_OBSERVED, readings, now()));
  const take = (...readings: Reading[]): void => board.take(QUEUE, readings, frame);
  const names = () => emitted.map(({ event }) => event);
  return { clock, now, emitted, board, longest, set, take, names };
};
