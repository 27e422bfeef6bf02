import { isGenesysError, type GenesysError } from "../errors/errors";
import { judgeRateLimit } from "../http/rate-limit";
import type { Random } from "../types";

/** So many times a request whose outcome is unknown, or that was not sent, is tried in all. */
const MAX_TRIES = 4;
/** So many refusals for the rate limit one request takes before it gives up. */
const MAX_REFUSALS = 10;
/** Waits grow from here ... */
const FIRST_WAIT_MS = 500;
/** ... up to here, each drawn by itself between nothing and its full length. */
const LONGEST_WAIT_MS = 16_000;

export type Verdict = { again: false } | { again: true; waitMs: number };

/** What decides about a retry besides the error itself. */
export interface Situation {
  repeatable: boolean;
  /** Attempts made so far that ended in no response or a 5xx. */
  failures: number;
  /** Attempts made so far that ended in a 429. */
  refusals: number;
  maxWaitMs: number;
  /** What is left until the deadline. */
  remainingMs: number;
  random: Random;
  /** No limiter holds back after a refusal, as at a store of files: it is waited for here. */
  isUnlimited?: boolean;
}

const STOP: Verdict = { again: false };

/** May the request be sent once more, and when? A list of reasons to stop; bugs and unknown errors are never repeated. */
export const judge = (error: unknown, situation: Situation): Verdict => {
  if (!isGenesysError(error)) return STOP;
  if (error.code === "limited") return judgeLimited(error, situation);
  if (!isTransient(error)) return STOP;
  if (!situation.repeatable && error.cause.outcome !== "notSent") return STOP;
  if (situation.failures >= MAX_TRIES) return STOP;
  const isFirstStale = error.cause.staleSocket === true && situation.failures === 1;
  const waitMs = isFirstStale ? 0 : backOffMs(situation.failures, situation.random);
  return waitMs > situation.remainingMs ? STOP : { again: true, waitMs };
};

const judgeLimited = (error: GenesysError, situation: Situation): Verdict => {
  const { cause } = error;
  if (cause.queueLimit !== undefined || situation.refusals >= MAX_REFUSALS) return STOP;
  const waitMs = waitAfterRefusalMs(error);
  if (waitMs > situation.maxWaitMs || waitMs > situation.remainingMs) return STOP;
  // The limiter holds everyone back after a 429 of the API; only throttling by others, as the token endpoint, is waited for here.
  const isWaitedFor = situation.isUnlimited === true || cause.outcome === "notSent";
  return { again: true, waitMs: isWaitedFor ? waitMs : 0 };
};

/** Transient failures: the network, a timeout, and the 5xx of an overloaded or restarting platform. */
const isTransient = ({ code, cause }: GenesysError): boolean =>
  code === "network" ||
  code === "timeout" ||
  (code === "server" && (cause.status === 502 || cause.status === 503 || cause.status === 504));

/** Full jitter: anything up to the doubling bound. `failures` is at least 1. */
export const backOffMs = (failures: number, random: Random): number =>
  random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));

/** How long to wait after a refusal for a rate limit. */
export const waitAfterRefusalMs = ({ cause }: GenesysError): number => judgeRateLimit(cause).retryAfterMs;
