import { isUsedUp } from "./rate-limit";
import type { Random, RateLimit } from "../types";

/** What responses and refusals show of the platform's rate window. Pure: a step returns what is known after it. */

/** The platform's windows are one minute long; assumed of hosts that send no rate-limit headers. */
export const WINDOW_MS = 60_000;
/** 300 requests a minute and token: the platform's documented limit. */
export const DEFAULT_PER_MINUTE = 300;
/** While the window is unknown, one request is sent to learn it; the others follow after this time at the latest. */
export const PROBE_MS = 1_000;
/** `reset` comes in whole seconds, rounded up: the true one is up to this much earlier. */
export const ROUNDING_MS = 1_000;
/** Waiting for a window is spread by up to this share of the wait, so that short windows do not lose more than long ones. */
const SPREAD = 0.004;

export interface KnownWindow {
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

/** What does not change of a window: settings of the account. */
export interface WindowSettings {
  perMinute: number;
  /** A window that lasts longer than this is not waited for. */
  maxWaitMs: number;
  /** What waits is spread over up to this many ms. */
  jitterMs: number;
}

interface Response {
  /** When the request left. */
  leftAt: number;
  now: number;
  /** Its rate-limit headers, if it had any. */
  reported: RateLimit | undefined;
}

const beginning = (endsAt: number, used: number, allowed: number): KnownWindow => ({
  ...{ endsAt, used, allowed },
  ...{ isOwn: true, isUsedUp: false, checkAt: Infinity },
});

/** Does a window that ends at this time last longer than the account waits? */
export const isTooLong = (endsAt: number, now: number, { maxWaitMs, jitterMs }: WindowSettings): boolean =>
  endsAt - now > maxWaitMs + jitterMs;

/** What is known after a response. With `random`, the end of the window is spread. */
export const learnWindow = (
  known: KnownWindow | undefined,
  { leftAt, now, reported }: Response,
  settings: WindowSettings,
  random?: Random,
): KnownWindow => {
  const { perMinute, maxWaitMs, jitterMs } = settings;
  if (reported === undefined) {
    const window = known ?? beginning(now + WINDOW_MS, 0, perMinute);
    return { ...window, used: window.used + 1 };
  }
  // What the platform reports counts; a number other than the default is the user's wish to stay below it.
  const ownLimit = perMinute === DEFAULT_PER_MINUTE ? Infinity : perMinute;
  const isOwn = ownLimit < reported.allowed;
  const resetMs = Math.min(reported.resetSeconds * 1000, isOwn ? WINDOW_MS : Infinity);
  const spreadMs = random === undefined ? 0 : Math.min(jitterMs, resetMs * SPREAD);
  // An end that cannot be that of the known window: a newer window has begun.
  const isNewer = known === undefined || leftAt + resetMs - ROUNDING_MS > known.endsAt;
  const window = isNewer
    ? beginning(now + resetMs + (random?.() ?? 0) * spreadMs, reported.used, reported.allowed)
    : known;
  const used = Math.max(window.used, reported.used);
  const endsAt = Math.min(window.endsAt, now + resetMs + spreadMs);
  const isFull = isUsedUp({ ...reported, used });
  const checkAt = isFull && isTooLong(endsAt, now, settings) ? now + maxWaitMs : window.checkAt;
  return { endsAt, used, allowed: Math.min(reported.allowed, ownLimit), isOwn, isUsedUp: isFull, checkAt };
};

/** Is this window not to be believed any more, after a refusal that named a wait of `retryAfterMs`? */
export const isDoubtful = (
  { used, allowed, endsAt }: KnownWindow,
  now: number,
  retryAfterMs: number,
  settings: WindowSettings,
): boolean => {
  const isExplained = used >= allowed;
  // Of two times that the platform names, the nearer one is tried if the other is too long to wait for.
  const isContradicted = isTooLong(endsAt, now, settings) && retryAfterMs <= settings.maxWaitMs;
  return !isExplained || isContradicted;
};
