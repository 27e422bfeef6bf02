/** A message as plain data: what a pattern is compared with, and what a report shows. */

const DEEPEST = 16;
const MOST = 1_000;

/** What Node-RED itself adds to a message, and what is no data. */
const LEFT_OUT = new Set(["req", "res", "_msgid", "_event"]);

const plainAt = (value: unknown, depth: number, above: ReadonlySet<object>): unknown => {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.has(value)) return "(circular)";
  if (depth >= DEEPEST) return "(too deep)";
  const inside = new Set(above).add(value);
  if (Array.isArray(value)) return value.slice(0, MOST).map((one) => plainAt(one, depth + 1, inside) ?? null);
  if (value instanceof Error) return { ...plainEntries(value, depth, inside), message: value.message };
  return plainEntries(value, depth, inside);
};

const plainEntries = (value: object, depth: number, above: ReadonlySet<object>): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(value).slice(0, MOST)) {
    if (depth === 0 && LEFT_OUT.has(key)) continue;
    const one = plainAt(valueOf(value, key), depth + 1, above);
    if (one !== undefined) Object.defineProperty(plain, key, { value: one, enumerable: true });
  }
  return plain;
};

/** A getter of a flow may throw. */
const valueOf = (value: object, key: string): unknown => {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return "(throws)";
  }
};

export const plainOf = (value: unknown): unknown => plainAt(value, 0, new Set());

/** In one line, cut off at so many characters. */
export const shownOf = (value: unknown, most = 240): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);

  const safe = text.replace(/[\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, " ");
  return safe.length > most ? `${safe.slice(0, most)} …` : safe;
};
