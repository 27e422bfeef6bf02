import { sleep } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Attempt } from "./attempt";
import { withOutcome, type Tally } from "./outcome";
import type { Limiter } from "./limiter";
import { rateLimitOf } from "../http/rate-limit";
import { PROBE_MS } from "../http/known-window";
import { judge } from "./retry";
import type { CallOptions, Client, Clock, Exchange, PlatformRequest, Random } from "../types";
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
      tally.onWire = false;
      try {
        const patienceMs = deadline === undefined ? Infinity : deadline - clock.now();
        const acquireOptions = { operation, patienceMs, onHeldBack };
        const exchange = await attempt(written, position, tally, {
          ...acquireOptions,
          signal,
          tokenNewerThan,
          fate,
        });
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
        if (isGenesysError(error, "auth") && error.cause.outcome === "refused" && !tally.renewed) {
          tally.renewed = true;
          continue;
        }
        if (isGenesysError(error, "limited")) tally.refusals += 1;
        else tally.failures += 1;
        const remainingMs = deadline - clock.now();
        const verdict = judge(error, { repeatable, ...tally, remainingMs, random, maxWaitMs });
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

const emptyTally = (): Tally => ({
  attempts: 0,
  failures: 0,
  refusals: 0,
  renewed: false,
  mayHaveActed: false,
  onWire: false,
});

const factsOf = ({ headers, body }: Exchange) => {
  const contentType = body instanceof Uint8Array ? headers["content-type"] : undefined;
  const correlationId = headers["inin-correlation-id"];
  const rateLimit = rateLimitOf(headers);
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(contentType === undefined ? {} : { contentType }),
  };
};
