import { createHeap } from "./heap";

/** The time of the simulator. Everything that expires, lags or rings goes through one of these. */

/** `after` calls `fn` once, `ms` from now; what it returns cancels that. */
export interface Clock {
  now(): number;
  after(ms: number, fn: () => void): () => void;
}

/** A clock that does not move until it is advanced. */
export interface VirtualClock extends Clock {
  /** Moves on by `ms`; every timer that falls due runs in order, at its own moment. */
  advance(ms: number): void;
  /** How many timers wait. */
  pending(): number;
  /** When the next timer falls due. */
  nextAt(): number | undefined;
}

const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The time of the machine. Its timers keep no process alive. */
export const createRealClock = (): Clock => ({
  now: () => Date.now(),
  after: (ms, fn) => {
    const due = Date.now() + ms;
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = Math.max(0, due - Date.now());
      timer = setTimeout(() => (left > LONGEST_TIMEOUT ? arm() : fn()), Math.min(left, LONGEST_TIMEOUT));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
});

interface Timer {
  at: number;
  order: number;
  fn: () => void;
}

export const createVirtualClock = (startMs = Date.UTC(2026, 0, 1, 12)): VirtualClock => {
  let now = startMs;
  let order = 0;
  const waiting = new Set<Timer>();
  // A timer that was taken back stays in the heap until it comes up, or until most of the heap is such timers.
  const heap = createHeap<Timer>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  const next = (): Timer | undefined => {
    if (heap.size() > 2 * waiting.size + 64) heap.keep((timer) => waiting.has(timer));
    for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
      if (waiting.has(first)) return first;
      heap.pop();
    }
    return undefined;
  };
  return {
    now: () => now,
    after: (ms, fn) => {
      const timer = { at: now + (ms > 0 ? ms : 0), order: (order += 1), fn };
      waiting.add(timer);
      heap.push(timer);
      return () => void waiting.delete(timer);
    },
    advance: (ms) => {
      const end = now + ms;
      for (let due = next(); due && due.at <= end; due = next()) {
        heap.pop();
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.fn();
      }
      now = Math.max(now, end);
    },
    pending: () => waiting.size,
    nextAt: () => next()?.at,
  };
};

/** Any clock that can be moved on, also one that takes a while to do so. */
export interface MovableClock extends Clock {
  advance(ms: number): void | Promise<void>;
  /** How far it is ahead of the clock of the machine, where that is known. */
  aheadMs?(): number;
}

export const isVirtual = (clock: Clock): clock is MovableClock => "advance" in clock;

/** A clock whose timers can all be taken back at once, for a reset and for the end. */
export interface Timers extends Clock {
  cancelAll(): void;
}

export const createTimers = (clock: Clock): Timers => {
  const cancels = new Set<() => void>();
  return {
    now: () => clock.now(),
    after: (ms, fn) => {
      const cancel = clock.after(ms, () => {
        cancels.delete(cancel);
        fn();
      });
      cancels.add(cancel);
      return () => {
        cancels.delete(cancel);
        cancel();
      };
    },
    cancelAll: () => {
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
};
