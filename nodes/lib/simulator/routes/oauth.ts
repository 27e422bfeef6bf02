import type { OAuthClient, Token } from "../entities/org";
import type { PlainRequest, PlainRoute, Reply } from "../handler";
import type { Store } from "../store";
import { issueToken, lifetimeOf } from "../tokens";

/** The login host: `POST /oauth/token`. Its errors have their own shape. */

const oauthError = (status: number, error: string, description: string): Reply => ({
  status,
  body: { error, description, error_description: description },
});

interface Exchange {
  store: Store;
  client: OAuthClient;
  form: URLSearchParams;
}

const tokenReply = (store: Store, client: OAuthClient, token: Token): Reply => ({
  status: 200,
  body: {
    access_token: token.value,
    token_type: "bearer",
    expires_in: lifetimeOf(store, client),
    ...(token.refreshToken === undefined ? {} : { refresh_token: token.refreshToken }),
  },
});

/** By `grant_type`. */
const GRANTS: Readonly<Record<string, (exchange: Exchange) => Reply>> = {
  client_credentials: ({ store, client }) =>
    client.kind === "CLIENT-CREDENTIALS"
      ? tokenReply(store, client, issueToken(store, client))
      : oauthError(400, "unauthorized_client", "client is not authorized for this grant"),
};

/** How often the endpoint still answers that it is asked too often, and how often each client asked in this minute. */
interface Throttle {
  left: number;
  asked: Map<string, { endsAt: number; count: number }>;
}

const throttleOf = (store: Store): Throttle =>
  store.shelf("oauth throttle", () => ({
    left: 0,
    asked: new Map<string, { endsAt: number; count: number }>(),
  }));

/** The next `times` exchanges are refused as too many. */
export const throttleTokens = (store: Store, times: number): void => void (throttleOf(store).left = times);

const isThrottled = (store: Store, clientId: string): boolean => {
  const throttle = throttleOf(store);
  if (throttle.left > 0) {
    throttle.left -= 1;
    return true;
  }
  const now = store.clock.now();
  const running = throttle.asked.get(clientId);
  const minute = running && running.endsAt > now ? running : { endsAt: now + 60_000, count: 0 };
  minute.count += 1;
  throttle.asked.set(clientId, minute);
  return minute.count > store.settings.tokenRequestsPerMinute;
};

const basicOf = (authorization: string | undefined): { id: string; secret: string } | undefined => {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
};

const exchangeToken = ({ store, headers, body }: PlainRequest): Reply => {
  const form = new URLSearchParams(body.toString("utf8"));
  const basic = basicOf(headers["authorization"]);
  if (isThrottled(store, basic?.id ?? ""))
    return oauthError(400, "rate limit exceeded", "rate limit exceeded");
  const client = basic && store.org.clients.get(basic.id);
  if (!client || client.secret !== basic.secret || client.state !== "active")
    return oauthError(store.settings.invalidClientStatus, "invalid_client", "authentication failed");
  const grant = GRANTS[form.get("grant_type") ?? ""];
  if (!grant) return oauthError(400, "unsupported_grant_type", "grant type is not supported");
  return grant({ store, client, form });
};

export const oauthRoutes: readonly PlainRoute[] = [
  { name: "oauthToken", method: "POST", path: "/oauth/token", handle: exchangeToken },
];
