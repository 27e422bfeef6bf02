import {
  isDoubtful,
  isTooLong,
  learnWindow,
  PROBE_MS,
  type KnownWindow,
  type WindowSettings,
} from "../http/known-window";
import type { RateLimit, Random } from "../types";
import { createPositionQueue } from "./memory-positions";
import type { PermitResult, Taken, Wanted } from "./types";
import { WINDOW_RULES as RULES } from "./window-rules";

/** One window for several instances in one process: the reference for the script of Redis, step by step the same. */
export const createMemoryWindow = (random: Random) => {
  const positions = createPositionQueue();
  let known: KnownWindow | undefined;
  /** The end of the window before: a response to an earlier request shows nothing of the next window. */
  let lastEnd = 0;
  let probe: { position: number; at: number } | undefined;
  let closedUntil = 0;
  let refusedAt = 0;

  const learn = (
    leftAt: number,
    now: number,
    reported: RateLimit | undefined,
    settings: WindowSettings,
  ): void => {
    if (leftAt < lastEnd || leftAt < refusedAt) return;
    known = learnWindow(known, { leftAt, now, reported }, settings);
  };

  /** How many of all that wait may be sent now; of them `probe` is the one that learns the window. */
  const freeAt = (now: number, settings: WindowSettings): number | "probe" => {
    if (known !== undefined && now >= Math.min(known.endsAt, known.checkAt)) {
      lastEnd = Math.min(known.endsAt, now);
      known = undefined;
    }
    if (known === undefined) return probe !== undefined && now < probe.at + PROBE_MS ? 0 : "probe";
    const free = known.allowed - known.used - positions.inFlight();
    const isOwnCount = !known.isUsedUp && !known.isOwn && isTooLong(known.endsAt, now, settings);
    if (free > 0 || !isOwnCount || positions.inFlight() > 0) return Math.max(0, free);
    known = undefined; // used up by our own count only: one request is sent to check it
    return "probe";
  };

  const grant = (instance: string, now: number, most: number, settings: WindowSettings): number[] => {
    if (closedUntil > now || most <= 0) return [];
    const free = freeAt(now, settings);
    if (free !== "probe") return positions.grant(instance, now, free, most);
    const [position] = positions.grant(instance, now, now - lastEnd < RULES.firstMs ? 1 : Infinity, 1);
    if (position === undefined) return [];
    probe = { position, at: now };
    return [position];
  };

  const stateOf = (now: number, settings: WindowSettings) => {
    if (closedUntil > now) return { state: "closed" as const, untilMs: closedUntil - now, isTooLong: false };
    if (known === undefined) return { state: "open" as const, isTooLong: false };
    const untilMs = known.endsAt - now;
    const isLong = known.isUsedUp && isTooLong(known.endsAt, now, settings);
    const isFull = known.allowed - known.used - positions.inFlight() <= 0;
    const state = known.used >= known.allowed ? ("usedUp" as const) : ("open" as const);
    return { state, isTooLong: isLong, ...(isFull ? { untilMs } : {}) };
  };

  return {
    take: (instance: string, now: number, wanted: Wanted, settings: WindowSettings): Taken => {
      positions.seen(instance, now, wanted.isReset === true);
      positions.drop(instance, wanted.dropped);
      const added = positions.add(instance, wanted.added, wanted.positions);
      const granted = grant(instance, now, wanted.most, settings);
      const found = stateOf(now, settings);
      const waitMs = Math.min(found.untilMs ?? RULES.pollMs, RULES.beatMs);
      return { added, granted, waitMs, ...found, instances: positions.instances(now) };
    },
    report: (
      instance: string,
      now: number,
      position: number,
      result: PermitResult,
      settings: WindowSettings,
    ): void => {
      const leftAt = positions.end(instance, position) ?? (result.kind === "refused" ? now : -Infinity);
      if (probe?.position === position) probe = undefined;
      if (result.kind === "unsent") return;
      learn(leftAt, now, result.rateLimit, settings);
      if (result.kind !== "refused") return;
      refusedAt = now;
      if (known !== undefined && isDoubtful(known, now, result.retryAfterMs, settings)) known = undefined;
      const named = now + result.retryAfterMs + random() * settings.jitterMs;
      // A window that explains the refusal is over at its end: the time of a refusal comes in whole seconds.
      closedUntil = Math.max(closedUntil, Math.min(named, known?.endsAt ?? Infinity));
    },
  };
};
