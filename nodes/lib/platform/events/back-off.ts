import { isGenesysError } from "../errors/errors";
import type { Random } from "../types";

/** The first wait after a lost connection, and the longest. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** For errors that a retry hardly helps, until a person changes credentials, permissions or settings. */
const PATIENT_FIRST_MS = 30_000;
const PATIENT_LONGEST_MS = 5 * 60_000;

/** How long to wait before the next attempt: full jitter, and never less than the platform named. Attempts never end. */
export const reconnectWaitMs = (failures: number, error: unknown, random: Random): number => {
  const patient = ["auth", "denied", "config"].some((code) => isGenesysError(error) && error.code === code);
  const bound = Math.min(
    patient ? PATIENT_LONGEST_MS : LONGEST_MS,
    (patient ? PATIENT_FIRST_MS : FIRST_MS) * 2 ** Math.min(failures, 20),
  );
  const named = isGenesysError(error) ? (error.cause.retryAfterMs ?? 0) : 0;
  return named + random() * bound;
};

/**
 * How long to wait after the nth refusal of a channel in a row: not at all after the first, then 1 s, 2 s, 4 s ... up to
 * five minutes, of which at least a half is waited. Each further attempt costs one of the account's twenty channels.
 */
export const refusedWaitMs = (refusals: number, random: Random): number =>
  refusals <= 1
    ? 0
    : Math.min(PATIENT_LONGEST_MS, FIRST_MS * 2 ** Math.min(refusals - 2, 20)) * (0.5 + random() / 2);
