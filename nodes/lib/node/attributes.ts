import { z } from "zod";

/**
 * A participant's attributes: the platform keeps texts only, so numbers and booleans become texts; anything else is
 * refused by its name.
 */
export const attributes = z.record(z.string(), z.unknown()).transform((given, context) => {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value))
      texts[name] = String(value);
    else
      context.addIssue({
        code: "custom",
        path: [name],
        message: `must be text, a number, true or false, but is ${kindOf(value)}`,
      });
  }
  return texts;
});

const kindOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return value === undefined
    ? "missing"
    : typeof value === "object"
      ? "an object"
      : `no usable ${typeof value}`;
};

/** Several ids: a list, or one text with commas between them. */
export const idList = z.preprocess(
  (given) => (typeof given === "string" ? given.split(",").map((id) => id.trim()) : given),
  z.array(z.string().min(1)),
);
