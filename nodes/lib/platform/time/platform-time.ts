/** The platform's clock, as far as its responses show it. */
export interface PlatformTime {
  /** The `Date` of a response. The times are those of this machine when the request was sent and the response came. */
  note(date: string | undefined, sentAt: number, answeredAt: number): void;
  /** What the platform's clock shows when this machine's shows `at`; ms. The same until a response differs. */
  of(at: number): number;
}

/** A `Date` is cut to whole seconds. */
const CUT_MS = 1_000;

/**
 * A machine's clock may be minutes off, so dates of the platform are compared with the platform's time. At first the
 * clocks are assumed to agree, then to differ by the minimum that fits the last response: the platform dated it between
 * the request and the response.
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
