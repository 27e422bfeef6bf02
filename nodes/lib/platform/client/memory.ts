import { isGenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";

/** So many reads are kept at most; the oldest goes first. */
const MAX_ENTRIES = 1_000;

/**
 * Reads worth keeping for a while. Those who ask at the same time share one read; a read that fails is not kept, and
 * one that ended because its asker was closed is done anew for the others.
 */
export const createMemory = (clock: Clock): Client["remember"] => {
  const kept = new Map<string, { until: number; value: Promise<unknown> }>();

  const remember = <T>(key: string, forMs: number, read: () => Promise<T>): Promise<T> => {
    const found = kept.get(key) as { until: number; value: Promise<T> } | undefined;
    if (found !== undefined && clock.now() < found.until)
      return found.value.catch((error: unknown) => {
        if (isGenesysError(error, "closed")) return remember(key, forMs, read);
        throw error;
      });
    const value = read();
    kept.delete(key);
    kept.set(key, { until: clock.now() + forMs, value });
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    const oldest = kept.keys().next();
    if (kept.size > MAX_ENTRIES && oldest.done !== true) kept.delete(oldest.value);
    return value;
  };
  return remember;
};
