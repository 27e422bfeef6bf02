import { closedError } from "../errors/errors";
import { setMaxListeners } from "node:events";
import type { Clock } from "../types";

/** A longer timer than this Node.js takes for none at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The system clock. A timer of more than 24 days fires early: its caller has to check the time again. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/**
 * The same clock for measuring how long something takes. If the system clock is set back, it continues from the time
 * that was read last. If the system clock is set ahead, as after a sleep of the machine, it is ahead as well.
 */
export const steadily = (clock: Clock): Clock => {
  let last = clock.now();
  let setBackBy = 0;
  return {
    now: () => {
      const read = clock.now();
      setBackBy = Math.max(setBackBy, last - read);
      return (last = read + setBackBy);
    },
    after: (ms, fn) => clock.after(ms, fn),
  };
};

/** Settles `ms` from now, or rejects with `closed` as soon as the signal aborts. Leaves no timer and no listener. */
export const sleep = (clock: Clock, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(closedError());
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(closedError());
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });

/**
 * Ends what is in progress, for a node, a channel or one request: the only place that makes a signal. Its listeners are
 * not limited to ten, above which Node.js warns of a leak: each is removed when the promise it waited for has settled.
 */
export const createClosing = (): AbortController => {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  return closing;
};

/** The promise, or `closed` if the signal comes first. The work behind the promise continues for its other callers. */
export const untilClosed = <T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(closedError());
    const settle =
      <V>(then: (value: V) => void) =>
      (value: V): void => {
        signal.removeEventListener("abort", onAbort);
        then(value);
      };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then(settle(resolve), settle(reject));
  });
};
