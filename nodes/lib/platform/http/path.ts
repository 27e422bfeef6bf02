import { inputError } from "../errors/errors";

/**
 * Writes a path with its ids encoded, so that no id can leave its segment: path`/api/v2/users/${userId}`.
 * @throws GenesysError `input` naming the id where one cannot be written.
 */
export const path = (parts: TemplateStringsArray, ...ids: readonly string[]): string =>
  parts.reduce((written, part, at) => written + segment(ids[at - 1] ?? "", fieldBehind(written)) + part);

/**
 * One path segment, encoded. Nothing, and the dot segments `.` and `..`, survive encoding and would be resolved away by
 * URL parsers; half a surrogate pair cannot be encoded at all.
 */
export const segment = (id: string, field = "id"): string => {
  if (/^\.{0,2}$/.test(id) || /\p{Surrogate}/u.test(id))
    throw inputError(field, `The input "${field}" is not an id: it is empty, only dots, or not valid text.`);
  return encodeURIComponent(id);
};

/** What the id behind a path is called: `/api/v2/users/` → `userId`. All under conversations begins with theirs. */
const fieldBehind = (written: string): string => {
  const collection = /\/(\w+?)s?\/$/.exec(written)?.[1] ?? "";
  return /\/conversations\/(\w+\/)?$/.test(written) ? "conversationId" : `${collection}Id`;
};
