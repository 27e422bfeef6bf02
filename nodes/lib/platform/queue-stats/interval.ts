import { inputError } from "../errors/errors";
import { isInCalendar } from "../time/moment";

/** A stretch of time, as a flow writes it. */

export const BY_DEFAULT = "PT30M";

const DURATION = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
const UNITS_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

const durationOf = (text: string): number | undefined => {
  const found = DURATION.exec(text);
  if (found === null) return undefined;
  return UNITS_MS.reduce((all, ms, nth) => all + ms * Number(found[nth + 1] ?? 0), 0);
};

const LATEST = 8.64e15;
const momentOf = (text: string): number => (isInCalendar(text) ? Date.parse(text) : NaN);

const EXPECTED =
  "Set a duration until now such as PT30M, a moment such as 2026-03-02T08:00:00Z, or two moments with a slash in between.";

/**
 * `from/to` in UTC, of a duration that ends now, of a moment until now, or of two moments.
 * @throws GenesysError `input`
 */
export const intervalOf = (written: string, now: number): string => {
  const text = written.trim();
  const duration = durationOf(text);
  const [first = "", second, ...more] = text.split("/").map((part) => part.trim());
  const from = duration === undefined ? momentOf(first) : now - duration;
  const to = second === undefined ? now : momentOf(second);
  const isUsable = more.length === 0 && from < to && Math.abs(from) <= LATEST;
  if (!isUsable)
    throw inputError(
      "interval",
      `The input "interval" is not a stretch of time with an end after its start. ${EXPECTED}`,
    );
  return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
};
