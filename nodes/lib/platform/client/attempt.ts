import { untilClosed } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import { fateOfRequest, followed } from "../errors/act-fate";
import type { Tally } from "./outcome";
import type { Limiter } from "./limiter";
import { reportedOnce, type Permit } from "./permit";
import { judgeRateLimit, rateLimitOf } from "../http/rate-limit";
import type { PlatformTime } from "../time/platform-time";
import type { Tokens } from "./tokens";
import type { AcquireOptions } from "./waiting";
import type { CallOptions, Clock, Exchange, Hosts, Transport } from "../types";
import { toWire, type Written } from "../http/wire";

export interface AttemptParts {
  transport: Transport;
  tokens: Tokens;
  limiter: Limiter;
  clock: Clock;
  /** Where to send: a promise, because the simulated org starts with the first request. */
  hosts: () => Promise<Hosts>;
  timeoutMs: number;
  /** A longer `Retry-After` than this fails at once. */
  maxWaitMs: number;
}

interface Options extends Pick<CallOptions, "signal" | "tokenNewerThan" | "fate"> {
  /** How it waits for its turn. */
  queued: AcquireOptions;
}

export type Attempt = (
  request: Written,
  position: number,
  tally: Tally,
  options: Options,
) => Promise<Exchange>;

/** One attempt of a request: limiter, token, transport. The limiter is notified of its outcome, whatever that is. */
export const createAttempt = (parts: AttemptParts, platformTime: PlatformTime): Attempt => {
  const { clock, limiter, tokens } = parts;

  return async (request, position, tally, { queued, signal, tokenNewerThan, fate }) => {
    const permit = reportedOnce(await limiter.acquire(position, signal, queued));
    try {
      const { apiUrl } = await untilClosed(parts.hosts(), signal);
      const token = await tokens.get(signal, tokenNewerThan); // last, so that a request which waited carries no expired one
      tally.onWire = true;
      try {
        const wire = toWire(request, { apiUrl, token, timeoutMs: parts.timeoutMs, signal });
        const sentAt = clock.now();
        const exchange = await followed(fateOfRequest(request, fate), () => parts.transport(wire));
        platformTime.note(exchange.headers["date"], sentAt, clock.now());
        permit.answered(rateLimitOf(exchange.headers));
        return exchange;
      } catch (error) {
        report(permit, error, parts.maxWaitMs);
        if (isGenesysError(error, "auth")) tokens.discard(token);
        throw error;
      }
    } finally {
      permit.unsent();
    }
  };
};

/** What a failed attempt shows of the rate limit. */
const report = (permit: Permit, error: unknown, maxWaitMs: number): void => {
  if (!isGenesysError(error) || error.cause.outcome === "notSent") return;
  const { scope, retryAfterMs, rateLimit } = judgeRateLimit(error.cause);
  if (error.code !== "limited") return permit.answered(rateLimit);
  // A time that is longer than the account waits stops one operation only, whatever the limit is.
  if (scope === "operation" || retryAfterMs > maxWaitMs)
    return permit.operationRefused(retryAfterMs, rateLimit);
  permit.refused(retryAfterMs, rateLimit);
};
