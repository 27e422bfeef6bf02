import { sweepChannels } from "../notifications/channels";
import { forgetWindows, spendByOthers } from "../store/rate";
import { throttleTokens } from "../routes/oauth";
import { forgetSignIns } from "../routes/sign-in";
import type { Store } from "../store/store";
import { issueToken } from "../store/tokens";

/** What happens to tokens and their limits. */
export const tokenActs = (store: Store) => ({
  /** Every token is past its time from now on. Returns how many were. */
  expireTokens: (): number => {
    const now = store.clock.now();
    for (const token of store.tokens.values()) token.expiresAt = Math.min(token.expiresAt, now);
    sweepChannels(store);
    return store.tokens.size;
  },

  /** One token, by its id or value, is revoked; without one, all are. Returns how many were. */
  revokeToken: (token?: string): number => {
    const doomed = [...store.tokens.values()].filter(
      ({ id, value }) => token === undefined || token === id || token === value,
    );
    for (const { value } of doomed) store.tokens.delete(value);
    sweepChannels(store);
    return doomed.length;
  },

  /** Refresh tokens are spent as well: users must sign in again once their token ends. */
  forgetSignIns: (): void => forgetSignIns(store),

  /** A token without the way through the login: of a client, for a user where one is named. Returns its value. */
  issueToken: (clientId = "simulator", userId?: string): string => {
    const client = store.org.clients.get(clientId);
    if (!client) throw new Error(`There is no OAuth client ${clientId}.`);
    if (userId !== undefined && !store.org.users.has(userId)) throw new Error(`There is no user ${userId}.`);
    return issueToken(store, client, userId ?? client.userId).value;
  },

  /** The token endpoint refuses this many further exchanges as too many. */
  throttleTokens: (times = 1): void => throttleTokens(store, times),

  /** Another limit, from new windows on. */
  limitRate: ({ allowed, windowMs }: { allowed?: number; windowMs?: number }): void => {
    if (allowed !== undefined) store.settings.requestsPerMinute = allowed;
    if (windowMs !== undefined) store.settings.windowMs = windowMs;
    forgetWindows(store);
  },

  /** Another program with the same token makes this many requests. */
  useByOthers: (count: number): void => spendByOthers(store, count),
});

/** How the JSON of `POST /_simulator/<act>` becomes arguments; `*` is the whole of it. */
export const tokenActParameters = {
  expireTokens: [],
  revokeToken: ["token"],
  forgetSignIns: [],
  issueToken: ["clientId", "userId"],
  throttleTokens: ["times"],
  limitRate: ["*"],
  useByOthers: ["count"],
} as const satisfies Record<keyof ReturnType<typeof tokenActs>, readonly string[]>;
