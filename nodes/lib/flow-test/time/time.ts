import { untilQuiet, type Activity } from "./quiet";
import type { Wheel } from "./wheel";

/** The time of a case: the clock of accounts and organisation, and what moves it on. */
export interface CaseTime {
  now(): number;
  after(ms: number, fn: () => void): () => void;
  /** For an act of the flow itself, such as *time passes*. Resolves at that time. */
  advance(ms: number): Promise<void>;
  /** Lets everything happen, and time pass, until `holds` or so much time has passed. */
  run(holds: () => boolean, forMs: number): Promise<boolean>;
}

/** So many timers of one moment, and time has to pass: a flow that waits with timers of 0 ms would wait for ever. */
const MOST_AT_ONCE = 10_000;

export const createCaseTime = (wheel: Wheel, activity: Activity): CaseTime => {
  let waiting: { end: number; come: () => void }[] = [];
  let atOnce = { now: 0, count: 0 };

  /** Resolves the calls of `advance` whose time has come. */
  const comeDue = (): boolean => {
    const due = waiting.filter(({ end }) => end <= wheel.now());
    waiting = waiting.filter(({ end }) => end > wheel.now());
    for (const { come } of due) come();
    return due.length > 0;
  };

  const runNext = (limit: number): boolean => {
    const now = wheel.now();
    atOnce = { now, count: atOnce.now === now ? atOnce.count + 1 : 0 };
    if (atOnce.count > MOST_AT_ONCE) wheel.jumpTo(now + 1);
    return wheel.runNext(limit);
  };

  const run = async (holds: () => boolean, forMs: number): Promise<boolean> => {
    const end = wheel.now() + forMs;
    for (;;) {
      await untilQuiet(activity);
      if (comeDue() || runNext(wheel.now())) continue;
      const isOver = holds();
      if (isOver && waiting.length === 0) return true;
      const demanded = Math.min(...waiting.map((one) => one.end));
      const limit = waiting.length > 0 ? demanded : end;
      if (runNext(limit)) continue;
      if (wheel.now() >= limit) return isOver;
      wheel.jumpTo(limit);
    }
  };

  return {
    now: wheel.now,
    after: wheel.after,
    advance: (ms) => new Promise((come) => waiting.push({ end: wheel.now() + ms, come })),
    run,
  };
};
