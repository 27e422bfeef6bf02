import { setMaxListeners } from "node:events";
import { GenesysError } from "./errors";
import type { Clock } from "./types";

/** The clock on the wall. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** What a call that was ended by closing its node rejects with; never reported. */
export const closedError = (): GenesysError =>
  new GenesysError("closed", "The node was closed.", { outcome: "unknown" });

/** Settles `ms` from now, or rejects with `closed` as soon as the signal says so. Leaves no timer and no listener. */
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

/** Ends all that is under way for a node. Any number may wait on its signal: Node.js would take them for a leak. */
export const createClosing = (): AbortController => {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  return closing;
};

/** The promise, or `closed` if the signal comes first. What the promise stands for goes on for its other callers. */
export const untilClosed = <T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(closedError());
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
};
