import { inputError } from "../errors/errors";

/** Chats give times in seconds or in ms. A number below this would be before 1973 in ms. */
const FIRST_MS = 100_000_000_000;
/** ISO 8601 with a zone: the same text without one is another moment on another machine. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** Has its month this day? JavaScript takes the 30th of February for the 2nd of March. */
export const isInCalendar = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCDate() === Number(day);
};

const EXPECTED =
  "Pass ISO 8601 with a zone, such as 2026-01-31T12:00:00.000Z, or the seconds or milliseconds since 1970.";

/** Else the present moment is meant. */
export const isMomentGiven = (given: unknown): boolean =>
  given !== undefined && given !== null && given !== "";

/**
 * The time of a message as the platform compares it: in UTC, with milliseconds. So the same moment is the same text,
 * however it was written.
 * @throws GenesysError `input` where it is no time.
 */
export const momentOf = (given: unknown, now: number, field = "time"): string => {
  if (!isMomentGiven(given)) return new Date(now).toISOString();
  const ms = msOf(given);
  if (Number.isFinite(ms) && Math.abs(ms) < 8.64e15) return new Date(ms).toISOString();
  throw inputError(field, `The input "${field}" is no time. ${EXPECTED}`);
};

const msOf = (given: unknown): number => {
  if (given instanceof Date) return given.getTime();
  if (typeof given === "string" && ISO.test(given.trim()))
    return isInCalendar(given.trim()) ? Date.parse(given.trim()) : NaN;
  const number = typeof given === "string" && /^\d+(\.\d+)?$/.test(given.trim()) ? Number(given) : given;
  if (typeof number !== "number" || !(number > 0)) return NaN;
  return number < FIRST_MS ? number * 1000 : number;
};
