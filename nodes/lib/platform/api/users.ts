import { GenesysError } from "../errors";
import type { CallOptions, Client } from "../types";

/** A user's e-mail address seldom changes hands. */
const KEPT_MS = 60 * 60_000;

interface FoundUsers {
  results?: { id: string; email?: string; state?: string }[];
}

/** The id of a user named by id or e-mail address; an address is looked up once an hour and account. */
export const findUserId = (client: Client, idOrEmail: string, options?: CallOptions): Promise<string> => {
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
    const found = results.find((user) => user.email?.toLowerCase() === email) ?? results[0];
    if (found !== undefined) return found.id;
    throw new GenesysError("missing", "No user of the organisation has this e-mail address.", {
      outcome: "refused",
      field: "userId",
    });
  });
};
