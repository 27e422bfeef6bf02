/** The moments in a capture, moved to the time at which it is replayed. */

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
/** ms since 1970, of the years 2001 to 2096. */
const isEpoch = (value: number): boolean => value >= 1e12 && value <= 4e12;

/** A copy. */
export const shifted = (value: unknown, byMs: number): unknown => {
  if (typeof value === "string") {
    const at = MOMENT.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? value : new Date(at + byMs).toISOString();
  }
  if (typeof value === "number") return isEpoch(value) ? value + byMs : value;
  if (Array.isArray(value)) return value.map((each) => shifted(each, byMs));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shifted(each, byMs)]));
};
