import { DEFAULT_PER_MINUTE, PROBE_MS, ROUNDING_MS, WINDOW_MS } from "../http/known-window";

/** The numbers of the shared window. Both implementations use them. */
export const WINDOW_RULES = {
  windowMs: WINDOW_MS,
  /** A probe that has no response after this time is followed by another one. */
  probeMs: PROBE_MS,
  roundingMs: ROUNDING_MS,
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
  defaultPerMinute: DEFAULT_PER_MINUTE,
} as const;
