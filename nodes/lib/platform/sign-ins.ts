import { isGenesysError } from "./errors";
import { nobodySignedIn, signInAgain, type UserToken } from "./sign-in";
import type { FreshToken } from "./tokens";
import type { Clock } from "./types";

/** A kept token is used again while it holds for so long at least. */
const WORTH_MS = 60_000;

/** For whom a sign-in counts: nobody else is ever shown its tokens. */
export interface SignInOwner {
  clientId: string;
  /** The login host, with the API host where that is not told by it, or `simulator`. */
  host: string;
}

export interface SignedIn extends SignInOwner {
  accessToken: string;
  endsAt: number;
  refreshToken?: string | undefined;
}

/** Where sign-ins outlive a restart. `write` has written when it returns. */
export interface Vault {
  read(accountId: string): SignedIn | undefined;
  write(accountId: string, signedIn: SignedIn): void;
  /** Nobody is signed in from now on, after a restart neither. */
  signOut(accountId: string): void;
  erase(accountId: string): void;
}

export interface SignIns {
  /** From now on somebody is signed in for this owner. It outlives a restart once the owner is that of a deployed account. */
  adopt(accountId: string, owner: SignInOwner, token: UserToken): void;
  /** An account is deployed with this owner: its sign-in is the one that is kept. */
  claim(accountId: string, owner: SignInOwner): void;
  /** Changes whenever somebody else may have signed in: what was read for the one before is not for the next. */
  generation(accountId: string): number;
  /** The present token of this owner, good or not. */
  tokenOf(accountId: string, owner: SignInOwner): string | undefined;
  /** Has this owner somebody signed in whose sign-in was not refused? */
  isGood(accountId: string, owner: SignInOwner): boolean;
  /**
   * Another token than `last`: the present one where it is another and still holds, or else one that is asked for with
   * `refresh`. However many ask, one request is under way per owner, and what it brings is kept before it is used.
   */
  renew(
    accountId: string,
    owner: SignInOwner,
    last: string | undefined,
    refresh: (refreshToken: string) => Promise<UserToken>,
  ): Promise<FreshToken>;
  /** Resolves when nothing is under way for this account. Never rejects. */
  settled(accountId: string): Promise<void>;
  /** Told whenever `isGood` may have changed; what is returned ends that. */
  watch(accountId: string, tell: () => void): () => void;
  /** Nobody is signed in any more. */
  signOut(accountId: string): void;
  /** The account is gone, and all of it with it. */
  forget(accountId: string): void;
}

/** One owner's sign-in. */
interface Entry {
  held: SignedIn;
  isRefused: boolean;
  underWay?: Promise<FreshToken> | undefined;
}

const keyOf = ({ clientId, host }: SignInOwner): string => JSON.stringify([clientId, host]);

/**
 * The sign-ins of all accounts of one Node-RED. They outlive the account nodes, so that a refresh which a deploy meets
 * half-way is not lost: its refresh token is spent, and the new one is in its answer only.
 */
export const createSignIns = (clock: Clock, vault: Vault): SignIns => {
  const accounts = new Map<string, Map<string, Entry>>();
  const claimed = new Map<string, string>();
  const watchers = new Map<string, Set<() => void>>();
  const generations = new Map<string, number>();

  const anew = (accountId: string): void =>
    void generations.set(accountId, (generations.get(accountId) ?? 0) + 1);

  const tell = (accountId: string): void => {
    for (const each of watchers.get(accountId) ?? []) each();
  };

  const entriesOf = (accountId: string): Map<string, Entry> => {
    const known = accounts.get(accountId);
    if (known !== undefined) return known;
    const entries = new Map<string, Entry>();
    accounts.set(accountId, entries);
    const held = vault.read(accountId);
    if (held !== undefined) entries.set(keyOf(held), { held, isRefused: false });
    return entries;
  };

  const find = (accountId: string, owner: SignInOwner): Entry | undefined =>
    entriesOf(accountId).get(keyOf(owner));

  const keep = (accountId: string, held: SignedIn): void => {
    entriesOf(accountId).set(keyOf(held), { held, isRefused: false });
    if (claimed.get(accountId) === keyOf(held)) vault.write(accountId, held);
    tell(accountId);
  };

  const fresh = ({ accessToken, endsAt }: SignedIn): FreshToken => ({
    accessToken,
    lifetimeMs: endsAt === Infinity ? undefined : endsAt - clock.now(),
  });

  const record = ({ clientId, host }: SignInOwner, token: UserToken, before?: string): SignedIn => ({
    clientId,
    host,
    accessToken: token.accessToken,
    endsAt: clock.now() + (token.lifetimeMs ?? Infinity),
    refreshToken: token.refreshToken ?? before,
  });

  const refuse = (accountId: string, entry: Entry, facts?: Record<string, unknown>): never => {
    entry.isRefused = true;
    tell(accountId);
    throw signInAgain(facts);
  };

  const refreshNow = async (
    accountId: string,
    entry: Entry,
    refresh: (refreshToken: string) => Promise<UserToken>,
  ): Promise<FreshToken> => {
    const { held } = entry;
    if (held.refreshToken === undefined) return refuse(accountId, entry);
    try {
      const next = record(held, await refresh(held.refreshToken), held.refreshToken);
      // Signed out, or in again, meanwhile: what was asked for before no longer counts.
      if (find(accountId, held) === entry) keep(accountId, next);
      return fresh(next);
    } catch (error) {
      if (isGenesysError(error, "auth") && error.cause.signInAgain === true)
        return refuse(accountId, entry, error.cause);
      throw error;
    }
  };

  return {
    adopt: (accountId, owner, token) => {
      anew(accountId);
      keep(accountId, record(owner, token));
    },
    generation: (accountId) => generations.get(accountId) ?? 0,
    tokenOf: (accountId, owner) => find(accountId, owner)?.held.accessToken,
    claim: (accountId, owner) => {
      claimed.set(accountId, keyOf(owner));
      const entry = find(accountId, owner);
      if (entry !== undefined) vault.write(accountId, entry.held);
    },
    isGood: (accountId, owner) => find(accountId, owner)?.isRefused === false,
    renew: async (accountId, owner, last, refresh) => {
      const entry = find(accountId, owner);
      if (entry === undefined) throw nobodySignedIn();
      if (entry.isRefused) throw signInAgain();
      const { held } = entry;
      if (held.accessToken !== last && held.endsAt - clock.now() > WORTH_MS) return fresh(held);
      entry.underWay ??= refreshNow(accountId, entry, refresh).finally(() => (entry.underWay = undefined));
      return entry.underWay;
    },
    settled: async (accountId) => {
      const entries = [...(accounts.get(accountId)?.values() ?? [])];
      const underWay = entries.flatMap((entry) => entry.underWay ?? []);
      await Promise.allSettled(underWay);
    },
    watch: (accountId, each) => {
      const all = watchers.get(accountId) ?? new Set();
      watchers.set(accountId, all.add(each));
      return () => void all.delete(each);
    },
    signOut: (accountId) => {
      anew(accountId);
      accounts.delete(accountId);
      vault.signOut(accountId); // before it is looked for again
      tell(accountId);
    },
    forget: (accountId) => {
      anew(accountId);
      accounts.delete(accountId);
      claimed.delete(accountId);
      vault.erase(accountId);
      tell(accountId);
    },
  };
};
