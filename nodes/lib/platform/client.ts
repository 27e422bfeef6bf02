import { sleep, steadily, untilClosed } from "./clock";
import { GenesysError, isGenesysError, withFacts } from "./errors";
import { fateOfRequest, followed } from "./fate";
import type { Limiter, Pass } from "./limiter";
import { rateLimitOf } from "./refusal";
import { createMemory } from "./memory";
import { createPlatformTime } from "./platform-time";
import { createChanges } from "./recent-changes";
import { judge, waitAfterRefusalMs } from "./retry";
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
  RateLimit,
  Transport,
} from "./types";
import { toWire, writeRequest, type Written } from "./wire";

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
  /** Operations whose own limit is used up for longer than anyone waits; the others go on meanwhile. */
  const shutUntil = new Map<string, number>();

  const reportTo = (leave: Pass, error: unknown, operation: string): void => {
    if (!isGenesysError(error) || error.cause.outcome === "notSent") return;
    const rateLimit = error.cause.rateLimit as RateLimit | undefined;
    if (error.code !== "limited") return leave.answered(rateLimit);
    const waitMs = waitAfterRefusalMs(error);
    if (waitMs <= parts.maxWaitMs) return leave.refused(waitMs, rateLimit);
    shutUntil.set(operation, steady.now() + waitMs);
    leave.answered(rateLimit);
  };

  const attempt = async (
    request: Written,
    ticket: number,
    { signal, fate }: CallOptions,
  ): Promise<Exchange> => {
    const shutMs = (shutUntil.get(request.operation) ?? 0) - steady.now();
    if (shutMs > 0) throw stillShut(shutMs);
    const pass = await limiter.enter(ticket, signal);
    const leave = once(pass);
    try {
      const { apiUrl } = await untilClosed(parts.hosts(), signal);
      const token = await tokens.get(signal); // last, so that a request which waited carries no expired one
      try {
        const wire = { ...toWire(request, apiUrl, token), timeoutMs: parts.timeoutMs, signal };
        const sentAt = clock.now();
        const exchange = await followed(fateOfRequest(request, fate), () => parts.transport(wire));
        platformTime.note(exchange.headers["date"], sentAt, clock.now());
        leave.answered(rateLimitOf(exchange.headers));
        return exchange;
      } catch (error) {
        reportTo(leave, error, request.operation);
        if (isGenesysError(error, "auth")) tokens.discard(token);
        throw error;
      }
    } finally {
      leave.unsent();
    }
  };

  const request = async <T>(asked: PlatformRequest, options: CallOptions = {}): Promise<T> => {
    const { signal } = options;
    const written = writeRequest(asked);
    const ticket = limiter.ticket();
    const startedAt = steady.now();
    const tally = { attempts: 0, failures: 0, refusals: 0, renewed: false };
    let deadline = options.deadline;
    for (;;) {
      tally.attempts += 1;
      try {
        const exchange = await attempt(written, ticket, options);
        options.onFacts?.({
          operation: asked.operation,
          status: exchange.status,
          attempts: tally.attempts,
          durationMs: steady.now() - startedAt,
          ...factsOf(exchange),
        });
        return exchange.body as T;
      } catch (error) {
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
        if (!verdict.again) throw tell(error, asked, tally.attempts);
        if (verdict.waitMs > 0) await sleep(clock, verdict.waitMs, signal);
      }
    }
  };

  const follow = parts.follow ?? (() => undefined);
  return {
    grant: parts.grant,
    clock,
    random,
    platformTime: platformTime.of,
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
    unsent: () => first(() => pass.unsent()),
  };
};

const stillShut = (restMs: number): GenesysError =>
  new GenesysError(
    "limited",
    `The platform has asked not to repeat this operation for another ${Math.ceil(restMs / 1000)} s. Nothing was sent.`,
    { outcome: "notSent", retryAfterMs: restMs },
  );

const factsOf = ({ headers }: Exchange) => {
  const correlationId = headers["inin-correlation-id"];
  const rateLimit = rateLimitOf(headers);
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
};

/** Errors leave with the operation, the number of attempts and the fate of the request; the unforeseen as well. */
const tell = (error: unknown, { operation, method }: PlatformRequest, attempts: number): GenesysError => {
  if (isGenesysError(error)) {
    const { code, message, cause } = withFacts(error, { operation, attempts });
    return new GenesysError(code, `${message}${fateOf(error, method)}`, cause);
  }
  return new GenesysError("answer", `Unexpected: ${error instanceof Error ? error.message : String(error)}`, {
    outcome: "unknown",
    operation,
    attempts,
  });
};

/** Where an error leaves it open whether anything happened, its sentence ends with what is known of that. */
const fateOf = ({ code, cause }: GenesysError, method: string): string => {
  if (code !== "network" && code !== "timeout" && code !== "server") return "";
  if (cause.outcome === "notSent") return " Nothing was sent.";
  const onlyReads = method === "GET" || method === "HEAD";
  return cause.outcome === "unknown" && !onlyReads ? " Whether the request took effect is not known." : "";
};
