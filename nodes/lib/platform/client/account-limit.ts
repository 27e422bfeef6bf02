import { createRateWindow, type WindowParts } from "./rate-window";
import type { RateLimit } from "../types";

/** The state of the account's own limit: its window, the requests in progress, and the time that the last 429 named. */
export interface AccountLimit {
  /** How long the next request has to wait, if no response comes before. 0: it may be sent. */
  blockedMs(now: number): number;
  /** Is the time that a 429 named still to come? */
  isClosed(now: number): boolean;
  /** Has the platform reported it, so that it does not depend on requests in progress? */
  isUsedUp(): boolean;
  /** If the window is used up for longer than the account waits: for how long. */
  tooLongMs(now: number): number | undefined;
  /** So many requests wait that nothing else holds back. */
  want(count: number): void;
  sent(now: number): SentRequest;
}

/** A request that was sent. One of these is called when its outcome is known. */
export interface SentRequest {
  answered(now: number, rateLimit: RateLimit | undefined): void;
  refused(now: number, retryAfterMs: number, rateLimit: RateLimit | undefined): void;
  unsent(): void;
}

export interface LimitParts extends WindowParts {
  /** How many may be in progress at once. */
  maxInFlight: number;
}

export const createAccountLimit = (parts: LimitParts): AccountLimit => {
  const { random, jitterMs, maxInFlight } = parts;
  const window = createRateWindow(parts);
  let closedUntil = 0; // it only ever moves later
  let refusedAt = -Infinity;
  let inFlight = 0;

  return {
    blockedMs: (now) => {
      if (closedUntil > now) return closedUntil - now;
      return inFlight >= maxInFlight ? Infinity : window.blockedMs(now, inFlight);
    },
    isClosed: (now) => closedUntil > now,
    isUsedUp: () => window.isUsedUp(),
    tooLongMs: (now) => (closedUntil > now ? undefined : window.tooLongMs(now)),
    want: () => undefined, // no other instance has to be asked
    sent: (sentAt) => {
      window.sent(sentAt);
      inFlight += 1;
      return {
        answered: (now, rateLimit) => {
          inFlight -= 1;
          // A response to a request that was sent before the last refusal shows nothing of the time since.
          if (sentAt >= refusedAt) window.learn(sentAt, now, rateLimit);
        },
        refused: (now, retryAfterMs, rateLimit) => {
          inFlight -= 1;
          refusedAt = now;
          window.learn(sentAt, now, rateLimit);
          window.doubt(now, retryAfterMs);
          closedUntil = Math.max(closedUntil, now + retryAfterMs + random() * jitterMs);
        },
        unsent: () => {
          inFlight -= 1;
          window.unsent();
        },
      };
    },
  };
};
