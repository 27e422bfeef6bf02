import { PROBE_MS } from "../http/known-window";

export interface HeldBack {
  /** No request waits for the account's limit. */
  over(): void;
  /**
   * Requests wait for another `ms`. `isCertain`: the platform has named that time. Returns in how many ms to look again.
   */
  waiting(now: number, ms: number, isCertain: boolean): number;
}

/** Shows that requests wait for the account's limit, each change once. */
export const createHeldBack = (onHeldBack: ((untilMs: number | undefined) => void) | undefined): HeldBack => {
  let shownUntil: number | undefined;
  let since: number | undefined;

  const show = (until: number | undefined): void => {
    if (until === shownUntil) return;
    shownUntil = until;
    onHeldBack?.(until);
  };

  return {
    over: () => {
      since = undefined;
      show(undefined);
    },
    waiting: (now, ms, isCertain) => {
      if (ms === Infinity || ms <= PROBE_MS) return ms;
      since ??= now;
      // A wait for responses to requests in progress usually ends at once. It is shown if it does not.
      if (!isCertain && now - since < PROBE_MS) return since + PROBE_MS - now;
      show(Math.round(now + ms));
      return ms;
    },
  };
};
