import type { Query } from "../types";

/** As the official SDK writes it: a list's commas, `:` and `$` stay as they are, a space is a plus. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%3A/g, ":")
    .replace(/%24/g, "$")
    .replace(/%2C/g, ",")
    .replace(/%20/g, "+");

/** Base, path and query as one URL. Lists are joined by commas (`expand=a,b`), what is `undefined` is left out. */
export const writeUrl = (base: string, path: string, query: Query = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encode(name)}=${encode([value].flat().join(","))}`],
  );
  return `${base}${path}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
};
