import { createClosing } from "./clock";
import { closedError, isGenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";

/** Between two looks without an event channel: first short, then longer, to spare the rate limit. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 15_000;
const GROWTH = 1.5;
/** The last look begins at the deadline. It, or one that is still in progress then, is aborted after this time. */
const LAST_LOOK_MS = 2_000;

export interface Wait<T> {
  conversationId: string;
  /**
   * One look, usually one read: what is waited for, or `undefined` if it is not there yet. Its signal is for reads
   * only. It aborts at the end of the node and after the deadline, and the deadline must not abort anything that was
   * sent.
   */
  look: (signal: AbortSignal) => Promise<T | undefined>;
  /** Clock time in ms. At this moment it is looked once more, for the last time. */
  deadline: number;
  signal?: AbortSignal | undefined;
  /** Looks no later than this before another one, if the caller can name the time when something is due. */
  dueAt?: () => number | undefined;
}

/**
 * Waits until a look finds something: as soon as the account's channel notifies of a change, else at growing intervals.
 * `undefined` at the deadline; `closed` when the signal aborts. Leaves no timer and no listener.
 */
export const waitFor = async <T>(client: Client, wait: Wait<T>): Promise<T | undefined> => {
  const { clock } = client;
  let nudged = false;
  let wake: (() => void) | undefined;
  const stop = client.follow(wait.conversationId, () => {
    nudged = true;
    wake?.();
  });
  try {
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * GROWTH, LONGEST_LOOK_MS)) {
      nudged = false;
      const found = await lookOnce(clock, wait);
      if (found !== undefined) return found;
      const now = clock.now();
      if (now >= wait.deadline) return undefined;
      const due = (wait.dueAt?.() ?? Infinity) - now;
      const ms = Math.min(
        stop === undefined ? pause : Infinity, // the channel says when to look
        wait.deadline - now,
        Math.max(due, 50),
      );
      await new Promise<void>((resolve, reject) => {
        const end = (settle: () => void) => (): void => {
          cancel();
          wake = undefined;
          wait.signal?.removeEventListener("abort", onAbort);
          settle();
        };
        const onAbort = end(() => reject(closedError()));
        wake = end(resolve);
        const cancel = clock.after(nudged ? 0 : ms, wake);
        wait.signal?.addEventListener("abort", onAbort, { once: true });
        if (wait.signal?.aborted === true) onAbort();
      });
    }
  } finally {
    stop?.();
  }
};

/** A look that hangs, or waits for its turn under the rate limit, finds nothing any more once the deadline is over. */
const lookOnce = async <T>(clock: Clock, { look, deadline, signal }: Wait<T>): Promise<T | undefined> => {
  const ending = createClosing();
  const end = (): void => ending.abort();
  const cancel = clock.after(deadline + LAST_LOOK_MS - clock.now(), end);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  try {
    return await look(ending.signal);
  } catch (error) {
    const isLate = ending.signal.aborted && signal?.aborted !== true;
    if (isLate && isGenesysError(error, "closed")) return undefined;
    throw error;
  } finally {
    cancel();
    signal?.removeEventListener("abort", end);
  }
};

/** What to do about a wrap-up after one look. Pure. */

/** How long to wait for a state that should be over in a moment. */
export const SETTLE_MS = 10_000;
