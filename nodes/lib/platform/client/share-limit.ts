import type { RateLimit } from "../types";
import { createAccountLimit, type AccountLimit, type LimitParts } from "./account-limit";

export interface ShareLimit extends Omit<AccountLimit, "want"> {
  /** So many instances were alive when the backplane was last seen. */
  setInstances(count: number): void;
}

/**
 * The limit of one instance of several that cannot agree, while their backplane is away: its share of what the platform
 * allows. It counts its own requests, since what the platform reports as used is used by all of them.
 */
export const createShareLimit = (parts: LimitParts): ShareLimit => {
  let instances = 1;
  let windowEndsAt = 0;
  let used = 0;
  let limit = createAccountLimit(parts);

  const shareOf = (number: number): number => Math.max(1, Math.floor(number / instances));
  const ownPart = (now: number, reported: RateLimit | undefined): RateLimit | undefined => {
    if (reported === undefined) return undefined;
    if (now >= windowEndsAt) [windowEndsAt, used] = [now + reported.resetSeconds * 1000, 0];
    used += 1;
    const allowed = shareOf(reported.allowed);
    const isUsedUp = reported.used >= reported.allowed;
    return { ...reported, allowed, used: isUsedUp ? Math.max(used, allowed) : used };
  };

  return {
    setInstances: (count) => {
      if (count === instances) return;
      instances = count;
      limit = createAccountLimit({ ...parts, perMinute: shareOf(parts.perMinute) });
    },
    blockedMs: (now) => limit.blockedMs(now),
    isClosed: (now) => limit.isClosed(now),
    isUsedUp: () => limit.isUsedUp(),
    tooLongMs: (now) => limit.tooLongMs(now),
    sent: (sentAt) => {
      const sent = limit.sent(sentAt);
      return {
        answered: (now, rateLimit) => sent.answered(now, ownPart(now, rateLimit)),
        refused: (now, retryAfterMs, rateLimit) => sent.refused(now, retryAfterMs, ownPart(now, rateLimit)),
        unsent: sent.unsent,
      };
    },
  };
};
