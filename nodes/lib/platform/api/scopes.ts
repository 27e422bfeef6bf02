import { isId } from "../../facts/ids";
import { isGenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client, Query } from "../types";
import { findUserId } from "./users";

/** A queue or a user that a node names. */
export interface Named {
  /** As it was written. */
  name: string;
  /** `undefined` where the organisation has nothing of this name. */
  id: string | undefined;
  /** Why there is no id, where more is known than that nothing has this name. */
  why?: string;
}

/** With what the organisation calls it, where that was read. */
export interface NamedQueue extends Named {
  title: string | undefined;
}

const IDS_AT_ONCE = 100;

interface Listing {
  entities?: { id?: unknown; name?: unknown }[];
}

/**
 * Queues by id or name. Where the account may not look at queues, ids are taken as they are.
 * @see https://developer.genesys.cloud/devapps/api-explorer getRoutingQueues
 */
export const findQueues = async (
  client: Client,
  names: readonly string[],
  options?: CallOptions,
): Promise<Named[]> => (await findNamedQueues(client, names, options)).map(({ name, id }) => ({ name, id }));

/** The same, with the names that the queues have. */
export const findNamedQueues = async (
  client: Client,
  names: readonly string[],
  options?: CallOptions,
): Promise<NamedQueue[]> => {
  const list = (query: Query): Promise<Listing | undefined> =>
    client.request<Listing | undefined>(
      {
        operation: "getRoutingQueues",
        method: "GET",
        path: path`/api/v2/routing/queues`,
        query: { ...query, pageSize: IDS_AT_ONCE },
        repeatable: true,
      },
      options,
    );
  const titles = new Map<string, string>();
  const listed = async (query: Query): Promise<Listing | undefined> => {
    const found = await list(query);
    for (const { id, name } of found?.entities ?? []) titles.set(textOf(id).toLowerCase(), textOf(name));
    return found;
  };
  const known = await existing(names, (id) => listed({ id }));
  const byName = new Map<string, string | undefined>();
  for (const name of names) {
    if (isId(name) || byName.has(name)) continue;
    const found = (await listed({ name }))?.entities ?? [];
    const same = found.find((queue) => textOf(queue.name).toLowerCase() === name.toLowerCase());
    byName.set(name, same === undefined ? undefined : textOf(same.id));
  }
  return names.map((name) => {
    const id = isId(name) ? known(name) : byName.get(name);
    return { name, id, title: titles.get(id?.toLowerCase() ?? "") };
  });
};

/**
 * Users by id, e-mail address or name. Where the account may not look at users, ids are taken as they are.
 * @see https://developer.genesys.cloud/devapps/api-explorer getUsers
 */
export const findUsers = async (
  client: Client,
  names: readonly string[],
  options?: CallOptions,
): Promise<Named[]> => {
  const known = await existing(names, (id) =>
    client.request<Listing | undefined>(
      {
        operation: "getUsers",
        method: "GET",
        path: path`/api/v2/users`,
        query: { id, state: "any", pageSize: IDS_AT_ONCE },
        repeatable: true,
      },
      options,
    ),
  );
  const found: Named[] = [];
  for (const name of names)
    found.push(isId(name) ? { name, id: known(name) } : await lookedUp(client, name, options));
  return found;
};

const lookedUp = async (client: Client, name: string, options?: CallOptions): Promise<Named> => {
  try {
    return { name, id: await findUserId(client, name, options, "ids") };
  } catch (error) {
    if (isGenesysError(error, "missing") || isGenesysError(error, "input")) return { name, id: undefined };
    if (isGenesysError(error, "ambiguous")) return { name, id: undefined, why: error.message };
    throw error;
  }
};

/** Reads all ids among these names at once. The returned function gives an id back if it exists, or may exist. */
const existing = async (
  names: readonly string[],
  list: (ids: string[]) => Promise<Listing | undefined>,
): Promise<(id: string) => string | undefined> => {
  const ids = names.filter((name) => isId(name));
  const found = new Set<string>();
  try {
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE)
      for (const { id } of (await list(ids.slice(from, from + IDS_AT_ONCE)))?.entities ?? [])
        found.add(textOf(id).toLowerCase());
  } catch (error) {
    if (!isGenesysError(error, "denied")) throw error;
    return (id) => id;
  }
  return (id) => (found.has(id.toLowerCase()) ? id : undefined);
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
