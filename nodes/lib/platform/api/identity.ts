import { loadOperations } from "../../facts/operations";
import { isGenesysError } from "../errors";
import type { CallOptions, Client } from "../types";

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
const readMe = async (client: Client, options?: CallOptions): Promise<{ name?: string } | undefined> => {
  try {
    return await client.request<{ name?: string } | undefined>(
      { operation: "getUsersMe", method: "GET", path: "/api/v2/users/me", repeatable: true },
      options,
    );
  } catch (error) {
    const isClient = isGenesysError(error, "rejected") || isGenesysError(error, "denied");
    if (isClient && client.grant === "access-token") return undefined;
    throw error;
  }
};
