/** The numbers of the shared window. Both implementations use them. */

/** What does not change of a window: settings of the account. */
export interface WindowSettings {
  perMinute: number;
  /** A window that lasts longer than this is not waited for. */
  maxWaitMs: number;
  /** Reopening after a 429 is spread over up to this many ms. */
  jitterMs: number;
}

export const WINDOW_RULES = {
  /** Assumed of hosts that send no rate-limit headers. */
  windowMs: 60_000,
  /** A probe that has no response after this time is followed by another one. */
  probeMs: 1_000,
  /** `reset` comes in whole seconds, rounded up. */
  roundingMs: 1_000,
  /** While other requests go first, an instance looks again after this time. */
  pollMs: 12,
  /** For so long after the end of a window the probe is the request that has waited longest. */
  firstMs: 60,
  /** An instance that has requests reports itself at least this often ... */
  beatMs: 1_000,
  /** ... and what it waits for is dropped when it was not seen for this long. */
  lostMs: 3_000,
  /** An instance counts as alive for so long after it was seen. */
  aliveMs: 30_000,
  /** The platform's documented limit: what it reports counts, unless the user has set another number. */
  defaultPerMinute: 300,
} as const;
