import type { Frame } from "../events/types";
import type { Clock } from "../types";
import { figuresOf, longestSince, withReadings, type NowFigures, type Observed } from "./observed";
import type { Reading } from "./readings";
import { changesAt, isReached, type Threshold } from "./threshold";

/** The figures of queues as they change, and when that is reported. */

export type StatsEventName = "statsChanged" | "thresholdReached" | "thresholdLeft";

export interface StatsEvent {
  event: StatsEventName;
  queueId: string;
  figures: NowFigures;
  /** Those of the event before, or of the first reading. */
  previous?: NowFigures | undefined;
  /** In ms, by the platform's clock. */
  occurredAt: number;
  /** What reported it, if a notification did. */
  frame?: Frame | undefined;
}

/** What was reported last of a queue. */
export interface Last {
  observed: Observed;
  figures: NowFigures;
  isReached: boolean;
}

/** By queue, as a deploy hands it over. */
export type BoardMemory = ReadonlyMap<string, Last>;

/** Two topics report one change. Their frames come within this time. */
const SETTLE_MS = 200;
/** From one event of a queue to the next. */
const EVERY_MS = 1_000;
/** A moment that is named twice may differ by as much. */
const TOLERANCE_MS = 1_000;

export interface BoardParts {
  clock: Clock;
  /** The platform's time. */
  now: () => number;
  mediaType: string;
  threshold?: Threshold | undefined;
  memory?: BoardMemory | undefined;
  emit: (event: StatsEvent) => void;
  /** Before what it reports: what the next one has to know of the queue. */
  onLast?: ((queueId: string, last: Last) => void) | undefined;
}

export interface Board {
  /** How a queue is, as it was read. Before that, its frames are not reported. */
  set(queueId: string, observed: Observed): void;
  take(queueId: string, readings: readonly Reading[], frame: Frame): void;
  /** Reports nothing more. Returns what the next one is to know. */
  close(): BoardMemory;
}

const counts = (figures: NowFigures): string =>
  JSON.stringify(figures, (name, value: unknown) => (name === "longestWaitSeconds" ? undefined : value));

/** Time alone is no change. */
const isSame = (last: Last, figures: NowFigures, observed: Observed, mediaType: string): boolean => {
  if (counts(last.figures) !== counts(figures)) return false;
  const [before = 0, after = 0] = [longestSince(last.observed, mediaType), longestSince(observed, mediaType)];
  return Math.abs(before - after) <= TOLERANCE_MS;
};

interface Watched {
  observed: Observed;
  frame?: Frame | undefined;
  emittedAt: number;
  due?: { at: number; cancel: () => void } | undefined;
}

export const createBoard = (parts: BoardParts): Board => {
  const { clock, now, mediaType, threshold, emit, onLast } = parts;
  const queues = new Map<string, Watched>();
  const lasts = new Map(parts.memory);
  let isClosed = false;

  const schedule = (queueId: string, one: Watched, at: number): void => {
    if (isClosed || (one.due !== undefined && one.due.at <= at)) return;
    one.due?.cancel();
    one.due = { at, cancel: clock.after(Math.max(0, at - clock.now()), () => report(queueId, one)) };
  };

  const nameOf = (last: Last | undefined, next: Last): StatsEventName | undefined => {
    if (threshold !== undefined) {
      if (next.isReached === (last?.isReached ?? false)) return undefined;
      return next.isReached ? "thresholdReached" : "thresholdLeft";
    }
    return last !== undefined && isSame(last, next.figures, next.observed, mediaType)
      ? undefined
      : "statsChanged";
  };

  const report = (queueId: string, one: Watched): void => {
    one.due = undefined;
    const { observed, frame } = one;
    const occurredAt = now();
    const figures = figuresOf(observed, mediaType, occurredAt);
    const reached = threshold !== undefined && isReached(threshold, observed, mediaType, occurredAt);
    const last = lasts.get(queueId);
    const next: Last = { observed, figures, isReached: reached };
    const event = nameOf(last, next);
    if (event !== undefined || last === undefined) {
      lasts.set(queueId, next);
      onLast?.(queueId, next);
    }
    if (event !== undefined) {
      one.emittedAt = clock.now();
      one.frame = undefined;
      emit({ event, queueId, figures, previous: last?.figures, occurredAt, frame });
    }
    if (threshold === undefined) return;
    const flip = changesAt(threshold, observed, mediaType, occurredAt);
    if (flip === undefined) return;
    schedule(queueId, one, Math.max(clock.now() + flip - occurredAt, one.emittedAt + EVERY_MS));
  };

  const touch = (queueId: string, one: Watched): void =>
    schedule(queueId, one, Math.max(clock.now() + SETTLE_MS, one.emittedAt + EVERY_MS));

  return {
    set: (queueId, observed) => {
      const one = queues.get(queueId) ?? { observed, emittedAt: -Infinity };
      queues.set(queueId, one);
      one.observed = observed;
      touch(queueId, one);
    },
    take: (queueId, readings, frame) => {
      const one = queues.get(queueId);
      if (one === undefined) return;
      one.observed = withReadings(one.observed, readings, now());
      one.frame = frame;
      touch(queueId, one);
    },
    close: () => {
      isClosed = true;
      for (const { due } of queues.values()) due?.cancel();
      return lasts;
    },
  };
};
