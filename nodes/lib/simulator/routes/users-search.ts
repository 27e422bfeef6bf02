import type { User } from "../entities/org";
import { refusal } from "../http/errors";
import { userToWire } from "../formatters/org";
import { ok, type Context, type Handlers } from "../http/handler";
import { notPlayed } from "../http/not-played";

/** Users, by their properties. What the search does not support here is refused with its name. */

interface Criterion {
  type: string;
  fields?: string[] | null;
  value?: string | null;
  values?: string[] | null;
  operator?: string | null;
  group?: Criterion[] | null;
  startValue?: string | null;
  endValue?: string | null;
  dateFormat?: string | null;
}

interface Sort {
  sortBy?: string | null;
  sortOrder?: string | null;
}

interface SearchRequest extends Sort {
  query?: Criterion[] | null;
  pageSize?: number | null;
  pageNumber?: number | null;
  expand?: string[] | null;
  sort?: Sort[] | null;
  integrationPresenceSource?: string | null;
  enforcePermissions?: boolean | null;
}

const OPERATION = "postUsersSearch";

const FIELDS: Readonly<Record<string, (user: User) => string | undefined>> = {
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

const EXPANDS: readonly string[] = ["presence", "routingStatus", "authorization", "station"];

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const fieldNamed = (name: string, where: string): ((user: User) => string | undefined) => {
  const found = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (!found) throw notPlayed(OPERATION, `${where} ${name}`);
  return found;
};

type Test = (user: User) => boolean;

const isNot = ({ operator }: Criterion): boolean => operator?.toUpperCase() === "NOT";
const isOr = ({ operator }: Criterion): boolean => operator?.toUpperCase() === "OR";

const testOf = (criterion: Criterion, path: string): Test => {
  for (const field of ["startValue", "endValue", "dateFormat"] as const)
    if (criterion[field] != null) throw notPlayed(OPERATION, `${path}.${field}`);
  if (criterion.group && criterion.group.length > 0) return testOfAll(criterion.group, `${path}.group`);
  const type = criterion.type.toUpperCase();
  if (type === "MATCH_ALL") return () => true;
  const compare = COMPARE[type];
  if (!compare) throw notPlayed(OPERATION, `${path}.type ${type}`);
  const fields = (criterion.fields ?? []).map((name) => fieldNamed(name, `${path}.fields`));
  if (fields.length === 0) throw malformed(`${path}.fields`);
  const wanted = (criterion.values ?? (criterion.value ? [criterion.value] : [])).map((each) =>
    each.toLowerCase(),
  );
  if (wanted.length === 0) throw malformed(`${path}.value`);
  return (user) =>
    fields.some((field) => {
      const has = field(user)?.toLowerCase();
      return has !== undefined && wanted.some((each) => compare(has, each));
    });
};

/** From the first to the last, each criterion joined to those before it by its own operator; AND where it names none. */
const testOfAll = (criteria: readonly Criterion[], path: string): Test => {
  const tests = criteria.map((criterion, i) => ({ criterion, test: testOf(criterion, `${path}[${i}]`) }));
  return (user) =>
    tests.reduce((soFar, { criterion, test }, i) => {
      if (isOr(criterion)) return (i > 0 && soFar) || test(user);
      return soFar && test(user) !== isNot(criterion);
    }, true);
};

const orderOf = (request: SearchRequest): ((a: User, b: User) => number) => {
  const sorts = request.sort?.length ? request.sort : [request];
  const orders = sorts.map(({ sortBy, sortOrder }) => {
    const order = sortOrder?.toUpperCase() ?? "ASC";
    if (order === "SCORE") throw notPlayed(OPERATION, "sortOrder SCORE");
    return { field: fieldNamed(sortBy ?? "name", "sortBy"), sign: order === "DESC" ? -1 : 1 };
  });
  return (a, b) =>
    orders.reduce(
      (soFar, { field, sign }) => soFar || sign * (field(a) ?? "").localeCompare(field(b) ?? ""),
      0,
    );
};

const search = (context: Context) => {
  const request = (context.body ?? {}) as SearchRequest;
  if (request.integrationPresenceSource) throw notPlayed(OPERATION, "integrationPresenceSource");
  if (request.enforcePermissions) throw notPlayed(OPERATION, "enforcePermissions");
  const expand = request.expand ?? [];
  const strange = expand.find((each) => !EXPANDS.includes(each));
  if (strange !== undefined) throw notPlayed(OPERATION, `expand ${strange}`);
  const pageSize = request.pageSize ?? 25;
  const pageNumber = request.pageNumber ?? 1;
  if (pageSize < 1 || pageSize > 100 || pageNumber < 1) throw refusal("bad.request");
  const isMeant = testOfAll(request.query ?? [], "query");
  const found = [...context.store.org.users.values()]
    .filter((user) => user.state !== "deleted" && isMeant(user))
    .sort(orderOf(request));
  const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  return ok({
    total: found.length,
    pageCount: Math.ceil(found.length / pageSize),
    pageSize,
    pageNumber,
    types: ["users"],
    results: page.map((user) => userToWire(context.store, user, expand)),
  });
};

export const userSearchHandlers: Handlers = { postUsersSearch: search };
