import type { Query } from "./types";

/** Base, path and query as one URL. Lists are repeated (`expand=a&expand=b`), what is `undefined` is left out. */
export const writeUrl = (base: string, path: string, query: Query = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one as string)}`),
  );
  return `${base}${path}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
};
