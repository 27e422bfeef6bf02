import { z } from "zod";

/**
 * A participant's attributes: the platform keeps texts only, so numbers and booleans become texts; anything else is
 * refused by its name.
 */
export const attributes = z.unknown().transform((given, context) => {
  if (!isPlain(given)) {
    context.addIssue({ code: "invalid_type", expected: "object", input: given });
    return z.NEVER;
  }
  // A list of entries: put into an object one by one, `__proto__` would be no attribute.
  const texts = Object.entries(given).flatMap(([name, value]) => {
    if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value))
      return [[name, String(value)] as const];
    context.addIssue({
      code: "custom",
      path: [name],
      message: `must be text, a number, true or false, but is ${kindOf(value)}`,
    });
    return [];
  });
  return Object.fromEntries(texts);
});

/** Made by braces or JSON, also in another realm (a function node has its own), as opposed to a list, a date or a Map. */
const isPlain = (given: unknown): given is Record<string, unknown> =>
  Object.prototype.toString.call(given) === "[object Object]";

const kindOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return value === undefined
    ? "missing"
    : typeof value === "object"
      ? "an object"
      : `no usable ${typeof value}`;
};

/** A number, or text that is one; unlike in JavaScript, true, a list or a date are none. */
export const numeric = <S extends z.ZodNumber>(schema: S) =>
  z.preprocess((given) => (typeof given === "string" ? Number(given) : given), schema);
