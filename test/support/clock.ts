import type { Clock } from "../../nodes/lib/platform/types";

export interface VirtualClock extends Clock {
  /** Lets time pass: what falls due runs in order, each at its moment, with what follows from it settled in between. */
  advance(ms: number): Promise<void>;
  /** Jumps from timer to timer until the promise settles. For code that waits for nothing but this clock. */
  runUntil<T>(promise: Promise<T>): Promise<T>;
  /** Lets what a timer has begun end, also what goes over a socket; only where it was named. */
  settle?: () => Promise<void>;
  /** Is an `advance` in progress? */
  isMoving(): boolean;
  /** How many timers are set. */
  pending(): number;
}

/** Lets all that is already settled run on, promises within promises included. */
const settlePromises = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
};

/**
 * Time that passes only on request. Between two timers, `settle` lets what the first has begun run on: promises alone,
 * where nothing else is named.
 */
export const createClock = (startMs = 0, settle = settlePromises): VirtualClock => {
  let now = startMs;
  let order = 0;
  let moving = 0;
  const timers = new Map<number, { at: number; fn: () => void }>();

  const earliest = (): [number, { at: number; fn: () => void }] | undefined => {
    let first: [number, { at: number; fn: () => void }] | undefined;
    for (const timer of timers) if (first === undefined || timer[1].at < first[1].at) first = timer;
    return first;
  };

  const runNext = (until: number): boolean => {
    const next = earliest();
    if (next === undefined || next[1].at > until) return false;
    timers.delete(next[0]);
    now = Math.max(now, next[1].at);
    next[1].fn();
    return true;
  };

  return {
    now: () => now,
    after: (ms, fn) => {
      const id = (order += 1);
      timers.set(id, { at: now + Math.max(0, ms), fn });
      return () => void timers.delete(id);
    },
    advance: async (ms) => {
      const end = now + ms;
      moving += 1;
      await settle();
      while (runNext(end)) await settle();
      now = Math.max(now, end); // who else advanced it meanwhile may be further
      await settle();
      moving -= 1;
    },
    runUntil: async (promise) => {
      let settled = false;
      const mark = (): void => void (settled = true);
      promise.then(mark, mark);
      await settle();
      while (!settled && runNext(Infinity)) await settle();
      return promise;
    },
    ...(settle !== settlePromises && { settle }),
    isMoving: () => moving > 0,
    pending: () => timers.size,
  };
};
