/** An object as it came, of which nothing is known. */
export type Wire = Record<string, unknown>;

const isRecord = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value where it is an object, or an empty one. */
export const record = (value: unknown): Wire => (isRecord(value) ? value : {});

/** The objects of a list; none where it is no list. */
export const records = (value: unknown): Wire[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The value where it is text that is not empty. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
