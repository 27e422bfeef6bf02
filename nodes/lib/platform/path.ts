/**
 * Writes a path with its ids encoded, so that no id can leave its segment: path`/api/v2/users/${userId}`.
 * The dot segments `.` and `..` survive encoding and would be resolved away by URL parsers, so they are refused.
 */
export const path = (parts: TemplateStringsArray, ...ids: readonly string[]): string =>
  parts.reduce((written, part, at) => written + segment(ids[at - 1] ?? "") + part);

/** One path segment, encoded. */
export const segment = (id: string): string => {
  if (/^\.{0,2}$/.test(id)) throw new RangeError(`"${id}" cannot be an id in a path`);
  return encodeURIComponent(id);
};
