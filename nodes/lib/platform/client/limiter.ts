import { steadily } from "../time/clock";
import { closedError } from "../errors/errors";
import { createAccountLimit } from "./account-limit";
import { createHeldBack } from "./held-back";
import { createOperationQueues } from "./operation-queues";
import { accountUsedUp, queueFull } from "./limit-errors";
import { createPass, type Pass } from "./pass";
import { waitForPass, type Entrant } from "./waiting";
import type { Clock, Random } from "../types";

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
  const limit = createAccountLimit({ random, perMinute: parts.perMinute, jitterMs, maxWaitMs, maxInFlight });
  const heldBack = createHeldBack(parts.onHeldBack);
  let tickets = 0;
  let newestAdmitted = 0;
  let stopTimer: (() => void) | undefined;

  /** Sends what may be sent now, and looks again when more may be. */
  const pump = (): void => {
    stopTimer?.();
    stopTimer = undefined;
    const now = clock.now();
    let ms = limit.blockedMs(now);
    for (; ms === 0; ms = limit.blockedMs(now)) {
      const place = queues.take(now);
      if (place === undefined) break;
      heldBack.over();
      limit.sent(now);
      place.go(createPass({ clock, limit, queues, jitterMs, pump }, now, place.operation));
    }
    const tooLongMs = ms === 0 ? undefined : limit.tooLongMs(now);
    if (tooLongMs !== undefined)
      for (const place of queues.drain(now)) place.refuse(accountUsedUp(tooLongMs));
    const wakeMs = Math.min(nextLookMs(now, ms), queues.opensInMs(now));
    if (wakeMs < Infinity) stopTimer = clock.after(wakeMs, pump);
  };

  const nextLookMs = (now: number, ms: number): number => {
    if (ms > 0 && queues.hasOpen(now))
      return heldBack.waiting(now, ms, limit.isClosed(now) || limit.isUsedUp());
    heldBack.over();
    return Infinity;
  };

  return {
    ticket: () => (tickets += 1),
    enter: (ticket, signal, entrant = {}) => {
      if (signal?.aborted === true) return Promise.reject(closedError("notSent"));
      const isRepeat = ticket <= newestAdmitted;
      if (queues.size() >= queueLimit && !isRepeat) return Promise.reject(queueFull(queueLimit));
      newestAdmitted = Math.max(newestAdmitted, ticket);
      return waitForPass({ clock, queues, pump }, ticket, entrant, signal);
    },
  };
};
