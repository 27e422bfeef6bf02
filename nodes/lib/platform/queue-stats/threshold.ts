import { figuresOf, longestSince, type NowFigure, type Observed } from "./observed";

/** A figure, and where it is watched. */

export const COMPARISONS = ["atLeast", "atMost"] as const;

export interface Threshold {
  figure: NowFigure;
  comparison: (typeof COMPARISONS)[number];
  value: number;
}

const waitMs = (observed: Observed, mediaType: string, now: number): number => {
  const since = longestSince(observed, mediaType);
  return since === undefined ? 0 : Math.max(0, now - since);
};

/** Is the figure at least, or at most, the value? The longest wait is compared to the millisecond. */
export const isReached = (
  { figure, comparison, value }: Threshold,
  observed: Observed,
  mediaType: string,
  now: number,
): boolean => {
  const is =
    figure === "longestWaitSeconds"
      ? waitMs(observed, mediaType, now) / 1000
      : figuresOf(observed, mediaType, now)[figure];
  return comparison === "atLeast" ? is >= value : is <= value;
};

/** When time alone will change that; `undefined` where it will not. */
export const changesAt = (
  { figure, comparison, value }: Threshold,
  observed: Observed,
  mediaType: string,
  now: number,
): number | undefined => {
  const since = longestSince(observed, mediaType);
  if (figure !== "longestWaitSeconds" || since === undefined) return undefined;
  const at = Math.ceil(since + value * 1000) + (comparison === "atLeast" ? 0 : 1);
  return at > now ? at : undefined;
};
