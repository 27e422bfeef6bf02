import type { PlainRequest, PlainRoute, Reply } from "../http/handler";
import type { Store } from "../store/store";
import { issueToken } from "../store/tokens";
import { oauthError, tokenReply, type Exchange } from "./oauth-reply";
import { authorizationCode, refresh } from "./sign-in";

/** `POST /oauth/token` of the login host. */

/** By `grant_type`. */
const GRANTS: Readonly<Record<string, (exchange: Exchange) => Reply>> = {
  client_credentials: ({ store, client, proven }) => {
    if (!proven)
      return oauthError(store.settings.invalidClientStatus, "invalid_client", "authentication failed");
    if (client.kind === "CLIENT-CREDENTIALS") return tokenReply(store, client, issueToken(store, client));
    return oauthError(400, "unauthorized_client", "client is not authorized for this grant");
  },
  authorization_code: authorizationCode,
  refresh_token: refresh,
};

/** How many more requests the endpoint refuses as too many, and how many each client sent in this minute. */
interface Throttle {
  left: number;
  asked: Map<string, { endsAt: number; count: number }>;
}

const throttleOf = (store: Store): Throttle =>
  store.collection("oauth throttle", () => ({
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
  const clientId = basic?.id ?? form.get("client_id") ?? "";
  if (isThrottled(store, clientId)) return oauthError(400, "rate limit exceeded", "rate limit exceeded");
  const client = store.org.clients.get(clientId);
  if (!client || client.state !== "active" || (basic && client.secret !== basic.secret))
    return oauthError(store.settings.invalidClientStatus, "invalid_client", "authentication failed");
  const grantType = form.get("grant_type") ?? "";
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!grant) return oauthError(400, "unsupported_grant_type", "grant type is not supported");
  return grant({ store, client, proven: basic !== undefined, form });
};

export const oauthRoutes: readonly PlainRoute[] = [
  { name: "oauthToken", method: "POST", path: "/oauth/token", handle: exchangeToken },
];
