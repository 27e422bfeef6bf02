import { createHash } from "node:crypto";
import type { OAuthClient } from "../entities/org";
import type { PlainRequest, PlainRoute, Reply } from "../http/handler";
import type { Store } from "../store/store";
import { issueToken } from "../store/tokens";
import { oauthError, tokenReply, type Exchange } from "./oauth-reply";

/** A user signs in: the browser's way to a code, the code's way to a token, and the token's renewal. */

interface Code {
  clientId: string;
  userId: string;
  redirectUri: string;
  challenge: string | null;
  expiresAt: number;
}

const CODE_LIFE_MS = 300_000;

const codesOf = (store: Store): Map<string, Code> => store.collection("codes", () => new Map<string, Code>());

/** Valid refresh tokens, with their users. */
const refreshOf = (store: Store): Map<string, { clientId: string; userId: string }> =>
  store.collection("refresh tokens", () => new Map<string, { clientId: string; userId: string }>());

/** There is no login page: the client's user consents at once. */
const authorize = ({ store, query }: PlainRequest): Reply => {
  const client = store.org.clients.get(query.get("client_id") ?? "");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (client?.kind !== "CODE" || client.state !== "active" || client.userId === undefined)
    return oauthError(400, "invalid_client", "client is unknown or may not sign users in");
  const registered = client.redirectUris.length === 0 || client.redirectUris.includes(redirectUri);
  if (!URL.canParse(redirectUri) || !registered)
    return oauthError(400, "invalid_request", "redirect_uri is not registered");
  if (query.get("response_type") !== "code")
    return oauthError(400, "unsupported_response_type", "response type is not supported");
  const code = store.ids.next("code");
  codesOf(store).set(code, {
    clientId: client.id,
    userId: client.userId,
    redirectUri,
    challenge: query.get("code_challenge"),
    expiresAt: store.clock.now() + CODE_LIFE_MS,
  });
  const back = new URL(redirectUri);
  back.searchParams.set("code", code);
  const state = query.get("state");
  if (state !== null) back.searchParams.set("state", state);
  return { status: 302, headers: { Location: back.href } };
};

const userToken = (store: Store, client: OAuthClient, userId: string): Reply => {
  const token = issueToken(store, client, userId);
  token.refreshToken = `simr-${store.ids.next("refresh token").replaceAll("-", "")}`;
  refreshOf(store).set(token.refreshToken, { clientId: client.id, userId });
  return tokenReply(store, client, token);
};

const invalidGrant = (description: string): Reply => oauthError(400, "invalid_grant", description);

/** A code is good once; with a challenge it needs the verifier, without one the secret. */
export const authorizationCode = ({ store, client, proven, form }: Exchange): Reply => {
  const value = form.get("code") ?? "";
  const code = codesOf(store).get(value);
  codesOf(store).delete(value);
  if (!code || code.clientId !== client.id || code.expiresAt <= store.clock.now())
    return invalidGrant("authorization code is not valid");
  if (code.redirectUri !== form.get("redirect_uri")) return invalidGrant("redirect_uri differs");
  const verifier = form.get("code_verifier") ?? "";
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  if (code.challenge === null ? !proven : code.challenge !== challenge)
    return invalidGrant("code verifier or client secret is not valid");
  return userToken(store, client, code.userId);
};

/** Each answer brings a new refresh token, and the old one is spent. */
export const refresh = ({ store, client, form }: Exchange): Reply => {
  const value = form.get("refresh_token") ?? "";
  const held = refreshOf(store).get(value);
  if (held?.clientId !== client.id) return invalidGrant("refresh token is not valid");
  if (store.settings.refreshTokenRotates) refreshOf(store).delete(value);
  return userToken(store, client, held.userId);
};

/** Every refresh token is spent from now on: users must sign in again. */
export const forgetSignIns = (store: Store): void => refreshOf(store).clear();

export const signInRoutes: readonly PlainRoute[] = [
  { name: "oauthAuthorize", method: "GET", path: "/oauth/authorize", handle: authorize },
];
