import { closedError } from "./clock";
import type { Client } from "./types";

/** Between two looks without an event channel: first short, then longer, to spare the rate limit. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 15_000;
const GROWTH = 1.5;
/** With a channel the events say when to look; this is for the one that got lost. */
const LOOK_WITH_CHANNEL_MS = 30_000;

export interface Wait<T> {
  conversationId: string;
  /** One look, usually one read: what is waited for, or `undefined` where it is not there yet. */
  look: () => Promise<T | undefined>;
  /** Clock time in ms. At this moment it is looked once more, for the last time. */
  deadline: number;
  signal?: AbortSignal | undefined;
  /** Looks no later than this before another one, where the caller knows when something is due. */
  dueAt?: () => number | undefined;
}

/**
 * Waits until a look finds something: as soon as the account's channel tells of a change, else at growing intervals.
 * `undefined` at the deadline; `closed` when the signal says so. Leaves no timer and no listener.
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
      const found = await wait.look();
      if (found !== undefined) return found;
      const now = clock.now();
      if (now >= wait.deadline) return undefined;
      const due = (wait.dueAt?.() ?? Infinity) - now;
      const ms = Math.min(
        stop === undefined ? pause : LOOK_WITH_CHANNEL_MS,
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
