import type { PermitResult, SharedWindow, Taken } from "../backplane/types";
import type { Clock } from "../types";
import type { AccountLimit, LimitParts, SentRequest } from "./account-limit";
import { createShareLimit } from "./share-limit";
import { createPositions } from "./positions";

interface SharedParts extends LimitParts {
  window: SharedWindow;
  /** Ends it. */
  signal: AbortSignal;
  clock: Clock;
  /** Requests may be sent, or it is known for longer that they may not. */
  onChange: () => void;
}

/** An instance that has requests reports itself this often, so that it keeps its places. */
const BEAT_MS = 1_000;
/** One that has none is still counted as one of those that share the limit. */
const IDLE_MS = 10_000;
/** While the backplane is away, it is looked for this often. */
const AWAY_MS = 500;

/** The account's limit where several instances share it: they take positions from one window. */
export const createSharedLimit = ({
  window,
  signal,
  clock,
  onChange,
  ...parts
}: SharedParts): AccountLimit => {
  const share = createShareLimit(parts);
  const positions = createPositions();
  let inFlight = 0;
  let isAway = false;
  /** A reply was lost: what the window holds of this instance is not what is known here. */
  let isLost = false;
  let last: (Pick<Taken, "state" | "isTooLong"> & { at: number; until: number }) | undefined;
  let isLooking = false;
  let isOutdated = false;
  let cancel = (): void => undefined;

  const isNow = (state: Taken["state"], now: number): boolean =>
    last !== undefined && last.state === state && last.until > now;

  const lookIn = (ms: number): void => {
    cancel();
    if (!signal.aborted) cancel = clock.after(ms, look);
  };
  const nextLookMs = (waitMs: number): number => {
    if (positions.waiting() > 0 && inFlight < parts.maxInFlight) return waitMs;
    return inFlight > 0 || positions.waiting() > 0 ? BEAT_MS : IDLE_MS;
  };
  const take = async (): Promise<number> => {
    const wanted = positions.ask(Math.max(0, parts.maxInFlight - inFlight));
    try {
      const taken = await window.take({ ...wanted, isReset: isLost });
      [isAway, isLost] = [false, false];
      positions.took(taken);
      share.setInstances(taken.instances);
      const { state, isTooLong, untilMs = Infinity, waitMs } = taken;
      const now = clock.now();
      last = { state, isTooLong, at: now, until: now + untilMs };
      return nextLookMs(waitMs);
    } catch {
      [isAway, isLost] = [true, true];
      positions.failed(wanted);
      return AWAY_MS;
    }
  };
  /** One look at a time: the next one asks for everything that is wanted by then. */
  const look = (): void => {
    cancel();
    if (isLooking) return void (isOutdated = true);
    if (signal.aborted) return;
    [isLooking, isOutdated] = [true, false];
    void take().then((ms) => {
      isLooking = false;
      onChange();
      if (isOutdated) look();
      else lookIn(ms);
    });
  };
  const report = (position: number, result: PermitResult): void => {
    window.report(position, result).then(
      () => (positions.waiting() > 0 ? look() : undefined),
      () => (isLost = true),
    );
  };
  const ended = (position: number | undefined, result: PermitResult): void => {
    inFlight -= 1;
    if (position !== undefined) report(position, result);
  };

  signal.addEventListener("abort", () => cancel(), { once: true });
  look();
  return {
    blockedMs: (now) => {
      if (isAway) return share.blockedMs(now);
      if (positions.inHand() > 0) return 0;
      return last === undefined || last.until <= now ? Infinity : last.until - now;
    },
    isClosed: (now) => (isAway ? share.isClosed(now) : isNow("closed", now)),
    isUsedUp: () => (isAway ? share.isUsedUp() : isNow("usedUp", clock.now())),
    tooLongMs: (now) => {
      if (isAway) return share.tooLongMs(now);
      // Only what was seen just now: after a while, one request is sent to check.
      const isKnown = last?.isTooLong === true && now - last.at < BEAT_MS && last.until > now;
      return isKnown && last !== undefined ? last.until - now : undefined;
    },
    want: (count) => {
      for (const position of positions.want(count)) report(position, { kind: "unsent" });
      if (!isAway && positions.isChanged()) look();
    },
    sent: (now) => {
      inFlight += 1;
      const position = positions.use();
      return both(share.sent(now), (result) => ended(position, result));
    },
  };
};

/** The share sees each request as well, so that it is known when the backplane goes away. */
const both = (share: SentRequest, end: (result: PermitResult) => void): SentRequest => ({
  answered: (now, rateLimit) => {
    share.answered(now, rateLimit);
    end({ kind: "answered", rateLimit });
  },
  refused: (now, retryAfterMs, rateLimit) => {
    share.refused(now, retryAfterMs, rateLimit);
    end({ kind: "refused", retryAfterMs, rateLimit });
  },
  unsent: () => {
    share.unsent();
    end({ kind: "unsent" });
  },
});
