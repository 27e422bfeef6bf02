import { isGenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** Presences: those that an organisation has, and the one that a user has. */

export const LIST_PRESENCES = "getPresenceDefinitions0";
export const LIST_SYSTEM_PRESENCES = "getSystempresences";
export const GET_PRESENCE = "getUserPresencesPurecloud";
export const SET_PRESENCE = "patchUserPresencesPurecloud";

/** A presence that users can choose. */
export interface PresenceDefinition {
  id: string;
  name?: string;
  type?: string;
  systemPresence?: string;
  /** Its name in each language. */
  languageLabels?: Readonly<Record<string, string>>;
}

export interface UserPresence {
  presenceDefinition?: { id?: string; systemPresence?: string };
  message?: string;
  modifiedDate?: string;
}

const isDefinition = (one: unknown): one is PresenceDefinition =>
  typeof one === "object" && one !== null && typeof (one as { id?: unknown }).id === "string";

/**
 * Those that can be chosen, or those that are deactivated.
 * @see https://developer.genesys.cloud/devapps/api-explorer getPresenceDefinitions0
 */
export const listPresences = async (
  client: Client,
  { deactivated }: { deactivated: boolean },
  options?: CallOptions,
): Promise<PresenceDefinition[]> => {
  const body = await client.request<{ entities?: unknown } | undefined>(
    {
      operation: LIST_PRESENCES,
      method: "GET",
      path: path`/api/v2/presence/definitions`,
      query: { deactivated: deactivated ? "TRUE" : "FALSE" },
      repeatable: true,
    },
    options,
  );
  return Array.isArray(body?.entities) ? body.entities.filter(isDefinition) : [];
};

/**
 * The platform's own, which every account may read.
 * @see https://developer.genesys.cloud/devapps/api-explorer getSystempresences
 */
export const listSystemPresences = async (
  client: Client,
  options?: CallOptions,
): Promise<PresenceDefinition[]> => {
  const body = await client.request<unknown>(
    {
      operation: LIST_SYSTEM_PRESENCES,
      method: "GET",
      path: path`/api/v2/systempresences`,
      repeatable: true,
    },
    options,
  );
  const all = Array.isArray(body) ? body.filter(isDefinition) : [];
  return all.map(({ id, name }) => ({
    id,
    type: "System",
    ...(name === undefined ? {} : { name, systemPresence: name }),
  }));
};

/** Those that can be chosen; where the account may not read the organisation's own, those of the platform. */
export const listKnownPresences = async (
  client: Client,
  options?: CallOptions,
): Promise<PresenceDefinition[]> => {
  try {
    return await listPresences(client, { deactivated: false }, options);
  } catch (error) {
    if (!isGenesysError(error, "denied")) throw error;
    return listSystemPresences(client, options);
  }
};

/** @see https://developer.genesys.cloud/devapps/api-explorer getUserPresencesPurecloud */
export const getPresence = async (
  client: Client,
  userId: string,
  options?: CallOptions,
): Promise<UserPresence> =>
  (await client.request<UserPresence | undefined>(
    {
      operation: GET_PRESENCE,
      method: "GET",
      path: path`/api/v2/users/${userId}/presences/purecloud`,
      repeatable: true,
    },
    options,
  )) ?? {};

/**
 * Retried: a second request sets the same presence.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchUserPresencesPurecloud
 */
export const setPresence = (
  client: Client,
  userId: string,
  presenceId: string,
  options?: CallOptions,
): Promise<UserPresence | undefined> =>
  client.request(
    {
      operation: SET_PRESENCE,
      method: "PATCH",
      path: path`/api/v2/users/${userId}/presences/purecloud`,
      body: { presenceDefinition: { id: presenceId } },
      repeatable: true,
    },
    options,
  );
