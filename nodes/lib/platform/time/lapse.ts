import type { Clock } from "../types";

/** Long enough for what a timer has started, such as a request on this machine, before the next one is due. */
const PAUSE_MS = 40;

/** A clock that runs by itself and can be advanced. */
export interface LapseClock extends Clock {
  /**
   * Advances the time in steps: each timer that is due runs in order, at its own time, with a short pause between
   * them. Resolves at the requested time. Calls in the meantime share the same run: a call for a shorter time
   * resolves earlier, and a pause follows in which its caller can act.
   */
  advance(ms: number): Promise<void>;
  /** How far it is ahead of the clock that it is based on. */
  aheadMs(): number;
}

const realPause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** A clock ahead of `base` by all that it was advanced. All who share it have the same time. */
export const createLapse = (base: Clock, pause: () => Promise<void> = realPause): LapseClock => {
  let ahead = 0;
  let order = 0;
  let isRunning = false;
  const waiting = new Set<{ end: number; come: () => void }>();
  const timers = new Map<number, { at: number; fn: () => void; cancel: () => void }>();

  const now = (): number => base.now() + ahead;

  const arm = (id: number, at: number, fn: () => void): void => {
    const cancel = base.after(Math.max(0, at - now()), () => {
      timers.delete(id);
      fn();
    });
    timers.set(id, { at, fn, cancel });
  };

  const jumpTo = (at: number): void => {
    const gap = at - now();
    if (gap <= 0) return;
    ahead += gap;
    for (const [id, timer] of timers) {
      timer.cancel();
      arm(id, timer.at, timer.fn);
    }
  };

  const takeDue = (until: number): { at: number; fn: () => void } | undefined => {
    let first: number | undefined;
    for (const [id, { at }] of timers)
      if (at <= until && (first === undefined || at < (timers.get(first)?.at ?? 0))) first = id;
    const timer = first === undefined ? undefined : timers.get(first);
    if (first !== undefined) timers.delete(first);
    timer?.cancel();
    return timer;
  };

  /** Resolves the calls of `advance` whose time has come. */
  const resolveDue = (): void => {
    for (const one of waiting)
      if (one.end <= now()) {
        waiting.delete(one);
        one.come();
      }
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    await Promise.resolve(); // nothing happens before the caller has the promise
    try {
      while (waiting.size > 0) {
        const end = Math.min(...Array.from(waiting, (one) => one.end));
        const due = takeDue(end);
        jumpTo(due?.at ?? end);
        if (due) due.fn();
        else resolveDue();
        if (waiting.size > 0) await pause();
      }
    } finally {
      isRunning = false;
    }
  };

  return {
    now,
    after: (ms, fn) => {
      const id = (order += 1);
      arm(id, now() + Math.max(0, ms), fn);
      return () => {
        timers.get(id)?.cancel();
        timers.delete(id);
      };
    },
    aheadMs: () => ahead,
    advance: (ms) =>
      new Promise((come, fail) => {
        waiting.add({ end: now() + ms, come });
        if (!isRunning) run().catch(fail);
      }),
  };
};
