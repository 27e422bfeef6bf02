import {
  isDoubtful,
  isTooLong,
  learnWindow,
  PROBE_MS,
  type KnownWindow,
  type WindowSettings,
} from "../http/known-window";
import type { Random, RateLimit } from "../types";

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

export interface WindowParts extends WindowSettings {
  random: Random;
}

/** What is known of the token's present window: its requests, and when it ends. */
export const createRateWindow = ({ random, ...settings }: WindowParts): RateWindow => {
  let known: KnownWindow | undefined;
  let probeSentAt: number | undefined;

  const learn: RateWindow["learn"] = (leftAt, now, reported) => {
    probeSentAt = undefined;
    known = learnWindow(known, { leftAt, now, reported }, settings, random);
  };

  return {
    blockedMs: (now, inFlight) => {
      if (known !== undefined && now >= Math.min(known.endsAt, known.checkAt)) known = undefined;
      if (known === undefined)
        return probeSentAt === undefined ? 0 : Math.max(0, probeSentAt + PROBE_MS - now);
      if (known.used + inFlight < known.allowed) return 0;
      // Used up by our own count only: one request is sent to check it instead of a wait that is too long.
      if (inFlight === 0 && !known.isUsedUp && !known.isOwn && isTooLong(known.endsAt, now, settings)) {
        known = undefined;
        return 0;
      }
      return known.endsAt - now;
    },
    isUsedUp: () => known !== undefined && known.used >= known.allowed,
    tooLongMs: (now) =>
      known?.isUsedUp === true && isTooLong(known.endsAt, now, settings) ? known.endsAt - now : undefined,
    sent: (now) => {
      if (known === undefined) probeSentAt ??= now;
    },
    learn,
    doubt: (now, retryAfterMs) => {
      if (known !== undefined && isDoubtful(known, now, retryAfterMs, settings)) known = undefined;
    },
    unsent: () => (probeSentAt = undefined),
  };
};
