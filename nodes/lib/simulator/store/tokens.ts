import type { OAuthClient, Token, User } from "../entities/org";
import type { Store } from "./store";

/** Tokens are made, found and ended here only. */

export const issueToken = (store: Store, client: OAuthClient, userId?: string): Token => {
  const now = store.clock.now();
  const id = store.ids.next("token");
  const token: Token = {
    id,
    value: `sim-${store.ids.next("token value").replaceAll("-", "")}`,
    clientId: client.id,
    scopes: client.kind === "CLIENT-CREDENTIALS" ? [] : client.scopes,
    issuedAt: now,
    expiresAt: now + lifetimeOf(store, client) * 1000,
    ...(userId === undefined ? {} : { userId }),
  };
  store.tokens.set(token.value, token);
  return token;
};

export const lifetimeOf = (store: Store, client: OAuthClient): number =>
  client.lifetimeSeconds ?? store.settings.tokenLifetimeSeconds;

export interface Bearer {
  token: Token;
  client: OAuthClient;
  user: User | undefined;
}

/** The owner of this token; undefined if it is unknown, expired, or its client was disabled. */
export const bearerOf = (store: Store, value: string): Bearer | undefined => {
  const token = store.tokens.get(value);
  if (!token || token.expiresAt <= store.clock.now()) return undefined;
  const client = store.org.clients.get(token.clientId);
  if (!client || client.state === "disabled") return undefined;
  const user = token.userId === undefined ? undefined : store.org.users.get(token.userId);
  return { token, client, user };
};
