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

/** Where a value differs from a pattern: the path of the first difference, or `undefined` if it fits. */
export const differenceOf = (value: unknown, pattern: unknown, path = ""): string | undefined => {
  if (isObject(pattern)) {
    if (isOperator(pattern)) {
      const failed = Object.entries(pattern).find(([name, wanted]) => !OPERATORS[name]?.(value, wanted));
      return failed === undefined ? undefined : path || "the value";
    }
    if (!isObject(value)) return path || "the value";
    for (const [key, wanted] of Object.entries(pattern)) {
      const found = Object.hasOwn(value, key) ? value[key] : undefined;
      const difference = differenceOf(found, wanted, path === "" ? key : `${path}.${key}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return path || "the value";
    if (value.length !== pattern.length) return `${path}.length`;
    for (const [index, wanted] of pattern.entries()) {
      const difference = differenceOf(value[index], wanted, `${path}[${index}]`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return Object.is(value, pattern) ? undefined : path || "the value";
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
