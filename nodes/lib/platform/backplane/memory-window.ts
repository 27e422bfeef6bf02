import type { RateLimit, Random } from "../types";
import { createTicketQueue } from "./memory-tickets";
import type { PermitResult, Taken, Wanted } from "./types";
import { WINDOW_RULES as RULES, type WindowSettings } from "./window-rules";

/** What is known of the platform's present window. */
interface Known {
  endsAt: number;
  used: number;
  allowed: number;
  /** The number is the user's, or the host reports no limit. */
  isOwn: boolean;
  /** The platform itself reports that nothing is left. */
  isUsedUp: boolean;
  /** A window that lasts longer than the account waits is believed until then. */
  checkAt: number;
}

/** One window for several instances in one process: the reference for the script of Redis, step by step the same. */
export const createMemoryWindow = (random: Random) => {
  const tickets = createTicketQueue();
  let known: Known | undefined;
  /** The end of the window before: a response to an earlier request shows nothing of the next window. */
  let lastEnd = 0;
  let probe: { ticket: number; at: number } | undefined;
  let closedUntil = 0;
  let refusedAt = 0;

  const learn = (
    leftAt: number,
    now: number,
    reported: RateLimit | undefined,
    { perMinute, maxWaitMs, jitterMs }: WindowSettings,
  ): void => {
    if (leftAt < lastEnd || leftAt < refusedAt) return;
    if (reported === undefined) {
      known ??= beginning(now + RULES.windowMs, 0, perMinute);
      known.used += 1;
      return;
    }
    const ownLimit = perMinute === RULES.defaultPerMinute ? Infinity : perMinute;
    const isOwn = ownLimit < reported.allowed;
    const resetMs = Math.min(reported.resetSeconds * 1000, isOwn ? RULES.windowMs : Infinity);
    if (known === undefined || leftAt + resetMs - RULES.roundingMs > known.endsAt)
      known = beginning(now + resetMs, reported.used, reported.allowed);
    known.isOwn = isOwn;
    known.used = Math.max(known.used, reported.used);
    known.endsAt = Math.min(known.endsAt, now + resetMs);
    known.allowed = Math.min(reported.allowed, ownLimit);
    known.isUsedUp = known.used >= reported.allowed;
    if (known.isUsedUp && known.endsAt - now > maxWaitMs + jitterMs) known.checkAt = now + maxWaitMs;
  };

  /** Of a refusal that the window does not explain, or contradicts: the window is not believed any more. */
  const doubt = (now: number, retryAfterMs: number, { maxWaitMs, jitterMs }: WindowSettings): void => {
    if (known === undefined) return;
    const isContradicted = known.endsAt - now > maxWaitMs + jitterMs && retryAfterMs <= maxWaitMs;
    if (known.used < known.allowed || isContradicted) known = undefined;
  };

  /** How many of all that wait may be sent now; of them `probe` is the one that learns the window. */
  const freeAt = (now: number, { maxWaitMs, jitterMs }: WindowSettings): number | "probe" => {
    if (known !== undefined && now >= Math.min(known.endsAt, known.checkAt)) {
      lastEnd = Math.min(known.endsAt, now);
      known = undefined;
    }
    if (known === undefined) return probe !== undefined && now < probe.at + RULES.probeMs ? 0 : "probe";
    const free = known.allowed - known.used - tickets.inFlight();
    const isOwnCount = !known.isUsedUp && !known.isOwn && known.endsAt - now > maxWaitMs + jitterMs;
    if (free > 0 || !isOwnCount || tickets.inFlight() > 0) return Math.max(0, free);
    known = undefined; // used up by our own count only: one request is sent to check it
    return "probe";
  };

  const grant = (instance: string, now: number, most: number, settings: WindowSettings): number[] => {
    if (closedUntil > now || most <= 0) return [];
    const free = freeAt(now, settings);
    if (free !== "probe") return tickets.grant(instance, now, free, most);
    const [ticket] = tickets.grant(instance, now, now - lastEnd < RULES.firstMs ? 1 : Infinity, 1);
    if (ticket === undefined) return [];
    probe = { ticket, at: now };
    return [ticket];
  };

  const stateOf = (now: number, { maxWaitMs, jitterMs }: WindowSettings) => {
    if (closedUntil > now) return { state: "closed" as const, untilMs: closedUntil - now, isTooLong: false };
    if (known === undefined) return { state: "open" as const, isTooLong: false };
    const untilMs = known.endsAt - now;
    const isTooLong = known.isUsedUp && untilMs > maxWaitMs + jitterMs;
    const isFull = known.allowed - known.used - tickets.inFlight() <= 0;
    const state = known.used >= known.allowed ? ("usedUp" as const) : ("open" as const);
    return { state, isTooLong, ...(isFull ? { untilMs } : {}) };
  };

  return {
    take: (instance: string, now: number, wanted: Wanted, settings: WindowSettings): Taken => {
      tickets.seen(instance, now, wanted.isReset === true);
      tickets.drop(instance, wanted.dropped);
      const added = tickets.add(instance, wanted.added, wanted.tickets);
      const granted = grant(instance, now, wanted.most, settings);
      const found = stateOf(now, settings);
      const waitMs = Math.min(found.untilMs ?? RULES.pollMs, RULES.beatMs);
      return { added, granted, waitMs, ...found, instances: tickets.instances(now) };
    },
    report: (
      instance: string,
      now: number,
      ticket: number,
      result: PermitResult,
      settings: WindowSettings,
    ): void => {
      const leftAt = tickets.end(instance, ticket) ?? (result.kind === "refused" ? now : -Infinity);
      if (probe?.ticket === ticket) probe = undefined;
      if (result.kind === "unsent") return;
      learn(leftAt, now, result.rateLimit, settings);
      if (result.kind !== "refused") return;
      refusedAt = now;
      doubt(now, result.retryAfterMs, settings);
      closedUntil = Math.max(closedUntil, now + result.retryAfterMs + random() * settings.jitterMs);
    },
  };
};

const beginning = (endsAt: number, used: number, allowed: number): Known => ({
  ...{ endsAt, used, allowed },
  ...{ isOwn: true, isUsedUp: false, checkAt: Infinity },
});
