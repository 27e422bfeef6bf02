import type { Operation, Pages } from "../../facts/operations";
import { modelNamed } from "../../facts/platform";
import { GenesysError } from "../errors/errors";
import type { PlatformRequest, Query } from "../types";

type Fields = Readonly<Record<string, unknown>>;
/** Where a request has the number or the cursor of a page: in the query, in the body, or in the body's `paging`. */
type Place = "query" | "body" | "spec";

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const count = (value: unknown): number | undefined => {
  const number = Number(value ?? NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

/** The entries of one page, under whichever name the platform lists them; `undefined` if the response is no list. */
export const entriesOf = (
  answer: unknown,
  { pages }: Pick<Operation, "pages"> = {},
): unknown[] | undefined => {
  if (!isFields(answer)) return undefined;
  const own = pages?.items === undefined ? undefined : answer[pages.items];
  const lists = [own, answer.entities, answer.results, answer.conversations];
  return lists.find((list): list is unknown[] => Array.isArray(list));
};

/** How many entries there are on all pages, where the response says so. */
export const totalIn = ({ pages }: Pick<Operation, "pages">, answer: unknown): { total?: number } => {
  if (!isFields(answer)) return {};
  const own = pages?.total === undefined ? undefined : count(fieldIn(answer, pages.total));
  const total = own ?? count(answer.total) ?? count(answer.totalHits);
  return total === undefined ? {} : { total };
};

/** What does something is never sent again for a next page. */
const placeOf = (operation: Operation, name: string): Place | undefined => {
  if (!operation.repeatable) return undefined;
  if (operation.query.some((one) => one.name === name)) return "query";
  const fields = modelNamed(operation.body?.model ?? "")?.properties ?? {};
  return Object.hasOwn(fields, name)
    ? "body"
    : name !== "cursor" && Object.hasOwn(fields, "paging")
      ? "spec"
      : undefined;
};

const bodyOf = ({ body }: PlatformRequest): Fields => (isFields(body) ? body : {});

/** The fields of a request at the place where pages are requested. */
const at = (request: PlatformRequest, place: Place): Fields => {
  if (place === "query") return request.query ?? {};
  const { paging } = bodyOf(request);
  return place === "body" ? bodyOf(request) : isFields(paging) ? paging : {};
};

const withFields = (request: PlatformRequest, place: Place, fields: Query): PlatformRequest => {
  if (place === "query") return { ...request, query: { ...request.query, ...fields } };
  if (place === "body") return { ...request, body: { ...bodyOf(request), ...fields } };
  return { ...request, body: { ...bodyOf(request), paging: { ...at(request, "spec"), ...fields } } };
};

/** The request for the first page, with the required fields of a paging block if they were left out. */
export const firstPage = (operation: Operation, request: PlatformRequest): PlatformRequest =>
  placeOf(operation, "pageNumber") === "spec"
    ? withFields(request, "spec", { pageSize: 100, pageNumber: 1, ...(at(request, "spec") as Query) })
    : request;

const byNumber = (operation: Operation, request: PlatformRequest, answer: Fields, place: Place) => {
  const entries = entriesOf(answer, operation)?.length ?? 0;
  if (entries === 0) return undefined;
  const sent = at(request, place);
  const page = count(sent.pageNumber) ?? 1;
  const preset = operation.query.find(({ name }) => name === "pageSize")?.default;
  const size = count(sent.pageSize) ?? count(answer.pageSize) ?? count(preset) ?? 25;
  const total = count(answer.total) ?? count(answer.totalHits);
  const pages = count(answer.pageCount) ?? (total === undefined ? undefined : Math.ceil(total / size));
  const isLast = pages === undefined ? entries < size && !hasText(answer.nextUri) : page >= pages;
  return isLast ? undefined : withFields(request, place, { pageNumber: page + 1 });
};

const hasText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** A field of a response, also of an object in it. */
const fieldIn = (answer: Fields, name: string): unknown =>
  name.split(".").reduce<unknown>((value, part) => (isFields(value) ? value[part] : undefined), answer);

/** The cursor in a field of the response, or in the query of an address there; its host and path are not used. */
const cursorIn = (answer: Fields, { next = "", name }: Pages): string | undefined => {
  const value = fieldIn(answer, next);
  if (!hasText(value)) return undefined;
  const isAddress = /^(https?:\/)?\//.test(value) && value.includes("?");
  return isAddress ? (new URL(value, "https://of.the.account").searchParams.get(name) ?? undefined) : value;
};

/** The next page of an operation that has names of its own for it. */
const byOwn = (
  operation: Operation,
  pages: Pages,
  request: PlatformRequest,
  answer: Fields,
): PlatformRequest | undefined => {
  if (!operation.repeatable) return undefined;
  const { in: place, name, by, total = "" } = pages;
  if (by === "item") {
    const first = count(at(request, place)[name]) ?? 1;
    const following = first + (entriesOf(answer, operation)?.length ?? 0);
    const all = count(fieldIn(answer, total)) ?? 0;
    return following > first && following <= all
      ? withFields(request, place, { [name]: following })
      : undefined;
  }
  const cursor = cursorIn(answer, pages);
  if (cursor === undefined) return undefined;
  if (at(request, place)[name] === cursor)
    throw astray("The response names its own page as the next one. The other pages cannot be read.");
  return withFields(request, place, { [name]: cursor });
};

/** A response that has a next page, for a preview of what will be requested. */
export const answerWithMore = ({ pages }: Operation): Fields => {
  const [outer = "", inner] = (pages?.next ?? "cursor").split(".");
  return {
    ...{ entities: [{}], pageCount: 1_000_000, cursor: "cursor" },
    ...(pages?.total !== undefined && { [pages.total]: 1_000_000 }),
    ...(pages?.items !== undefined && { [pages.items]: [{}] }),
    ...(pages?.by === "cursor" && { [outer]: inner === undefined ? "cursor" : { [inner]: "cursor" } }),
  };
};

/** Of a next page's address only the query is taken: host and path stay those of the operation. */
const byAddress = (request: PlatformRequest, nextUri: string): PlatformRequest => {
  const url = nextUri.startsWith("/") ? new URL(nextUri, "https://of.the.account") : undefined;
  if (url?.host !== "of.the.account" || url.pathname !== request.path)
    throw astray("The response links to a next page at another address, which is not followed.");
  return { ...request, query: Object.fromEntries(url.searchParams) };
};

const astray = (message: string): GenesysError => new GenesysError("answer", message, { outcome: "done" });

/** What a page says of itself; a page without entries has nothing else. */
const ABOUT_PAGES = /^(total|totalHits|page(Size|Number|Count)|cursor|(self|first|last|next|previous)Uri)$/;
const isBlank = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

/** Is it a list that names no entries at all? So queries of analytics respond that find nothing. */
export const isEmptyList = (operation: Operation, answer: unknown): boolean => {
  const isQuery = operation.method === "POST" && operation.repeatable;
  const isList = isQuery || ["pageNumber", "cursor"].some((name) => placeOf(operation, name) !== undefined);
  if (!isList || !isFields(answer)) return false;
  return Object.entries(answer).every(([name, value]) => ABOUT_PAGES.test(name) || isBlank(value));
};

/** The request for the page after this response, or `undefined` after the last one. Host and path never change. */
export const nextPage = (
  operation: Operation,
  request: PlatformRequest,
  answer: unknown,
): PlatformRequest | undefined => {
  if (!isFields(answer)) return undefined;
  if (operation.pages && operation.pages.by !== "number")
    return byOwn(operation, operation.pages, request, answer);
  const numbered = placeOf(operation, "pageNumber");
  if (numbered) return byNumber(operation, request, answer, numbered);
  const marked = placeOf(operation, "cursor");
  if (marked) {
    if (!hasText(answer.cursor)) return undefined;
    if (at(request, marked).cursor === answer.cursor)
      throw astray("The response names its own page as the next one. The other pages cannot be read.");
    return withFields(request, marked, { cursor: answer.cursor });
  }
  const address = answer.nextUri ?? answer.nextPage;
  if (operation.method !== "GET" || !operation.repeatable || !hasText(address)) return undefined;
  const next = byAddress(request, address);
  if (JSON.stringify(next.query) === JSON.stringify(request.query))
    throw astray("The response names its own page as the next one. The other pages cannot be read.");
  return next;
};
