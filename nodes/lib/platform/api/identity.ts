import { loadOperations } from "../../facts/operations";
import { isGenesysError } from "../errors/errors";

import type { CallOptions, Client } from "../types";

/** The identity of an account, as the platform returns it. */
export interface Identity {
  organization: string;
  /** Whose token it is. */
  as: { kind: "client" | "user"; name?: string };
  /** What a user has allowed the client; without a user it is its roles that count. */
  scopes: string[];
  /** Operations of the catalogue that this account cannot call, of how many. */
  needUser: number;
  operations: number;
}

interface TokenInfo {
  organization?: { name?: string };
  authorizedScope?: string[];
  OAuthClient?: { name?: string };
}

interface Me {
  name?: string;
  authorization?: { permissions?: string[] };
}

/** Reads it again each time, with the actor: three small requests that need no permission. */
export const readIdentity = async (
  client: Client,
  options?: CallOptions,
): Promise<{ identity: Identity; actor: Actor }> => {
  const organization = await client.request<{ name?: string } | undefined>(
    { operation: "getOrganizationsMe", method: "GET", path: "/api/v2/organizations/me", repeatable: true },
    options,
  );
  const token = await client.request<TokenInfo | undefined>(
    { operation: "getTokensMe", method: "GET", path: "/api/v2/tokens/me", repeatable: true },
    options,
  );
  const user = client.grant === "client-credentials" ? undefined : await readMe(client, options);
  const name = user === undefined ? token?.OAuthClient?.name : user.name;
  const all = loadOperations();
  const identity: Identity = {
    organization: organization?.name ?? token?.organization?.name ?? "",
    as: { kind: user === undefined ? "client" : "user", ...(name === undefined ? {} : { name }) },
    scopes: user === undefined ? [] : (token?.authorizedScope ?? []),
    needUser: user === undefined ? all.filter(({ needsUser }) => needsUser === true).length : 0,
    operations: all.length,
  };
  return { identity, actor: actorOf(user) };
};

/** An access token may be a user's or a client's. Only the platform can show it. */
const readMe = async (client: Client, options?: CallOptions): Promise<Me | undefined> => {
  const query = { expand: ["authorization"] };
  try {
    return await client.request<Me | undefined>(
      { operation: "getUsersMe", method: "GET", path: "/api/v2/users/me", query, repeatable: true },
      options,
    );
  } catch (error) {
    const isClient = isGenesysError(error, "rejected") || isGenesysError(error, "denied");
    if (isClient && client.grant === "access-token") return undefined;
    throw error;
  }
};

/** The client or user that the account acts as. The permissions of a client's roles cannot be read, only a user's. */
export const readActor = async (client: Client, options?: CallOptions): Promise<Actor> =>
  actorOf(await readMe(client, options));

const actorOf = (me: Me | undefined): Actor =>
  me === undefined ? { kind: "client" } : { kind: "user", permissions: me.authorization?.permissions };

/** The client or user that the nodes act as, with its permissions if they can be read. */
export interface Actor {
  kind: "client" | "user";
  permissions?: readonly string[] | undefined;
}
