import type { UserToken } from "./sign-in";
import { createEntries } from "./sign-in-entries";
import { createRenewal, tokenPart, type Refresh } from "./sign-in-renewal";
import {
  isNewer,
  keyOf,
  laterThan,
  type SignedIn,
  type SignedOut,
  type SignInOwner,
  type Vault,
} from "./signed-in";
import type { FreshToken } from "../client/tokens";
import type { Clock } from "../types";

export interface SignIns {
  /** From now on a user is signed in for this owner. It outlives a restart once the owner is that of a deployed account. */
  adopt(accountId: string, owner: SignInOwner, token: UserToken): void;
  /** An account is deployed with this owner: its sign-in is the one that is kept. */
  claim(accountId: string, owner: SignInOwner): void;
  /** Changes whenever another user may have signed in: what was read for the one before is not for the next. */
  generation(accountId: string): number;
  /** The present token of this owner, good or not. */
  tokenOf(accountId: string, owner: SignInOwner): string | undefined;
  /** Is any user signed in for this account? */
  has(accountId: string): boolean;
  /** Has this owner a sign-in that was not refused? */
  isGood(accountId: string, owner: SignInOwner): boolean;
  /** Will the account's sign-in outlive a restart? */
  isSafe(accountId: string): boolean;
  /**
   * Another token than `last`: the present one if it is another and still valid, or else a new one from `refresh`.
   * Callers share one request per owner, and its result is kept before it is used.
   */
  renew(
    accountId: string,
    owner: SignInOwner,
    last: string | undefined,
    refresh: Refresh,
  ): Promise<FreshToken>;
  /** The newest that is kept. */
  kept(accountId: string): SignedIn | SignedOut | undefined;
  /** Another instance has kept this: it counts here too where it is newer. */
  takeOver(accountId: string, kept: SignedIn | SignedOut): void;
  /** Resolves when no renewal is in progress for this account. Never rejects. */
  settled(accountId: string): Promise<void>;
  /** Calls `notify` whenever `isGood` or `isSafe` may have changed; what is returned ends that. */
  watch(accountId: string, notify: () => void): () => void;
  /** Removes the sign-in. */
  signOut(accountId: string): void;
  /** The account is gone, and all of it with it. */
  forget(accountId: string): void;
}

/**
 * The sign-ins of all accounts of one Node-RED. They outlive the account nodes, so that a refresh during a deploy is
 * not lost: its refresh token is used up, and only the response has the new one.
 */
export const createSignIns = (clock: Clock, vault: Vault): SignIns => {
  const entries = createEntries(vault);
  const { find, catchUp, keep } = entries;

  return {
    adopt: (accountId, owner, token) => {
      entries.startOver(accountId);
      catchUp(accountId);
      const others = entries.all(accountId).map(({ held }) => held);
      const at = laterThan(clock.now(), [...others, vault.read(accountId)]);
      const { clientId, host } = owner;
      const held = { clientId, host, ...tokenPart(clock, token), signedInAt: at, renewedAt: at };
      entries.add(accountId, held);
      keep(accountId, held);
    },
    generation: entries.generation,
    tokenOf: (accountId, owner) => find(accountId, owner)?.held.accessToken,
    claim: (accountId, owner) => {
      entries.claim(accountId, owner);
      catchUp(accountId);
      const entry = find(accountId, owner);
      if (entry === undefined) return;
      const kept = vault.read(accountId);
      // What is deployed is what is kept, although a user signed in to another client later.
      if (kept !== undefined && !("signedOutAt" in kept) && keyOf(kept) !== keyOf(owner))
        entry.held = { ...entry.held, signedInAt: laterThan(entry.held.signedInAt, [kept]) };
      keep(accountId, entry.held);
    },
    has: (accountId) => {
      catchUp(accountId);
      return entries.all(accountId).length > 0;
    },
    isGood: (accountId, owner) => find(accountId, owner)?.isRefused === false,
    isSafe: entries.isSafe,
    renew: createRenewal(clock, vault, entries),
    kept: (accountId) => vault.read(accountId),
    takeOver: (accountId, kept) => {
      const present = vault.read(accountId);
      if (present !== undefined && !isNewer(kept, present)) return;
      if ("signedOutAt" in kept) vault.signOut(accountId);
      else vault.write(accountId, kept);
      catchUp(accountId);
    },
    settled: async (accountId) => {
      await Promise.allSettled(entries.all(accountId).flatMap((entry) => entry.renewal ?? []));
    },
    watch: entries.watch,
    signOut: (accountId) => {
      entries.startOver(accountId);
      vault.signOut(accountId); // before it is looked for again
      entries.clear(accountId);
      entries.notify(accountId);
    },
    forget: (accountId) => {
      entries.startOver(accountId);
      entries.forget(accountId);
      vault.erase(accountId);
      entries.notify(accountId);
    },
  };
};
