import type { Exchanger, TokenEndpoint } from "./grants";
import type { AccountSettings, Credentials } from "./settings";
import { readToken } from "../client/tokens";

/** The client of the simulated org whose user is signed in by itself. Its user is the supervisor. */
const CLIENT_ID = "supervisor";
const TIMEOUT_MS = 30_000;

/**
 * Can a user be signed in without a browser? Only in the simulated org of the account itself, and only with its default
 * client: who names a client wants to sign in.
 */
export const isSignedInByItself = (
  { region, grant }: Pick<AccountSettings, "region" | "grant">,
  { clientId = "" }: Credentials,
): boolean => region === "simulator" && grant === "authorization-code" && clientId === "";

/** A token of the simulated org's supervisor. It has no refresh token: the next one comes the same way. */
export const simulatedUser =
  ({ transport, hosts }: TokenEndpoint): Exchanger =>
  async (signal) => {
    const { apiUrl } = await hosts();
    const { body } = await transport({
      method: "POST",
      url: `${apiUrl}/_simulator/issueToken`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientId: CLIENT_ID }),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    return readToken({ access_token: (body as { result?: unknown } | undefined)?.result });
  };
