import { GenesysError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** A user's e-mail address seldom changes hands. */
const KEPT_MS = 60 * 60_000;

interface FoundUsers {
  results?: { id: string; email?: string; state?: string }[];
}

/**
 * The id of a user named by id or e-mail address; an address is looked up once an hour and account. `field` is the input
 * that names the user.
 */
export const findUserId = (
  client: Client,
  idOrEmail: string,
  options?: CallOptions,
  field = "userId",
): Promise<string> => {
  if (!idOrEmail.includes("@")) return Promise.resolve(idOrEmail);
  const email = idOrEmail.toLowerCase();
  return client.remember(`user ${email}`, KEPT_MS, async () => {
    const { results = [] } =
      (await client.request<FoundUsers | undefined>(
        {
          operation: "postUsersSearch",
          method: "POST",
          path: "/api/v2/users/search",
          body: { pageSize: 25, query: [{ type: "EXACT", fields: ["email"], value: email }] },
          repeatable: true, // it only reads
        },
        options,
      )) ?? {};
    const found = results.find((user) => user.email?.toLowerCase() === email);
    if (found !== undefined) return found.id;
    throw new GenesysError(
      "missing",
      "No user of the organisation has this e-mail address. Check the address.",
      {
        outcome: "refused",
        field,
      },
    );
  });
};

/**
 * The id of the user whose token this is; `undefined` for a client's token. Only the platform can show which of the two
 * an access token is. It is read once an hour. Without a result, the token counts as a client's.
 */
export const signedInUserId = async (client: Client, options?: CallOptions): Promise<string | undefined> => {
  if (client.grant === "client-credentials") return undefined;
  return client.remember("signed-in user", KEPT_MS, async () => {
    try {
      const me = await client.request<{ id?: string } | undefined>(
        { operation: "getUsersMe", method: "GET", path: "/api/v2/users/me", repeatable: true },
        options,
      );
      return me?.id;
    } catch (error) {
      const isClient = isGenesysError(error, "rejected") || isGenesysError(error, "denied");
      if (client.grant === "access-token" && isClient) return undefined;
      throw error;
    }
  });
};

/** Does the account act as a user? Sends a request only if the grant does not decide it. */
export const actsAsUser = async (client: Client, options?: CallOptions): Promise<boolean> =>
  client.grant === "authorization-code" || (await signedInUserId(client, options)) !== undefined;
