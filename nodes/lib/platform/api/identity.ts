import { loadOperations } from "../../facts/operations";
import { isGenesysError } from "../errors/errors";

import type { CallOptions, Client, Query } from "../types";

/** Who an account is, as the platform sees it. */
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

/** Reads it anew: three small requests that want no permission. */
export const readIdentity = async (client: Client, options?: CallOptions): Promise<Identity> => {
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
  return {
    organization: organization?.name ?? token?.organization?.name ?? "",
    as: { kind: user === undefined ? "client" : "user", ...(name === undefined ? {} : { name }) },
    scopes: user === undefined ? [] : (token?.authorizedScope ?? []),
    needUser: user === undefined ? all.filter(({ needsUser }) => needsUser === true).length : 0,
    operations: all.length,
  };
};

/** An access token may be anybody's; only the platform knows. */
const readMe = async (client: Client, options?: CallOptions, query: Query = {}): Promise<Me | undefined> => {
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

/** Whom the account acts as, with the permissions of a user; what the roles of a client allow cannot be read with it. */
export const readActor = async (client: Client, options?: CallOptions): Promise<Actor> => {
  const me = await readMe(client, options, { expand: ["authorization"] });
  return me === undefined ? { kind: "client" } : { kind: "user", permissions: me.authorization?.permissions };
};

/** Whom the nodes act as, and what that one may do where it can be seen. */
export interface Actor {
  kind: "client" | "user";
  permissions?: readonly string[] | undefined;
}
