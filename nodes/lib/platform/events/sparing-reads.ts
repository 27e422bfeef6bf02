import type { Clock } from "../types";

/** All of these conversations together are read this often: a fifth of an account's requests, by default. */
const SPACING_MS = 1_000;
/** One of them is read after this time, then less and less often. */
const FIRST_MS = 3_000;
const LONGEST_MS = 60_000;
const GROWTH = 1.5;

export interface SparingReads {
  /** This conversation is read now and then, from now on. */
  add(conversationId: string): void;
  remove(conversationId: string): void;
  close(): void;
}

/** Reads conversations that no notification reports. However many there are, the account's other requests have room. */
export const createSparingReads = (clock: Clock, read: (conversationId: string) => void): SparingReads => {
  const waiting = new Map<string, { dueAt: number; pauseMs: number }>();
  let cancel: (() => void) | undefined;

  const look = (): void => {
    cancel = undefined;
    const now = clock.now();
    let first: [string, { dueAt: number; pauseMs: number }] | undefined;
    for (const one of waiting) if (first === undefined || one[1].dueAt < first[1].dueAt) first = one;
    if (first !== undefined && first[1].dueAt <= now) {
      const [conversationId, { pauseMs }] = first;
      const next = Math.min(pauseMs * GROWTH, LONGEST_MS);
      waiting.set(conversationId, { dueAt: now + next, pauseMs: next });
      read(conversationId);
    }
    arm();
  };
  const arm = (): void => {
    if (waiting.size > 0) cancel ??= clock.after(SPACING_MS, look);
  };

  return {
    add: (conversationId) => {
      if (waiting.has(conversationId)) return;
      waiting.set(conversationId, { dueAt: clock.now() + FIRST_MS, pauseMs: FIRST_MS });
      arm();
    },
    remove: (conversationId) => {
      if (!waiting.delete(conversationId) || waiting.size > 0) return;
      cancel?.();
      cancel = undefined;
    },
    close: () => {
      waiting.clear();
      cancel?.();
    },
  };
};
