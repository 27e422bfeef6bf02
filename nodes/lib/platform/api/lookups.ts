import { inputError } from "../errors";
import { path } from "../path";
import type { CallOptions, Client, PlatformRequest, Query } from "../types";

/** Lists of an organisation for whoever fills in a form: names to read, ids to keep. */

/** Names seldom change; a list is read anew after so long. */
const KEPT_MS = 5 * 60_000;
const PAGE = 50;
/** Lists that are read whole to be searched here: they are short, and how their filters match is not documented. */
const WHOLE_PAGE = 100;
const MOST_PAGES = 20;

export interface Item {
  id: string;
  name: string;
}

export interface Found {
  items: Item[];
  /** Is there another page? */
  more: boolean;
}

export interface Sought {
  /** Words of the name; blank for all. */
  search: string;
  /** From 1. */
  page: number;
  /** The queue whose wrap-up codes are meant. */
  queueId?: string | undefined;
}

interface Listing {
  entities?: Entity[];
  results?: Entity[];
  pageCount?: number;
  nextUri?: string;
}

interface Entity {
  id?: string;
  name?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  messengerType?: string;
}

const nameOf = (entity: Entity): string => {
  const name = entity.name ?? [entity.firstName, entity.lastName].filter(Boolean).join(" ");
  const more = entity.email ?? entity.messengerType;
  return more === undefined || more === name ? name : `${name} (${more})`;
};

const itemsOf = (entities: Entity[]): Item[] =>
  entities.flatMap((entity) =>
    entity.id === undefined ? [] : [{ id: entity.id, name: nameOf(entity) || entity.id }],
  );

const get = (operation: string, where: string, query: Query): PlatformRequest => ({
  operation,
  method: "GET",
  path: where,
  query,
  repeatable: true,
});

const numbered = (page: number, pageSize = PAGE) => ({ pageSize, pageNumber: page });
const around = (search: string) => (search === "" ? {} : { name: `*${search}*` });

/** Lists that may be long: the platform searches. */
const SEARCHED: Readonly<Record<string, (sought: Sought) => PlatformRequest>> = {
  queue: ({ search, page }) =>
    get("getRoutingQueues", path`/api/v2/routing/queues`, { ...numbered(page), ...around(search) }),
  flow: ({ search, page }) =>
    get("getFlows", path`/api/v2/flows`, {
      ...numbered(page),
      type: ["inboundcall", "voicesurvey"], // where a caller can be sent after the call
      sortBy: "name",
      ...around(search),
    }),
  externalContact: ({ search, page }) =>
    get("getExternalcontactsContacts", path`/api/v2/externalcontacts/contacts`, {
      ...numbered(page),
      ...(search === "" ? {} : { q: search }),
    }),
  user: ({ search, page }) => ({
    operation: "postUsersSearch",
    method: "POST",
    path: path`/api/v2/users/search`,
    body: {
      ...numbered(page),
      sortBy: "name",
      sortOrder: "ASC",
      query: [
        { type: "EXACT", fields: ["state"], value: "active" },
        ...(search === "" ? [] : [{ type: "CONTAINS", fields: ["name", "email"], value: search }]),
      ],
    },
    repeatable: true, // it only reads
  }),
};

/** Lists that are short. */
const WHOLE: Readonly<Record<string, (sought: Sought) => PlatformRequest>> = {
  wrapupCode: ({ queueId = "", page }) =>
    queueId === ""
      ? get("getRoutingWrapupcodes", path`/api/v2/routing/wrapupcodes`, numbered(page, WHOLE_PAGE))
      : get(
          "getRoutingQueueWrapupcodes",
          path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
          numbered(page, WHOLE_PAGE),
        ),
  skill: ({ page }) => get("getRoutingSkills", path`/api/v2/routing/skills`, numbered(page, WHOLE_PAGE)),
  language: ({ page }) =>
    get("getRoutingLanguages", path`/api/v2/routing/languages`, numbered(page, WHOLE_PAGE)),
  integration: ({ page }) =>
    get(
      "getConversationsMessagingIntegrations",
      path`/api/v2/conversations/messaging/integrations`,
      numbered(page, WHOLE_PAGE),
    ),
};

/** One entry, for its name. */
const NAMED: Readonly<Record<string, (id: string) => PlatformRequest>> = {
  queue: (id) => get("getRoutingQueues", path`/api/v2/routing/queues`, { id: [id] }),
  flow: (id) => get("getFlows", path`/api/v2/flows`, { id: [id] }),
  user: (id) => get("getUsers", path`/api/v2/users`, { id: [id], state: "any" }),
};

/** What can be looked up. */
export const LOOKUP_KINDS: readonly string[] = [...Object.keys(SEARCHED), ...Object.keys(WHOLE)].sort();

const read = async (
  client: Client,
  request: PlatformRequest,
  options?: CallOptions,
): Promise<{ entities: Entity[]; more: boolean }> => {
  const { entities, results, pageCount, nextUri } =
    (await client.request<Listing | undefined>(request, options)) ?? {};
  const { pageNumber = 1 } = (request.query ?? request.body ?? {}) as { pageNumber?: number };
  const more = pageCount === undefined ? nextUri !== undefined : pageNumber < pageCount;
  return { entities: entities ?? results ?? [], more };
};

const readWhole = async (
  client: Client,
  request: (page: number) => PlatformRequest,
  options?: CallOptions,
): Promise<Item[]> => {
  const all: Entity[] = [];
  for (let page = 1, more = true; more && page <= MOST_PAGES; page += 1) {
    const answer = await read(client, request(page), options);
    all.push(...answer.entities);
    more = answer.more;
  }
  return itemsOf(all).sort((a, b) => a.name.localeCompare(b.name));
};

const pageOf = (items: readonly Item[], page: number): Found => ({
  items: items.slice((page - 1) * PAGE, page * PAGE),
  more: items.length > page * PAGE,
});

/**
 * One page of a list. Kept for some minutes per account; those who ask for the same at once share one request.
 * @throws GenesysError `input` where there is no such list.
 */
export const lookUp = async (
  client: Client,
  kind: string,
  sought: Sought,
  options?: CallOptions,
): Promise<Found> => {
  const search = sought.search.trim();
  const whole = Object.hasOwn(WHOLE, kind) ? WHOLE[kind] : undefined;
  if (whole !== undefined) {
    const key = JSON.stringify(["look-up", kind, sought.queueId ?? ""]);
    const all = await client.remember(key, KEPT_MS, () =>
      readWhole(client, (page) => whole({ ...sought, page }), options),
    );
    const words = search.toLowerCase();
    return pageOf(
      all.filter(({ id, name }) => name.toLowerCase().includes(words) || id === search),
      sought.page,
    );
  }
  const searched = Object.hasOwn(SEARCHED, kind) ? SEARCHED[kind] : undefined;
  if (searched === undefined) throw inputError("kind", `There is no list of "${kind}".`);
  const key = JSON.stringify(["look-up", kind, search, sought.page]);
  return client.remember(key, KEPT_MS, async () => {
    const { entities, more } = await read(client, searched({ ...sought, search }), options);
    return { items: itemsOf(entities), more };
  });
};

/** The entry of this id, or none where the list has no such entry or does not tell. */
export const lookUpName = async (
  client: Client,
  kind: string,
  id: string,
  options?: CallOptions,
): Promise<Found> => {
  const none: Found = { items: [], more: false };
  if (Object.hasOwn(WHOLE, kind)) return lookUp(client, kind, { search: id, page: 1 }, options);
  const named = Object.hasOwn(NAMED, kind) ? NAMED[kind] : undefined;
  if (named === undefined) return none;
  return client.remember(JSON.stringify(["look-up name", kind, id]), KEPT_MS, async () => {
    const { entities } = await read(client, named(id), options);
    return { ...none, items: itemsOf(entities).filter((item) => item.id === id) };
  });
};
