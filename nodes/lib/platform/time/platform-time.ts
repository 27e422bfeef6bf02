/** The platform's clock, as far as its answers tell of it. */
export interface PlatformTime {
  /** An answer to a request that was sent and answered at these times of this machine carried this `Date`. */
  note(date: string | undefined, sentAt: number, answeredAt: number): void;
  /** What the platform's clock shows when this machine's shows `at`; ms. The same until an answer says otherwise. */
  of(at: number): number;
}

/** A `Date` is cut to whole seconds. */
const CUT_MS = 1_000;

/**
 * A machine's clock may be minutes off: what the platform dates is compared with the platform's time. Clocks are taken
 * to agree, then to differ by the least that the last answer allows for: it was dated between question and answer.
 */
export const createPlatformTime = (): PlatformTime => {
  let aheadMs = 0;
  return {
    note: (date, sentAt, answeredAt) => {
      const dated = Date.parse(date ?? "");
      if (Number.isNaN(dated) || answeredAt < sentAt) return;
      aheadMs = Math.min(Math.max(aheadMs, dated - answeredAt), dated + CUT_MS - sentAt);
    },
    of: (at) => at + aheadMs,
  };
};
