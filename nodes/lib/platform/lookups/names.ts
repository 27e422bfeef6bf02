import { isId } from "../../facts/ids";
import { isGenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client, PlatformRequest } from "../types";
import { get, itemsOf, readPage, type Entity, type Item } from "./reading";
import { lookUp } from "./lookups";

/** The names of entries whose ids are at hand. */

/** Lists that return several of their entries by id in one request. */
const byIds =
  (operation: string, where: string, more: object = {}) =>
  (ids: string[]): PlatformRequest =>
    get(operation, where, { id: ids, pageSize: Math.max(25, ids.length), ...more });

const LISTED: Readonly<Record<string, (ids: string[]) => PlatformRequest>> = {
  queue: byIds("getRoutingQueues", path`/api/v2/routing/queues`),
  flow: byIds("getFlows", path`/api/v2/flows`),
  anyFlow: byIds("getFlows", path`/api/v2/flows`),
  user: byIds("getUsers", path`/api/v2/users`, { state: "any" }),
  wrapupCode: byIds("getRoutingWrapupcodes", path`/api/v2/routing/wrapupcodes`),
  skill: byIds("getRoutingSkills", path`/api/v2/routing/skills`),
  language: byIds("getRoutingLanguages", path`/api/v2/routing/languages`),
};

/** Entries that are read one by one. */
const SINGLE: Readonly<Record<string, (id: string) => PlatformRequest>> = {
  externalContact: (id) => get("getExternalcontactsContact", path`/api/v2/externalcontacts/contacts/${id}`),
};

const KEPT_MS = 5 * 60_000;

/** Those of these ids that exist in the organisation, with their names, in the given order. Cached for some minutes. */
export const lookUpNames = async (
  client: Client,
  kind: string,
  ids: readonly string[],
  options?: CallOptions,
): Promise<Item[]> => {
  const wanted = [...new Set(ids)];
  const key = JSON.stringify(["look-up names", kind, wanted]);
  const found = await client.remember(key, KEPT_MS, () => read(client, kind, wanted, options));
  return wanted.flatMap((id) => found.find((item) => item.id === id) ?? []);
};

const read = async (client: Client, kind: string, ids: string[], options?: CallOptions): Promise<Item[]> => {
  const listed = Object.hasOwn(LISTED, kind) ? LISTED[kind] : undefined;
  const single = Object.hasOwn(SINGLE, kind) ? SINGLE[kind] : undefined;
  // A text that is no id would make the request fail for all the others.
  if (listed !== undefined)
    return gather([ids.filter(isId), ids.filter((id) => !isId(id))], async (some) =>
      some.length === 0 ? [] : itemsOf((await readPage(client, listed(some), options)).entities),
    );
  if (single !== undefined)
    return gather(ids, async (id) => {
      const entity = await client.request<Entity | undefined>(single(id), options);
      return itemsOf([{ ...entity, id }]);
    });
  // A list without a filter by id is read whole, and cached.
  return gather(ids, async (id) => (await lookUp(client, kind, { search: id, page: 1 }, options)).items);
};

/** The items of all reads. A read that finds no such id returns none. */
const gather = async <T>(each: readonly T[], readOne: (one: T) => Promise<Item[]>): Promise<Item[]> => {
  const found = each.map((one) =>
    readOne(one).catch((error: unknown) => {
      if (isGenesysError(error, "missing") || isGenesysError(error, "rejected")) return [];
      throw error;
    }),
  );
  return (await Promise.all(found)).flat();
};
