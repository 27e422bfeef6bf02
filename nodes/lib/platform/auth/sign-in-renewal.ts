import { isGenesysError } from "../errors/errors";
import { notSignedIn, signInAgain, type UserToken } from "./sign-in";
import type { Entries, Entry } from "./sign-in-entries";
import type { SignedIn, SignInOwner, Vault } from "./signed-in";
import type { FreshToken } from "../client/tokens";
import type { Clock } from "../types";

/** A kept token is used again while it is valid for at least this long. */
const WORTH_MS = 60_000;

export type Refresh = (refreshToken: string) => Promise<UserToken>;

/** What of a token is kept; the refresh token before it where it names no new one. */
export const tokenPart = (clock: Clock, token: UserToken, before?: string) => ({
  accessToken: token.accessToken,
  endsAt: clock.now() + (token.lifetimeMs ?? Infinity),
  refreshToken: token.refreshToken ?? before,
});

/**
 * Another token than the last one. Another process may have renewed the sign-in, and spent its refresh token: the vault is
 * read before one is used, and again where it is refused.
 */
export const createRenewal = (clock: Clock, vault: Vault, entries: Entries) => {
  const fresh = ({ accessToken, endsAt }: SignedIn): FreshToken => ({
    accessToken,
    lifetimeMs: endsAt === Infinity ? undefined : endsAt - clock.now(),
  });
  const isWorth = ({ accessToken, endsAt }: SignedIn, last: string | undefined): boolean =>
    accessToken !== last && endsAt - clock.now() > WORTH_MS;

  const refuse = (accountId: string, entry: Entry, facts?: Record<string, unknown>): never => {
    entry.isRefused = true;
    entries.notify(accountId);
    throw signInAgain(facts);
  };

  /** Undefined where the refresh token was refused, and the vault holds a newer one meanwhile. */
  const tryOnce = async (
    accountId: string,
    entry: Entry,
    last: string | undefined,
    refresh: Refresh,
  ): Promise<FreshToken | undefined> => {
    entries.catchUp(accountId);
    const { held } = entry;
    const present = entries.find(accountId, held);
    if (present === undefined) throw notSignedIn();
    if (present !== entry || isWorth(held, last)) return fresh(present.held);
    if (held.refreshToken === undefined) return refuse(accountId, entry);
    try {
      const token = await refresh(held.refreshToken);
      const renewedAt = Math.max(clock.now(), held.renewedAt + 1);
      const next = { ...held, ...tokenPart(clock, token, held.refreshToken), renewedAt };
      // Signed out, or in again, in the meantime: the result of the earlier request no longer counts.
      if (entries.find(accountId, held) === entry) {
        entry.held = next;
        entries.keep(accountId, next);
      }
      return fresh(next);
    } catch (error) {
      if (!isGenesysError(error, "auth") || error.cause.signInAgain !== true) throw error;
      entries.catchUp(accountId);
      return entry.held === held ? refuse(accountId, entry, error.cause) : undefined;
    }
  };

  const untilRenewed = async (...given: Parameters<typeof tryOnce>): Promise<FreshToken> => {
    const endTurn = vault.takeTurn === undefined ? () => undefined : await vault.takeTurn(given[0]);
    try {
      // Each further try has a newer refresh token than the one before.
      for (;;) {
        const token = await tryOnce(...given);
        if (token !== undefined) return token;
      }
    } finally {
      endTurn();
    }
  };

  return async (
    accountId: string,
    owner: SignInOwner,
    last: string | undefined,
    refresh: Refresh,
  ): Promise<FreshToken> => {
    entries.catchUp(accountId);
    const entry = entries.find(accountId, owner);
    if (entry === undefined) throw notSignedIn();
    if (entry.isRefused) throw signInAgain();
    if (isWorth(entry.held, last)) return fresh(entry.held);
    entry.renewal ??= untilRenewed(accountId, entry, last, refresh).finally(
      () => (entry.renewal = undefined),
    );
    return entry.renewal;
  };
};
