import { refusal } from "../http/errors";
import type { Context } from "../http/handler";
import { present, type Wire } from "./wire";

/** Lists that come in pages. */

const wholeIn = (query: URLSearchParams, name: string, byDefault: number, most: number): number => {
  const given = query.get(name);
  const value = given === null ? byDefault : Number(given);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw refusal("bad.request", {}, { details: [{ fieldName: name }] });
  return value;
};

/** The requested page, with the addresses of the next and the previous one. */
export const pageOf = <T>(
  { query, operation, params }: Context,
  all: readonly T[],
  write: (each: T) => Wire,
  byDefault = 25,
): Wire => {
  const pageSize = wholeIn(query, "pageSize", byDefault, 500);
  const pageNumber = wholeIn(query, "pageNumber", 1, 1_000_000);
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const uri = (page: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.set("pageSize", String(pageSize));
    parameters.set("pageNumber", String(page));
    return `${path}?${parameters.toString()}`;
  };
  return present({
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(write),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    firstUri: uri(1),
    lastUri: uri(pageCount),
    selfUri: uri(pageNumber),
    nextUri: pageNumber < pageCount ? uri(pageNumber + 1) : undefined,
    previousUri: pageNumber > 1 ? uri(pageNumber - 1) : undefined,
  });
};
