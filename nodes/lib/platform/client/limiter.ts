import { steadily } from "../time/clock";
import { closedError } from "../errors/errors";
import { createOperationQueues, type Place } from "./operation-queues";
import { accountUsedUp, queueFull } from "./limit-errors";
import { createRateWindow, PROBE_MS } from "./rate-window";
import type { Clock, Random, RateLimit } from "../types";

/** The right to send one request. Exactly one of its members is called, once, when its outcome is known. */
export interface Pass {
  /** An answer came, with or without rate-limit headers. */
  answered(rateLimit?: RateLimit): void;
  /** A 429 came: no request is sent before the time that it names. */
  refused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** A 429 came for the limit of the operation alone: that operation is not sent before the time named. */
  operationRefused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** Nothing reached the platform. */
  unsent(): void;
}

/** What the limiter needs to know of a request. */
export interface Entrant {
  operation?: string;
  /** The limit of its operation is not waited for longer than this. */
  patienceMs?: number;
  /** Called with the time until which the request waits for the limit of its operation; `undefined`: no longer. */
  onHeldBack?: ((untilMs: number | undefined) => void) | undefined;
}

export interface Limiter {
  /** A place in the queue. A repeat keeps the place of its first attempt, so that order survives a refusal. */
  ticket(): number;
  /**
   * @throws GenesysError `limited` at once where the queue is full, except for a repeat, which has been in it before, and
   * where a limit is used up for longer than the account waits; `closed` when the signal says so.
   */
  enter(ticket: number, signal?: AbortSignal, entrant?: Entrant): Promise<Pass>;
}

interface LimiterParts {
  clock: Clock;
  random: Random;
  perMinute: number;
  /** No single time that the platform names is waited for longer than this. */
  maxWaitMs?: number;
  /** How many may wait. */
  queueLimit?: number;
  /** How many may be under way at once; also the number of sockets. */
  maxInFlight?: number;
  /** Reopening is spread over so many ms at most, so that several clients of one token do not return at once. */
  jitterMs?: number;
  /** Told when sending is held back until a time, and (`undefined`) when it goes on. */
  onHeldBack?: (untilMs: number | undefined) => void;
}

/**
 * So many requests per window, and none before the time last named by the platform; that time only ever moves later.
 * First in, first out, for each operation by itself where its own limit is used up.
 */
export const createLimiter = (parts: LimiterParts): Limiter => {
  const { random, queueLimit = 10_000, maxInFlight = 32, jitterMs = 250, maxWaitMs = 180_000 } = parts;
  const clock = steadily(parts.clock);
  const queues = createOperationQueues<Pass>(maxWaitMs);
  const window = createRateWindow({ random, perMinute: parts.perMinute, jitterMs, maxWaitMs });
  let closedUntil = 0;
  let inFlight = 0;
  let refusedAt = -Infinity;
  let tickets = 0;
  let newestAdmitted = 0;
  let stopTimer: (() => void) | undefined;
  let heldUntil: number | undefined;
  let blockedSince: number | undefined;

  /** How long the next request has to wait, if no answer comes before: 0 = it may go. */
  const blockedMs = (now: number): number => {
    if (closedUntil > now) return closedUntil - now;
    return inFlight >= maxInFlight ? Infinity : window.blockedMs(now, inFlight);
  };

  const tellHeldBack = (until: number | undefined): void => {
    if (until === heldUntil) return;
    heldUntil = until;
    parts.onHeldBack?.(until);
  };

  const pump = (): void => {
    stopTimer?.();
    stopTimer = undefined;
    const now = clock.now();
    let ms = blockedMs(now);
    for (; ms === 0; ms = blockedMs(now)) {
      const place = queues.take(now);
      if (place === undefined) break;
      blockedSince = undefined;
      tellHeldBack(undefined);
      window.leave(now);
      inFlight += 1;
      place.go(createPass(now, place.operation));
    }
    const tooLongMs = closedUntil > now || ms === 0 ? undefined : window.tooLongMs(now);
    if (tooLongMs !== undefined)
      for (const place of queues.drain(now)) place.refuse(accountUsedUp(tooLongMs));
    const wakeMs = Math.min(wait(now, ms), queues.opensInMs(now));
    if (wakeMs < Infinity) stopTimer = clock.after(wakeMs, pump);
  };

  /** Shows whether requests wait for the account's own limit. Returns in how many ms to look again. */
  const wait = (now: number, ms: number): number => {
    if (ms === 0 || !queues.hasOpen(now)) {
      blockedSince = undefined;
      tellHeldBack(undefined);
      return Infinity;
    }
    if (ms === Infinity || ms <= PROBE_MS) return ms;
    blockedSince ??= now;
    // A wait for answers that are under way usually ends at once; it is shown if it does not.
    const isLong = now - blockedSince >= PROBE_MS;
    if (!isLong && closedUntil <= now && !window.isUsedUp()) return blockedSince + PROBE_MS - now;
    tellHeldBack(Math.round(now + ms));
    return ms;
  };

  const createPass = (leftAt: number, operation: string): Pass => {
    const leave = (note: (now: number) => void): void => {
      inFlight -= 1;
      note(clock.now());
      pump();
    };
    // An answer to a request that was sent before the last refusal says nothing of the time since.
    const learn = (now: number, rateLimit: RateLimit | undefined): void => {
      if (leftAt >= refusedAt) window.learn(leftAt, now, rateLimit);
    };
    return {
      answered: (rateLimit) =>
        leave((now) => {
          learn(now, rateLimit);
          queues.answered(operation, leftAt);
        }),
      refused: (retryAfterMs, rateLimit) =>
        leave((now) => {
          refusedAt = now;
          window.learn(leftAt, now, rateLimit);
          window.doubt(now, retryAfterMs);
          closedUntil = Math.max(closedUntil, now + retryAfterMs + random() * jitterMs);
          queues.unsettled(operation);
        }),
      operationRefused: (retryAfterMs, rateLimit) =>
        leave((now) => {
          learn(now, rateLimit);
          queues.close(operation, now, Math.max(retryAfterMs, jitterMs));
        }),
      unsent: () =>
        leave(() => {
          window.unsent();
          queues.unsettled(operation);
        }),
    };
  };

  const enter: Limiter["enter"] = (ticket, signal, entrant = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(closedError("notSent"));
      const isRepeat = ticket <= newestAdmitted;
      if (queues.size() >= queueLimit && !isRepeat) return reject(queueFull(queueLimit));
      newestAdmitted = Math.max(newestAdmitted, ticket);
      const now = clock.now();
      let isHeld = false;
      const leave = (): void => {
        signal?.removeEventListener("abort", onAbort);
        if (isHeld) entrant.onHeldBack?.(undefined);
      };
      const onAbort = (): void => {
        queues.remove(place);
        leave();
        reject(closedError("notSent"));
        pump();
      };
      const place: Place<Pass> = {
        ticket,
        operation: entrant.operation ?? "",
        until: now + (entrant.patienceMs ?? Infinity),
        go: (pass) => {
          leave();
          resolve(pass);
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
        hold: (until) => {
          if (until - clock.now() <= PROBE_MS) return;
          isHeld = true;
          entrant.onHeldBack?.(until);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      queues.add(place, now);
      pump();
    });

  return { ticket: () => (tickets += 1), enter };
};
