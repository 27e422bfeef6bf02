import { sleep, steadily, untilClosed } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import { fateOfRequest, followed } from "../errors/act-fate";
import { fateOf, type Tally } from "./fate";
import type { Entrant, Limiter, Pass } from "./limiter";
import { createMemory } from "./memory";
import { createPlatformTime } from "../time/platform-time";
import { judgeRateLimit, rateLimitOf } from "../http/rate-limit";
import { PROBE_MS } from "./rate-window";
import { createChanges } from "./recent-changes";
import { judge } from "./retry";
import type { Tokens } from "./tokens";
import { createUpload } from "./upload";
import type {
  CallOptions,
  Client,
  Clock,
  Exchange,
  Grant,
  Hosts,
  PlatformRequest,
  Random,
  Transport,
} from "../types";
import { toWire, writeRequest, type Written } from "../http/wire";

interface ClientParts {
  transport: Transport;
  tokens: Tokens;
  limiter: Limiter;
  clock: Clock;
  random: Random;
  grant: Grant;
  /** Where to send: a promise, because the simulated org starts with the first request. */
  hosts: () => Promise<Hosts>;
  timeoutMs: number;
  /** A longer `Retry-After` than this fails at once. */
  maxWaitMs: number;
  /** The account's event channel, where one is open. */
  follow?: Client["follow"];
  /** So long after its first failure a request is not tried again. */
  deadlineMs: number;
}

/** The way of one request: queue, token, wire, and again where that is safe. */
export const createClient = (parts: ClientParts): Client => {
  const { clock, random, limiter, tokens } = parts;
  const steady = steadily(clock);
  const platformTime = createPlatformTime();

  const reportTo = (leave: Pass, error: unknown): void => {
    if (!isGenesysError(error) || error.cause.outcome === "notSent") return;
    const { scope, retryAfterMs, rateLimit } = judgeRateLimit(error.cause);
    if (error.code !== "limited") return leave.answered(rateLimit);
    // A time that is longer than the account waits stops one operation only, whatever the limit is.
    if (scope === "operation" || retryAfterMs > parts.maxWaitMs)
      return leave.operationRefused(retryAfterMs, rateLimit);
    leave.refused(retryAfterMs, rateLimit);
  };

  const attempt = async (
    request: Written,
    ticket: number,
    tally: Tally,
    {
      signal,
      tokenNewerThan,
      fate,
      ...entrant
    }: Entrant & Pick<CallOptions, "signal" | "tokenNewerThan" | "fate">,
  ): Promise<Exchange> => {
    const pass = await limiter.enter(ticket, signal, entrant);
    const leave = once(pass);
    try {
      const { apiUrl } = await untilClosed(parts.hosts(), signal);
      const token = await tokens.get(signal, tokenNewerThan); // last, so that a request which waited carries no expired one
      tally.onWire = true;
      try {
        const wire = { ...toWire(request, apiUrl, token), timeoutMs: parts.timeoutMs, signal };
        const sentAt = clock.now();
        const exchange = await followed(fateOfRequest(request, fate), () => parts.transport(wire));
        platformTime.note(exchange.headers["date"], sentAt, clock.now());
        leave.answered(rateLimitOf(exchange.headers));
        return exchange;
      } catch (error) {
        reportTo(leave, error);
        if (isGenesysError(error, "auth")) tokens.discard(token);
        throw error;
      }
    } finally {
      leave.unsent();
    }
  };

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

  const request = async <T>(asked: PlatformRequest, options: CallOptions = {}): Promise<T> => {
    const { signal, onHeldBack } = options;
    const written = writeRequest(asked);
    const ticket = limiter.ticket();
    const startedAt = steady.now();
    const tally: Tally = {
      attempts: 0,
      failures: 0,
      refusals: 0,
      renewed: false,
      mayHaveActed: false,
      onWire: false,
    };
    let deadline = options.deadline;
    for (;;) {
      tally.attempts += 1;
      tally.onWire = false;
      try {
        const patienceMs = deadline === undefined ? Infinity : deadline - clock.now();
        const exchange = await attempt(written, ticket, tally, {
          operation: asked.operation,
          patienceMs,
          onHeldBack,
          signal,
          tokenNewerThan: options.tokenNewerThan,
          fate: options.fate,
        });
        options.onFacts?.({
          operation: asked.operation,
          status: exchange.status,
          attempts: tally.attempts,
          durationMs: steady.now() - startedAt,
          ...factsOf(exchange),
        });
        return exchange.body as T;
      } catch (error) {
        if (asked.once === true && tally.onWire) throw fateOf(error, asked, tally);
        deadline ??= clock.now() + parts.deadlineMs;
        if (isGenesysError(error, "auth") && error.cause.outcome === "refused" && !tally.renewed) {
          tally.renewed = true;
          continue;
        }
        if (isGenesysError(error, "limited")) tally.refusals += 1;
        else tally.failures += 1;
        const remainingMs = deadline - clock.now();
        const verdict = judge(error, {
          repeatable: asked.repeatable,
          ...tally,
          remainingMs,
          random,
          maxWaitMs: parts.maxWaitMs,
        });
        if (!verdict.again) throw fateOf(error, asked, tally);
        tally.mayHaveActed ||= isGenesysError(error) && error.cause.outcome === "unknown";
        tally.onWire = false;
        if (verdict.waitMs > 0)
          await pause(error, verdict.waitMs, options).catch((closed: unknown) => {
            throw fateOf(closed, asked, tally);
          });
      }
    }
  };

  const follow = parts.follow ?? (() => undefined);
  return {
    grant: parts.grant,
    clock,
    random,
    platformTime: platformTime.of,
    longestWaitMs: parts.maxWaitMs,
    request,
    upload: createUpload(parts),
    follow,
    remember: createMemory(steady),
    changes: createChanges(steady),
  };
};

/** The first word about a pass counts; `unsent` at the end of every attempt closes what nobody reported. */
const once = (pass: Pass): Pass => {
  let told = false;
  const first = (tell: () => void): void => {
    if (told) return;
    told = true;
    tell();
  };
  return {
    answered: (rateLimit) => first(() => pass.answered(rateLimit)),
    refused: (ms, rateLimit) => first(() => pass.refused(ms, rateLimit)),
    operationRefused: (ms, rateLimit) => first(() => pass.operationRefused(ms, rateLimit)),
    unsent: () => first(() => pass.unsent()),
  };
};

const factsOf = ({ headers }: Exchange) => {
  const correlationId = headers["inin-correlation-id"];
  const rateLimit = rateLimitOf(headers);
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
};
