import type { Clock } from "../types";

/** What came over both of two overlapping lines is recognised for so long after. */
const KEPT_MS = 10_000;

export interface Twins {
  /** Has this come already since the lines began to overlap? */
  isTwin(text: string): boolean;
  /** Two lines stand from now on, until the promise has settled. */
  during<T>(overlap: Promise<T>): Promise<T>;
  close(): void;
}

/** Keeps what comes over two lines at once from being told twice. Remembers nothing while there is one line. */
export const createTwins = (clock: Clock): Twins => {
  let texts: Set<string> | undefined;
  let cancel = (): void => undefined;
  let closed = false;

  return {
    isTwin: (text) => {
      if (texts?.has(text) === true) return true;
      texts?.add(text);
      return false;
    },
    during: async (overlap) => {
      cancel();
      texts ??= new Set();
      try {
        return await overlap;
      } finally {
        if (!closed) cancel = clock.after(KEPT_MS, () => (texts = undefined));
      }
    },
    close: () => {
      closed = true;
      cancel();
    },
  };
};
