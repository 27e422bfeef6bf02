/** Is a value as a pattern says? What the pattern does not name may be there as well. */

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const OPERATORS: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  $any: (value, wanted) => (value !== undefined) === wanted,
  $absent: (value, wanted) => (value === undefined) === wanted,
  $regex: (value, wanted) => typeof value === "string" && new RegExp(String(wanted)).test(value),
  $gt: (value, wanted) => typeof value === "number" && value > Number(wanted),
  $gte: (value, wanted) => typeof value === "number" && value >= Number(wanted),
  $lt: (value, wanted) => typeof value === "number" && value < Number(wanted),
  $lte: (value, wanted) => typeof value === "number" && value <= Number(wanted),
  $contains: (value, wanted) =>
    typeof value === "string"
      ? value.includes(String(wanted))
      : Array.isArray(value) && value.some((one) => matches(one, wanted)),
  $oneOf: (value, wanted) => Array.isArray(wanted) && wanted.some((one) => matches(value, one)),
  $not: (value, wanted) => !matches(value, wanted),
  $length: (value, wanted) => Array.isArray(value) && matches(value.length, wanted),
};

const isOperator = (pattern: Loose): boolean => {
  const keys = Object.keys(pattern);
  return keys.length > 0 && keys.every((key) => Object.hasOwn(OPERATORS, key));
};

export interface Difference {
  /** Such as `payload.list[0].id`. */
  path: string;
  found: unknown;
}

const within = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** The first difference between a value and a pattern, or `undefined` if it fits. */
export const differenceOf = (found: unknown, pattern: unknown, path = ""): Difference | undefined => {
  const here = { path: path || "the value", found };
  if (Array.isArray(pattern)) {
    if (!Array.isArray(found)) return here;
    if (found.length !== pattern.length) return { path: within(path, "length"), found: found.length };
    return firstOf(pattern, (wanted, index) => differenceOf(found[index], wanted, `${path}[${index}]`));
  }
  if (!isObject(pattern)) return Object.is(found, pattern) ? undefined : here;
  if (isOperator(pattern)) {
    const isFit = Object.entries(pattern).every(([name, wanted]) => OPERATORS[name]?.(found, wanted));
    return isFit ? undefined : here;
  }
  if (!isObject(found)) return here;
  return firstOf(Object.entries(pattern), ([key, wanted]) =>
    differenceOf(Object.hasOwn(found, key) ? found[key] : undefined, wanted, within(path, key)),
  );
};

const firstOf = <T>(
  all: readonly T[],
  look: (one: T, index: number) => Difference | undefined,
): Difference | undefined => {
  for (const [index, one] of all.entries()) {
    const difference = look(one, index);
    if (difference !== undefined) return difference;
  }
  return undefined;
};

export const matches = (value: unknown, pattern: unknown): boolean =>
  differenceOf(value, pattern) === undefined;

/** A mistake in a pattern, in one sentence: an operator that does not exist would never fit. */
export const mistakeInPattern = (pattern: unknown): string | undefined => {
  if (Array.isArray(pattern)) return pattern.map(mistakeInPattern).find((one) => one !== undefined);
  if (!isObject(pattern)) return undefined;
  for (const [key, value] of Object.entries(pattern)) {
    if (key.startsWith("$") && !isOperator(pattern))
      return `There is no operator ${key}, or it is mixed with others that are none. There are: ${Object.keys(OPERATORS).join(", ")}.`;
    if (key === "$regex") {
      try {
        new RegExp(String(value));
      } catch {
        return `$regex ${String(value)} is no regular expression.`;
      }
    }
    const inside = mistakeInPattern(value);
    if (inside !== undefined) return inside;
  }
  return undefined;
};
