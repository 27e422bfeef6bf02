import { isId } from "../../facts/ids";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** A user's e-mail address or name seldom changes. */
const KEPT_MS = 60 * 60_000;
/** Far more users than have one name. */
const PAGE_SIZE = 100;
/** So many addresses are in a sentence. `cause.emails` has all of them. */
const MOST_SHOWN = 5;

interface FoundUser {
  id: string;
  name?: string;
  email?: string;
  state?: string;
}

/**
 * The id of a user named by id, e-mail address or name; the latter two are looked up once an hour and account. `field`
 * is the input that names the user.
 * @throws GenesysError `missing` for an address of no user, `input` for any other text that is no user's name,
 * `ambiguous` for a name of several users, with their e-mail addresses.
 */
export const findUserId = (
  client: Client,
  named: string,
  options?: CallOptions,
  field = "userId",
): Promise<string> => {
  if (isId(named)) return Promise.resolve(named);
  const wanted = named.trim().toLowerCase();
  return client.remember(`user ${wanted}`, KEPT_MS, async () =>
    wanted.includes("@")
      ? byEmail(await search(client, "email", wanted, options), field)
      : byName(await search(client, "name", wanted, options), field),
  );
};

const search = async (
  client: Client,
  by: "email" | "name",
  value: string,
  options?: CallOptions,
): Promise<FoundUser[]> => {
  const found = await client.request<{ results?: FoundUser[] } | undefined>(
    {
      operation: "postUsersSearch",
      method: "POST",
      path: "/api/v2/users/search",
      body: { pageSize: PAGE_SIZE, query: [{ type: "EXACT", fields: [by], value }] },
      repeatable: true, // it only reads
    },
    options,
  );
  return (found?.results ?? []).filter((user) => user[by]?.toLowerCase() === value);
};

const byEmail = ([found]: readonly FoundUser[], field: string): string => {
  if (found !== undefined) return found.id;
  throw new GenesysError(
    "missing",
    "No user of the organisation has this e-mail address. Check the address.",
    {
      outcome: "refused",
      field,
    },
  );
};

/** A user who has left may have the name of one who works here. */
const byName = (users: readonly FoundUser[], field: string): string => {
  const active = users.filter(({ state }) => state === undefined || state === "active");
  const fitting = active.length > 0 ? active : users;
  const [found] = fitting;
  if (found === undefined)
    throw inputError(
      field,
      `The input "${field}" names no user of the organisation. Set the id, the e-mail address or the full name of a user.`,
    );
  if (fitting.length === 1) return found.id;
  const emails = fitting.flatMap(({ email }) => email ?? []);
  const shown = emails.slice(0, MOST_SHOWN).join(", ");
  const others = emails.length > MOST_SHOWN ? ` or one of ${emails.length - MOST_SHOWN} others` : "";
  const count = users.length < PAGE_SIZE ? fitting.length : `At least ${fitting.length}`;
  throw new GenesysError(
    "ambiguous",
    `${count} users have this name. Set the e-mail address of one of them: ${shown}${others}.`,
    { outcome: "notSent", field, emails },
  );
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
