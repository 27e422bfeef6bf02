import { GenesysError, isGenesysError, configError } from "../errors/errors";
import { isThrottled, judgeRateLimit } from "../http/rate-limit";
import { readToken, type FreshToken } from "../client/tokens";
import type { Exchange, Hosts, Transport } from "../types";

/** The timeout of requests to the token endpoint, which responds in well under a second. */
const TIMEOUT_MS = 30_000;
/** Its throttling names no time. */
const THROTTLED_MS = 5_000;

/** How an account comes by a token. */
export type Exchanger = (signal?: AbortSignal) => Promise<FreshToken>;

export interface TokenEndpoint {
  transport: Transport;
  hosts: () => Promise<Hosts>;
}

/**
 * One request to the token endpoint. Its throttling, an HTTP 400 in words, becomes `limited`; other refusals `auth`; an
 * endpoint that is not there `config`.
 */
export const requestToken = async (
  { transport, hosts }: TokenEndpoint,
  form: Record<string, string>,
  basic?: { clientId: string; clientSecret: string },
  signal?: AbortSignal,
): Promise<Exchange> => {
  try {
    const { loginUrl } = await hosts();
    return await transport({
      method: "POST",
      url: `${loginUrl}/oauth/token`,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(basic === undefined
          ? {}
          : { authorization: `Basic ${encode(`${basic.clientId}:${basic.clientSecret}`)}` }),
      },
      body: new URLSearchParams(form).toString(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    throw asTokenError(error);
  }
};

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** After any failure here, the request that needs the token was not sent. */
const asTokenError = (error: unknown): unknown => {
  if (!isGenesysError(error)) return error;
  const cause = { ...error.cause, operation: "oauth/token", outcome: "notSent" as const };
  if (error.code === "limited" || isThrottled(cause))
    return new GenesysError(
      "limited",
      "The token endpoint is rate limited, because too many tokens were requested. Use one account for all nodes.",
      { ...cause, retryAfterMs: judgeRateLimit(cause, THROTTLED_MS).retryAfterMs },
    );
  if (error.code === "missing")
    return new GenesysError("config", NO_ENDPOINT, { ...cause, field: "loginUrl" });
  if (["auth", "rejected", "denied"].includes(error.code))
    return new GenesysError("auth", cause.platformCode === undefined ? REFUSED : error.message, cause);
  return new GenesysError(error.code, error.message, cause);
};

const REFUSED =
  "The login host does not accept the account's credentials. Check the credentials and their region.";
const NO_ENDPOINT =
  "The login host has no token endpoint. Check the account's region or its custom login URL.";

/** Client credentials: nothing to renew but the token itself. */
export const clientCredentials =
  (endpoint: TokenEndpoint, credentials: { clientId: string; clientSecret: string }): Exchanger =>
  async (signal) =>
    readToken((await requestToken(endpoint, { grant_type: "client_credentials" }, credentials, signal)).body);

/** A token that a user made by hand, for trials. It is used until the platform refuses it. */
export const fixedToken = (pasted: string): Exchanger => {
  const accessToken = pasted.trim();
  let given = false;
  // eslint-disable-next-line @typescript-eslint/require-await -- an Exchanger is asynchronous
  return async () => {
    if (given)
      throw new GenesysError(
        "auth",
        "The access token is no longer accepted. Enter a new token in the account.",
        { outcome: "notSent" },
      );
    if (!/^[\x21-\x7e]+$/.test(accessToken))
      throw configError(
        "accessToken",
        "The account's access token contains spaces or other invalid characters. Enter the token again.",
      );
    given = true;
    return { accessToken };
  };
};
