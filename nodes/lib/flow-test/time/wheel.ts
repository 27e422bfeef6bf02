/** The timers of a process whose time passes only when it is moved on. */

export interface Wheel {
  now(): number;
  /** Calls `fn` once, `ms` from now; what it returns cancels that. */
  after(ms: number, fn: () => void): () => void;
  /** When the next timer falls due. */
  nextAt(): number | undefined;
  /** Runs the next timer at its time, if that is not after `limit`. */
  runNext(limit: number): boolean;
  /** Before anything has a timer: the time may be earlier than it was. */
  startAt(at: number): void;
  /** Without running a timer. */
  jumpTo(at: number): void;
  /** Grows with each timer that is set or cancelled. */
  changes(): number;
}

interface Timer {
  at: number;
  order: number;
  fn: (() => void) | undefined;
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** A binary heap: the timer that is due first is at its top. */
const createHeap = () => {
  const heap: Timer[] = [];
  const at = (index: number): Timer => heap[index] as Timer;
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [at(other), at(one)];
  };
  const push = (timer: Timer): void => {
    heap.push(timer);
    for (let index = heap.length - 1; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!isBefore(at(index), at(parent))) break;
      swap(index, parent);
      index = parent;
    }
  };
  const pop = (): void => {
    swap(0, heap.length - 1);
    heap.pop();
    for (let index = 0; ;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2])
        if (child < heap.length && isBefore(at(child), at(least))) least = child;
      if (least === index) break;
      swap(index, least);
      index = least;
    }
  };
  return { push, pop, top: () => heap[0] };
};

export const createWheel = (startMs: number): Wheel => {
  const heap = createHeap();
  let now = startMs;
  let order = 0;
  let changes = 0;

  const next = (): Timer | undefined => {
    for (let top = heap.top(); top !== undefined; top = heap.top()) {
      if (top.fn !== undefined) return top;
      heap.pop(); // it was cancelled
    }
    return undefined;
  };

  return {
    now: () => now,
    after: (ms, fn) => {
      const timer: Timer = { at: now + (ms > 0 ? ms : 0), order: (order += 1), fn };
      heap.push(timer);
      changes += 1;
      return () => {
        if (timer.fn !== undefined) changes += 1;
        timer.fn = undefined;
      };
    },
    nextAt: () => next()?.at,
    runNext: (limit) => {
      const due = next();
      if (due?.fn === undefined || due.at > limit) return false;
      heap.pop();
      const { fn } = due;
      due.fn = undefined;
      now = Math.max(now, due.at);
      changes += 1;
      fn();
      return true;
    },
    startAt: (at) => void (now = at),
    jumpTo: (at) => void (now = Math.max(now, at)),
    changes: () => changes,
  };
};
