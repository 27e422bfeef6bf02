import { closedError } from "./clock";
import { GenesysError } from "./errors";
import type { Clock, Random, RateLimit } from "./types";

/** The platform's windows are one minute long; assumed of hosts that send no rate-limit headers. */
const WINDOW_MS = 60_000;
/** 300 requests a minute and token: the platform's documented limit. */
export const DEFAULT_PER_MINUTE = 300;
/** As long as a window is unknown, one request goes ahead to learn it; the others follow after this time at the latest. */
const SCOUT_MS = 1_000;
/** `reset` comes in whole seconds, rounded up: the true one is up to so much earlier. */
const ROUNDING_MS = 1_000;
/** Waiting for a window is spread by so much of the wait at most, so that short windows do not lose more than long ones. */
const SPREAD = 0.004;

/** The right to send one request. Exactly one of its members is called, once, when its outcome is known. */
export interface Pass {
  /** An answer came, with or without rate-limit headers. */
  answered(rateLimit?: RateLimit): void;
  /** A 429 came: nobody sends before the time named. */
  refused(retryAfterMs: number, rateLimit?: RateLimit): void;
  /** Nothing reached the platform. */
  unsent(): void;
}

export interface Limiter {
  /** A place in the queue. A repeat keeps the place of its first attempt, so that order survives a refusal. */
  ticket(): number;
  /**
   * @throws GenesysError `limited` at once where the queue is full, except for a repeat, which has been in it before;
   * `closed` when the signal says so.
   */
  enter(ticket: number, signal?: AbortSignal): Promise<Pass>;
}

interface LimiterParts {
  clock: Clock;
  random: Random;
  perMinute: number;
  /** How many may wait. */
  queueLimit?: number;
  /** How many may be under way at once; also the number of sockets. */
  maxInFlight?: number;
  /** Reopening is spread over so many ms at most, so that several clients of one token do not return at once. */
  jitterMs?: number;
  /** Told when sending is held back until a time, and (`undefined`) when it goes on. */
  onHeldBack?: (untilMs: number | undefined) => void;
}

interface Window {
  endsAt: number;
  used: number;
  allowed: number;
}

interface Waiting {
  ticket: number;
  go: (pass: Pass) => void;
}

/**
 * So many requests per window, and none before the time last named by the platform; that time only ever moves later.
 * First in, first out.
 */
export const createLimiter = (parts: LimiterParts): Limiter => {
  const { clock, random, perMinute, queueLimit = 10_000, maxInFlight = 32, jitterMs = 250 } = parts;
  const waiting: Waiting[] = [];
  let window: Window | undefined;
  let closedUntil = 0;
  let inFlight = 0;
  let refusedAt = -Infinity;
  let scoutLeftAt: number | undefined;
  let tickets = 0;
  let newestAdmitted = 0;
  let stopTimer: (() => void) | undefined;
  let heldUntil: number | undefined;

  // What the platform says counts; a number other than the default is the user's wish to stay below it.
  const ownLimit = perMinute === DEFAULT_PER_MINUTE ? Infinity : perMinute;

  /** How long the next request has to wait, if no answer comes before: 0 = it may go. */
  const blockedMs = (now: number): number => {
    if (closedUntil > now) return closedUntil - now;
    if (inFlight >= maxInFlight) return Infinity;
    if (window !== undefined && now >= window.endsAt) window = undefined;
    if (window === undefined)
      return scoutLeftAt === undefined ? 0 : Math.max(0, scoutLeftAt + SCOUT_MS - now);
    if (window.used + inFlight < window.allowed) return 0;
    return window.endsAt - now;
  };

  /** By the platform, not merely by requests that are still under way. */
  const isHeldBack = (now: number): boolean =>
    closedUntil > now || (window !== undefined && window.used >= window.allowed);

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
    if (ms === 0 || waiting.length === 0) tellHeldBack(undefined);
    for (; ms === 0 && waiting.length > 0; ms = blockedMs(now)) {
      if (window === undefined) scoutLeftAt ??= now;
      inFlight += 1;
      waiting.shift()?.go(createPass(now));
    }
    if (waiting.length === 0 || ms === Infinity) return;
    stopTimer = clock.after(ms, pump);
    if (ms > SCOUT_MS && isHeldBack(now)) tellHeldBack(Math.round(now + ms));
  };

  const createPass = (leftAt: number): Pass => {
    const leave = (note: () => void): void => {
      inFlight -= 1;
      note();
      pump();
    };
    return {
      // What left before a refusal and is answered after it knows nothing of the time since.
      answered: (rateLimit) => leave(() => leftAt >= refusedAt && learn(leftAt, rateLimit)),
      refused: (retryAfterMs, rateLimit) =>
        leave(() => {
          refusedAt = clock.now();
          learn(leftAt, rateLimit);
          // Where the window does not explain the refusal it is not to be trusted: one goes ahead again.
          if (window !== undefined && window.used < window.allowed) window = undefined;
          closedUntil = Math.max(closedUntil, refusedAt + retryAfterMs + random() * jitterMs);
        }),
      unsent: () => leave(() => (scoutLeftAt = undefined)),
    };
  };

  const learn = (leftAt: number, told: RateLimit | undefined): void => {
    const now = clock.now();
    scoutLeftAt = undefined;
    if (told === undefined) {
      window ??= { endsAt: now + WINDOW_MS, used: 0, allowed: perMinute };
      window.used += 1;
      return;
    }
    const resetMs = told.resetSeconds * 1000;
    const spreadMs = Math.min(jitterMs, resetMs * SPREAD);
    // Told of an end that cannot be that of the known window: a newer one has begun.
    if (window === undefined || leftAt + resetMs - ROUNDING_MS > window.endsAt)
      window = { endsAt: now + resetMs + random() * spreadMs, used: told.used, allowed: Infinity };
    window.used = Math.max(window.used, told.used);
    window.endsAt = Math.min(window.endsAt, now + resetMs + spreadMs);
    window.allowed = Math.min(told.allowed, ownLimit);
  };

  const enter: Limiter["enter"] = (ticket, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(closedError());
      const isRepeat = ticket <= newestAdmitted;
      if (waiting.length >= queueLimit && !isRepeat) return reject(queueFull(queueLimit));
      newestAdmitted = Math.max(newestAdmitted, ticket);
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(place), 1);
        reject(closedError());
        pump();
      };
      const place: Waiting = {
        ticket,
        go: (pass) => {
          signal?.removeEventListener("abort", onAbort);
          resolve(pass);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting.splice(placeOf(waiting, ticket), 0, place);
      pump();
    });

  return { ticket: () => (tickets += 1), enter };
};

/** Behind everyone with a lower ticket; nearly always the end. */
const placeOf = (waiting: readonly Waiting[], ticket: number): number => {
  let at = waiting.length;
  while (at > 0 && (waiting[at - 1]?.ticket ?? 0) > ticket) at -= 1;
  return at;
};

const queueFull = (limit: number): GenesysError =>
  new GenesysError(
    "limited",
    `${limit} messages are already waiting for the rate limit of this account; this one was not sent. ` +
      "Slow the flow down, or spread it over several accounts.",
    { outcome: "notSent", queueLimit: limit },
  );
