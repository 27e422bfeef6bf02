import { isGenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";

/** No more reads than this are kept. The one that was used longest ago is removed first. */
const MAX_ENTRIES = 1_000;

/**
 * Keeps what was read for a while. Callers that come at the same time share one read. A read that fails is not kept. One
 * that ended because its caller was closed is made again for the others.
 */
export const createReadCache = (clock: Clock): Client["remember"] => {
  const cached = new Map<string, { until: number; value: Promise<unknown> }>();

  const remember = <T>(key: string, forMs: number, read: () => Promise<T>): Promise<T> => {
    const found = cached.get(key) as { until: number; value: Promise<T> } | undefined;
    cached.delete(key);
    if (found !== undefined && clock.now() < found.until) {
      cached.set(key, found); // what an account has done is kept here too, and must not go because it is old
      return found.value.catch((error: unknown) => {
        if (isGenesysError(error, "closed")) return remember(key, forMs, read);
        throw error;
      });
    }
    const value = read();
    cached.set(key, { until: clock.now() + forMs, value });
    value.catch(() => {
      if (cached.get(key)?.value === value) cached.delete(key);
    });
    const oldest = cached.keys().next();
    if (cached.size > MAX_ENTRIES && oldest.done !== true) cached.delete(oldest.value);
    return value;
  };
  return remember;
};
