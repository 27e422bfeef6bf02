import { isGenesysError } from "../errors/errors";
import type { Clock } from "../types";
import { sleep } from "./clock";

/** What was accepted shows only a while later: waits before each look, 5 s together. */
export const LOOKS_MS: readonly number[] = [500, 1_500, 3_000];

/**
 * Looks for what a request with a lost response has done, after each of these waits, until it is found. A read that fails
 * counts as nothing found: the error of the request itself is more useful.
 * @throws GenesysError `closed` as soon as the signal aborts
 */
export const lookUntilFound = async <T>(
  clock: Clock,
  find: () => Promise<T | undefined>,
  { waitsMs = LOOKS_MS, signal }: { waitsMs?: readonly number[]; signal?: AbortSignal | undefined } = {},
): Promise<T | undefined> => {
  for (const ms of waitsMs) {
    await sleep(clock, ms, signal);
    try {
      const found = await find();
      if (found !== undefined) return found;
    } catch (error) {
      if (!isGenesysError(error) || signal?.aborted === true) throw error;
    }
  }
  return undefined;
};
