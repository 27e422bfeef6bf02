import type { User } from "../entities/org";
import { refusal } from "../errors";
import { userToWire } from "../formatters/org";
import { pageOf } from "../formatters/page";
import { ok, type Context, type Handlers } from "../handler";

/** People: by id, by themselves, by search. */

interface Criterion {
  type: string;
  fields?: string[] | null;
  value?: string | null;
  values?: string[] | null;
  operator?: string | null;
  group?: Criterion[] | null;
}

interface SearchRequest {
  query?: Criterion[] | null;
  pageSize?: number | null;
  pageNumber?: number | null;
  expand?: string[] | null;
  sortBy?: string | null;
  sortOrder?: string | null;
}

const SEARCHABLE: Readonly<Record<string, (user: User) => string | undefined>> = {
  id: (user) => user.id,
  guid: (user) => user.id,
  name: (user) => user.name,
  email: (user) => user.email,
  username: (user) => user.email,
  title: (user) => user.title,
  department: (user) => user.department,
  state: (user) => user.state,
};

const COMPARE: Readonly<Record<string, (has: string, wanted: string) => boolean>> = {
  EXACT: (has, wanted) => has === wanted,
  STARTS_WITH: (has, wanted) =>
    has.split(/\s+/).some((word) => word.startsWith(wanted)) || has.startsWith(wanted),
  CONTAINS: (has, wanted) => has.includes(wanted),
  TERM: (has, wanted) => has === wanted,
  TERMS: (has, wanted) => has === wanted,
  QUERY_STRING: (has, wanted) => has.includes(wanted.replaceAll("*", "")),
};

const meets = (user: User, criterion: Criterion): boolean => {
  if (criterion.group) return criterion.group.every((each) => meets(user, each));
  const type = criterion.type.toUpperCase();
  if (type === "MATCH_ALL") return true;
  const compare = COMPARE[type];
  if (!compare) throw refusal("bad.request", {}, { details: [{ fieldName: "query.type" }] });
  const wanted = criterion.values ?? (criterion.value ? [criterion.value] : []);
  return (criterion.fields ?? []).some((field) => {
    const has = SEARCHABLE[field]?.(user)?.toLowerCase();
    return has !== undefined && wanted.some((each) => compare(has, each.toLowerCase()));
  });
};

const matches = (user: User, criteria: readonly Criterion[]): boolean =>
  criteria.every((each) => meets(user, each) !== (each.operator?.toUpperCase() === "NOT"));

const search = (context: Context) => {
  const request = (context.body ?? {}) as SearchRequest;
  const pageSize = request.pageSize ?? 25;
  const pageNumber = request.pageNumber ?? 1;
  if (pageSize < 1 || pageSize > 100 || pageNumber < 1) throw refusal("bad.request");
  const found = [...context.store.org.users.values()]
    .filter((user) => user.state !== "deleted" && matches(user, request.query ?? []))
    .sort((a, b) => a.name.localeCompare(b.name));
  if (request.sortOrder?.toUpperCase() === "DESC") found.reverse();
  const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  return ok({
    total: found.length,
    pageCount: Math.ceil(found.length / pageSize),
    pageSize,
    pageNumber,
    types: ["users"],
    results: page.map((user) => userToWire(context.store, user, request.expand ?? [])),
  });
};

const expandOf = ({ query }: Context): string[] => query.getAll("expand").flatMap((text) => text.split(","));

/** Those of these ids, or all; the deleted ones only where they are asked for. */
const listed = ({ store, query }: Context): User[] => {
  const ids = query.getAll("id").flatMap((text) => text.split(","));
  const state = query.get("state") ?? "active";
  return [...store.org.users.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((user) => state === "any" || user.state === state)
    .sort((a, b) => a.name.localeCompare(b.name));
};

export const userHandlers: Handlers = {
  getUsers: (context) =>
    ok(pageOf(context, listed(context), (user) => userToWire(context.store, user, expandOf(context)))),
  getUser: (context) => {
    const user = context.store.org.users.get(context.params["userId"] ?? "");
    if (!user) throw refusal("not.found");
    return ok(userToWire(context.store, user, expandOf(context)));
  },
  getUsersMe: (context) => {
    if (!context.user) throw refusal("not.a.user");
    return ok(userToWire(context.store, context.user, expandOf(context)));
  },
  postUsersSearch: search,
};
