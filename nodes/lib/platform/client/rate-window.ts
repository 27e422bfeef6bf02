import { isUsedUp } from "../http/rate-limit";
import type { Random, RateLimit } from "../types";

/** The platform's windows are one minute long; assumed of hosts that send no rate-limit headers. */
const WINDOW_MS = 60_000;
/** 300 requests a minute and token: the platform's documented limit. */
export const DEFAULT_PER_MINUTE = 300;
/** While the window is unknown, one request is sent to learn it; the others follow after this time at the latest. */
export const PROBE_MS = 1_000;
/** `reset` comes in whole seconds, rounded up: the true one is up to this much earlier. */
const ROUNDING_MS = 1_000;
/** Waiting for a window is spread by up to this share of the wait, so that short windows do not lose more than long ones. */
const SPREAD = 0.004;

export interface RateWindow {
  /** How long the next request has to wait, if no response comes before. 0: it may be sent. */
  blockedMs(now: number, inFlight: number): number;
  /** Has the platform reported it, so that it does not depend on requests in progress? */
  isUsedUp(): boolean;
  /** If the platform reports that the window is used up for longer than the account waits: for how long. */
  tooLongMs(now: number): number | undefined;
  /** A request is sent. */
  sent(now: number): void;
  /** A response came to a request that left at `leftAt`, with or without rate-limit headers. */
  learn(leftAt: number, now: number, rateLimit: RateLimit | undefined): void;
  /** A refusal named a wait of `retryAfterMs`. A window that does not explain it is ignored. */
  doubt(now: number, retryAfterMs: number): void;
  /** A request did not reach the platform. */
  unsent(): void;
}

interface Known {
  endsAt: number;
  used: number;
  allowed: number;
  /** The window is a minute of our own: for the user's number, or for a host that reports no limit. */
  isOwn: boolean;
  /** The platform itself reports that nothing is left. */
  isUsedUp: boolean;
  /** A window that lasts longer than the account waits is believed until then; then one request is sent to check it. */
  checkAt: number;
}

export interface WindowParts {
  random: Random;
  perMinute: number;
  jitterMs: number;
  maxWaitMs: number;
}

const beginning = (endsAt: number, used: number, allowed: number): Known => ({
  endsAt,
  used,
  allowed,
  isOwn: true,
  isUsedUp: false,
  checkAt: Infinity,
});

/** What is known of the token's present window: its requests, and when it ends. */
export const createRateWindow = ({ random, perMinute, jitterMs, maxWaitMs }: WindowParts): RateWindow => {
  let known: Known | undefined;
  let probeSentAt: number | undefined;

  // What the platform reports counts; a number other than the default is the user's wish to stay below it.
  const ownLimit = perMinute === DEFAULT_PER_MINUTE ? Infinity : perMinute;

  const isTooLong = (endsAt: number, now: number): boolean => endsAt - now > maxWaitMs + jitterMs;

  const learn: RateWindow["learn"] = (leftAt, now, reported) => {
    probeSentAt = undefined;
    if (reported === undefined) {
      known ??= beginning(now + WINDOW_MS, 0, perMinute);
      known.used += 1;
      return;
    }
    const isOwn = ownLimit < reported.allowed;
    const resetMs = Math.min(reported.resetSeconds * 1000, isOwn ? WINDOW_MS : Infinity);
    const spreadMs = Math.min(jitterMs, resetMs * SPREAD);
    // An end that cannot be that of the known window: a newer window has begun.
    if (known === undefined || leftAt + resetMs - ROUNDING_MS > known.endsAt)
      known = beginning(now + resetMs + random() * spreadMs, reported.used, reported.allowed);
    known.isOwn = isOwn;
    known.used = Math.max(known.used, reported.used);
    known.endsAt = Math.min(known.endsAt, now + resetMs + spreadMs);
    known.allowed = Math.min(reported.allowed, ownLimit);
    known.isUsedUp = isUsedUp({ ...reported, used: known.used });
    if (known.isUsedUp && isTooLong(known.endsAt, now)) known.checkAt = now + maxWaitMs;
  };

  return {
    blockedMs: (now, inFlight) => {
      if (known !== undefined && now >= Math.min(known.endsAt, known.checkAt)) known = undefined;
      if (known === undefined)
        return probeSentAt === undefined ? 0 : Math.max(0, probeSentAt + PROBE_MS - now);
      if (known.used + inFlight < known.allowed) return 0;
      // Used up by our own count only: one request is sent to check it instead of a wait that is too long.
      if (inFlight === 0 && !known.isUsedUp && !known.isOwn && isTooLong(known.endsAt, now)) {
        known = undefined;
        return 0;
      }
      return known.endsAt - now;
    },
    isUsedUp: () => known !== undefined && known.used >= known.allowed,
    tooLongMs: (now) =>
      known?.isUsedUp === true && isTooLong(known.endsAt, now) ? known.endsAt - now : undefined,
    sent: (now) => {
      if (known === undefined) probeSentAt ??= now;
    },
    learn,
    doubt: (now, retryAfterMs) => {
      if (known === undefined) return;
      const isExplained = known.used >= known.allowed;
      // Of two times that the platform names, the nearer one is tried if the other is too long to wait for.
      const isContradicted = isTooLong(known.endsAt, now) && retryAfterMs <= maxWaitMs;
      if (!isExplained || isContradicted) known = undefined;
    },
    unsent: () => (probeSentAt = undefined),
  };
};
