import { createHash, randomBytes } from "node:crypto";
import { GenesysError, isGenesysError, configError } from "../errors/errors";
import { requestToken, type TokenEndpoint } from "./grants";
import { scrub } from "../errors/scrub";
import { readToken, type FreshToken } from "../client/tokens";

/** A user signs in: the address to send a browser to, and what the code that comes back is worth. */

/** The client that sends the request. Without a secret, it is identified by the proof key alone. */
export interface SignInClient {
  clientId: string;
  clientSecret?: string | undefined;
}

export type UserToken = FreshToken & { refreshToken?: string };

const random = (): string => randomBytes(32).toString("base64url");

/** A random value, which connects a response of the authorization server with its request. */
export const createState = random;

export interface Proof {
  verifier: string;
  challenge: string;
}

/** The proof key of one sign-in (RFC 7636). */
export const createProof = (): Proof => {
  const verifier = random();
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
};

/** @throws GenesysError `config` where no browser could be sent back to it. */
export const checkedRedirectUri = (given: string): string => {
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hash !== "" || url.username !== "")
    throw configError(
      "redirectUri",
      "The redirect URI must be the complete address of this Node-RED's sign-in page and begin with https:// or http://.",
    );
  return given.trim();
};

export interface Question {
  clientId: string;
  redirectUri: string;
  state: string;
  challenge: string;
}

/** The URL that the browser opens to sign in. */
export const authorizeUrl = (loginUrl: string, parts: Question): string => {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: parts.clientId,
    redirect_uri: parts.redirectUri,
    state: parts.state,
    code_challenge: parts.challenge,
    code_challenge_method: "S256",
  });
  return `${loginUrl}/oauth/authorize?${query.toString()}`;
};

const CLIENT =
  "Check that the OAuth client is of the type Code Authorization, that exactly this redirect URI is registered with it";
const REGION = "and that the region is the client's.";
const CHECKS = `${CLIENT}, ${REGION}`;

const LACKS_TYPE = `This OAuth client has no permission to sign users in. ${CHECKS}`;
const LATER = "The login host has a problem. Try again later.";

/** By the error codes of the authorization endpoint (RFC 6749, 4.1.2.1); for any other, all there is to check. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["unauthorized_client", LACKS_TYPE],
  ["unsupported_response_type", LACKS_TYPE],
  ["invalid_client", `The login host does not know the client id, or the client is not active. ${CHECKS}`],
  ["invalid_request", `It refused the request, usually because of the redirect URI. ${CHECKS}`],
  [
    "invalid_scope",
    "The account requests no scopes, so the scopes of the OAuth client apply. Check that the client has scopes " +
      "and that an administrator has authorized them.",
  ],
  [
    "access_denied",
    "The user refused, or has no permission to use this OAuth client. Check that the right user signed in, of the client's " +
      "organisation and region, and that an administrator has authorized the client there.",
  ],
  ["server_error", LATER],
  ["temporarily_unavailable", LATER],
]);

/** The reason of a browser that comes back without a code: the login host's own text on one line, and what to check. */
export const endedSignIn = (code: string, words: string): string => {
  const reason = [code, words].filter((part) => part !== "").join(": ");
  const plain = scrub(reason.replace(/[\s\p{C}]+/gu, " ")).trim();
  return `The login host ended the sign-in (${plain || "it sent no code"}). ${ENDINGS.get(code) ?? CHECKS}`;
};

const exchange = async (
  endpoint: TokenEndpoint,
  { clientId, clientSecret }: SignInClient,
  form: Record<string, string>,
): Promise<UserToken> => {
  const isPublic = clientSecret === undefined || clientSecret === "";
  const { body } = await requestToken(
    endpoint,
    { ...form, ...(isPublic ? { client_id: clientId } : {}) },
    isPublic ? undefined : { clientId, clientSecret },
  );
  return readToken(body);
};

/** The code of a sign-in, once, for a token. @throws GenesysError `auth` that names what to check. */
export const redeemCode = async (
  endpoint: TokenEndpoint,
  client: SignInClient,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<UserToken> => {
  try {
    return await exchange(endpoint, client, {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    });
  } catch (error) {
    throw isGenesysError(error, "auth") ? explained(error) : error;
  }
};

const explained = ({ cause }: GenesysError): GenesysError => {
  const reason = [cause.platformCode, cause.platformMessage].filter(Boolean).join(": ");
  return new GenesysError(
    "auth",
    `The login host refused to finish the sign-in${reason === "" ? "" : ` (${reason})`}. ` +
      `${CLIENT}, that its secret is right (or left out where it has none), ${REGION}`,
    cause,
  );
};

/**
 * A new token for a refresh token. A refresh token that is spent or revoked is `auth` with the fact `signInAgain`;
 * everything else is as it came, and the refresh token may still be good.
 */
export const refreshSignIn = async (
  endpoint: TokenEndpoint,
  client: SignInClient,
  refreshToken: string,
): Promise<UserToken> => {
  try {
    return await exchange(endpoint, client, { grant_type: "refresh_token", refresh_token: refreshToken });
  } catch (error) {
    if (isGenesysError(error, "auth") && error.cause.platformCode === "invalid_grant")
      throw signInAgain(error.cause);
    throw error;
  }
};

export const signInAgain = (facts: Record<string, unknown> = {}): GenesysError =>
  new GenesysError(
    "auth",
    "The sign-in of this account has ended. It was revoked, has expired, or was used elsewhere. " +
      "Sign in again in the account's dialog.",
    { ...facts, outcome: "notSent", signInAgain: true },
  );

export const notSignedIn = (): GenesysError =>
  configError("grant", "No user has signed in to this account yet. Open the account's dialog and sign in.");
