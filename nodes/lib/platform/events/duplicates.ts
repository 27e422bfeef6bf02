import type { Clock } from "../types";

/** What comes over both of two overlapping connections is recognised for this long afterwards. */
const KEPT_MS = 10_000;

export interface Duplicates {
  /** Has this come already since the connections began to overlap? */
  isDuplicate(text: string): boolean;
  /** Two connections are open from now on, until the promise has settled. */
  during<T>(overlap: Promise<T>): Promise<T>;
  close(): void;
}

/** Deduplicates what comes over two connections at once. Remembers nothing while there is one. */
export const createDuplicates = (clock: Clock): Duplicates => {
  let texts: Set<string> | undefined;
  let cancel = (): void => undefined;
  let closed = false;

  return {
    isDuplicate: (text) => {
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
