import { GenesysError, inputError } from "../errors/errors";

/** The addresses of files in a response, under whichever name the platform has them. Pure. */

export interface FileAddress {
  /** Where it is in the response, such as `mediaUris.0.mediaUri`. */
  field: string;
  url: string;
}

/** Addresses for uploads, of pictures and of the API itself are none of a file. */
const NAMES =
  /^((\w*download|file|signed|results?|media|mediaFile|content|contentLocation|downloadSharing|publishResult)?ur[il]s?)$/i;
const NOT_NAMES = /^(resultsUri|contentUris?)$/;
/** Deeper objects describe something else. */
const DEEPEST = 6;

const isAddress = (value: unknown): value is string =>
  typeof value === "string" && /^https?:\/\//i.test(value);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !(value instanceof Uint8Array);

interface Place {
  field: string;
  value: unknown;
  isNamed: boolean;
}

const below = ({ field, value, isNamed }: Place): Place[] =>
  !isObject(value)
    ? []
    : Object.entries(value).map(([name, one]) => ({
        field: field === "" ? name : `${field}.${name}`,
        value: one,
        isNamed: Array.isArray(value) ? isNamed : NAMES.test(name) && !NOT_NAMES.test(name),
      }));

/** All addresses of the level nearest to the top that has one, each address once. */
export const addressesIn = (answer: unknown): FileAddress[] => {
  let level: Place[] = [{ field: "", value: answer, isNamed: false }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const found = new Map<string, FileAddress>();
    for (const { field, value, isNamed } of level)
      if (isNamed && isAddress(value) && !found.has(value)) found.set(value, { field, url: value });
    if (found.size > 0) return [...found.values()];
    level = level.flatMap(below);
  }
  return [];
};

/** The value at a place such as `mediaUris.0.mediaUri` or `[0].url`. */
const valueAt = (answer: unknown, field: string): unknown =>
  field
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .reduce<unknown>(
      (value, part) => (isObject(value) && Object.hasOwn(value, part) ? value[part as never] : undefined),
      answer,
    );

/**
 * The one address that is meant: that of the named place, or the only one.
 * @throws GenesysError `input` if there is none at the place, `missing` if there is none at all, `ambiguous` if there are several.
 */
export const addressIn = (answer: unknown, from: string | undefined, operation: string): FileAddress => {
  const facts = { outcome: "done" as const, operation, field: "downloadFrom" };
  if (from !== undefined && from.trim() !== "") {
    const url = valueAt(answer, from.trim());
    if (isAddress(url)) return { field: from.trim(), url };
    throw inputError(
      "downloadFrom",
      `The response of ${operation} has no address of a file at the place that the input "downloadFrom" names.`,
      facts,
    );
  }
  const [first, ...others] = addressesIn(answer);
  if (first === undefined)
    throw new GenesysError(
      "missing",
      `The response of ${operation} names no file. If it is prepared first, set "waitForJob".`,
      facts,
    );
  if (others.length === 0) return first;
  const places = [first, ...others].slice(0, 3).map(({ field }) => `"${field.slice(0, 60)}"`);
  throw new GenesysError(
    "ambiguous",
    `The response of ${operation} names ${others.length + 1} files. Set one place in the input "downloadFrom", such as ${places.join(", ")}.`,
    { ...facts, count: others.length + 1 },
  );
};
