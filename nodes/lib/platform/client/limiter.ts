import { steadily } from "../time/clock";
import { closedError } from "../errors/errors";
import { createAccountLimit } from "./account-limit";
import { createHeldBack } from "./held-back";
import { createOperationQueues } from "./operation-queues";
import { accountUsedUp, queueFull } from "./limit-errors";
import { createSharedLimit } from "./shared-limit";
import type { SharedWindow } from "../backplane/types";
import { createPermit, type Permit } from "./permit";
import { waitForPermit, type AcquireOptions } from "./waiting";
import type { SentRequest } from "./account-limit";
import type { Clock, LimitState, Random, RateLimit } from "../types";

export interface Limiter {
  /** A position in the queue. A retry keeps the position of the first attempt, so that order survives a refusal. */
  nextPosition(): number;
  /**
   * @throws GenesysError `limited` at once where the queue is full, except for a retry, which has been in it before, and
   * where a limit is used up for longer than the account waits; `closed` when the signal aborts.
   */
  acquire(position: number, signal?: AbortSignal, options?: AcquireOptions): Promise<Permit>;
}

/** One whose queue can be looked at. */
export interface VisibleLimiter extends Limiter {
  state(): LimitState;
}

interface LimiterParts {
  clock: Clock;
  random: Random;
  perMinute: number;
  /** No single time that the platform names is waited for longer than this. */
  maxWaitMs?: number;
  /** How many may wait. */
  queueLimit?: number;
  /** How many may be in progress at once; also the number of sockets. */
  maxInFlight?: number;
  /** Reopening is spread over up to this many ms, so that several clients of one token do not return at once. */
  jitterMs?: number;
  /** The window that other instances use as well, until the signal aborts. */
  shared?: { window: SharedWindow; signal: AbortSignal } | undefined;
  /** Called when sending is held back until a time, and (`undefined`) when it continues. */
  onHeldBack?: (untilMs: number | undefined) => void;
}

/**
 * Requests up to the limit of each window, and none before the time that the platform named last; it only ever moves later.
 * First in, first out, for each operation by itself where its own limit is used up.
 */
export const createLimiter = (parts: LimiterParts): VisibleLimiter => {
  const { random, queueLimit = 10_000, maxInFlight = 32, jitterMs = 250, maxWaitMs = 180_000 } = parts;
  const clock = steadily(parts.clock);
  const queues = createOperationQueues<Permit>(maxWaitMs);
  const limits = { random, perMinute: parts.perMinute, jitterMs, maxWaitMs, maxInFlight };
  const limit =
    parts.shared === undefined
      ? createAccountLimit(limits)
      : createSharedLimit({ ...limits, ...parts.shared, clock, onChange: () => pump() });
  const heldBack = createHeldBack(parts.onHeldBack);
  const seen: Omit<LimitState, "waiting"> = { inFlight: 0 };
  let positions = 0;
  let newestPosition = 0;
  let stopTimer: (() => void) | undefined;

  /** Sends what may be sent now, and looks again when more may be. */
  const pump = (): void => {
    stopTimer?.();
    stopTimer = undefined;
    const now = clock.now();
    limit.want(queues.open(now));
    let ms = limit.blockedMs(now);
    for (; ms === 0; ms = limit.blockedMs(now)) {
      const queued = queues.take(now);
      if (queued === undefined) break;
      heldBack.over();
      const sent = noted(limit.sent(now), seen);
      queued.admit(createPermit({ clock, sent, queues, jitterMs, pump }, now, queued.operation));
    }
    const tooLongMs = limit.tooLongMs(now);
    if (tooLongMs !== undefined)
      for (const queued of queues.drain(now)) queued.refuse(accountUsedUp(tooLongMs));
    const wakeMs = Math.min(nextLookMs(now, ms), queues.opensInMs(now));
    if (wakeMs < Infinity) stopTimer = clock.after(wakeMs, pump);
  };

  const nextLookMs = (now: number, ms: number): number => {
    if (queues.hasOpen(now)) return heldBack.waiting(now, ms, limit.isClosed(now) || limit.isUsedUp());
    heldBack.over();
    return Infinity;
  };

  return {
    state: () => ({ waiting: queues.size(), ...seen }),
    nextPosition: () => (positions += 1),
    acquire: (position, signal, options = {}) => {
      if (signal?.aborted === true) return Promise.reject(closedError("notSent"));
      const isRetry = position <= newestPosition;
      if (queues.size() >= queueLimit && !isRetry) return Promise.reject(queueFull(queueLimit));
      newestPosition = Math.max(newestPosition, position);
      return waitForPermit({ clock, queues, pump }, position, options, signal);
    },
  };
};

/** Notes what a request in progress shows. */
const noted = (sent: SentRequest, seen: Omit<LimitState, "waiting">): SentRequest => {
  seen.inFlight += 1;
  const note = (at: number, reported: RateLimit | undefined): void => {
    seen.inFlight -= 1;
    if (reported !== undefined) seen.reported = { ...reported, at };
  };
  return {
    answered: (now, reported) => {
      note(now, reported);
      sent.answered(now, reported);
    },
    refused: (now, retryAfterMs, reported) => {
      note(now, reported);
      sent.refused(now, retryAfterMs, reported);
    },
    unsent: () => {
      seen.inFlight -= 1;
      sent.unsent();
    },
  };
};
