import { sleep } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Attempt } from "./attempt";
import { withOutcome } from "./outcome";
import type { Limiter } from "./limiter";
import { emptyTally, factsOf, judgeAttempt } from "./next-attempt";
import { PROBE_MS } from "../http/known-window";
import type { CallOptions, Client, Clock, PlatformRequest, Random } from "../types";
import { writeRequest } from "../http/wire";

export interface RequestParts {
  limiter: Pick<Limiter, "nextPosition">;
  clock: Clock;
  /** The same clock, for measuring how long something takes. */
  steady: Clock;
  random: Random;
  maxWaitMs: number;
  /** So long after its first failure a request is not tried again. */
  deadlineMs: number;
}

/** A request is attempted, and again where that is safe. What is known of it meanwhile is its tally. */
export const createRequest = (parts: RequestParts, attempt: Attempt): Client["request"] => {
  const { limiter, clock, steady, random, maxWaitMs } = parts;

  /** Waits before another attempt; a wait for a rate limit is shown. */
  const pause = async (error: unknown, waitMs: number, options: CallOptions): Promise<void> => {
    const isShown = isGenesysError(error, "limited") && waitMs > PROBE_MS;
    if (isShown) options.onHeldBack?.(steady.now() + waitMs);
    try {
      await sleep(clock, waitMs, options.signal);
    } finally {
      if (isShown) options.onHeldBack?.(undefined);
    }
  };

  return async <T>(wanted: PlatformRequest, options: CallOptions = {}): Promise<T> => {
    const { signal, tokenNewerThan, fate, onHeldBack } = options;
    const { operation, repeatable } = wanted;
    const written = writeRequest(wanted);
    const position = limiter.nextPosition();
    const startedAt = steady.now();
    const tally = emptyTally();
    let deadline = options.deadline;
    for (;;) {
      tally.attempts += 1;
      try {
        const patienceMs = deadline === undefined ? Infinity : deadline - clock.now();
        const queued = { operation, patienceMs, onHeldBack };
        const exchange = await attempt(written, position, tally, { queued, signal, tokenNewerThan, fate });
        options.onFacts?.({
          operation,
          status: exchange.status,
          attempts: tally.attempts,
          durationMs: steady.now() - startedAt,
          ...factsOf(exchange),
        });
        return exchange.body as T;
      } catch (error) {
        if (wanted.once === true && tally.onWire) throw withOutcome(error, wanted, tally);
        deadline ??= clock.now() + parts.deadlineMs;
        const remainingMs = deadline - clock.now();
        const verdict = judgeAttempt(error, tally, { repeatable, remainingMs, random, maxWaitMs });
        if (!verdict.again) throw withOutcome(error, wanted, tally);
        tally.mayHaveActed ||= isGenesysError(error) && error.cause.outcome === "unknown";
        tally.onWire = false;
        if (verdict.waitMs > 0)
          await pause(error, verdict.waitMs, options).catch((closed: unknown) => {
            throw withOutcome(closed, wanted, tally);
          });
      }
    }
  };
};
