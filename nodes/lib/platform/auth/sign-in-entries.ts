import { isNewer, keyOf, type SignedIn, type SignInOwner, type Vault } from "./signed-in";
import type { FreshToken } from "../client/tokens";

/** One owner's sign-in. */
export interface Entry {
  held: SignedIn;
  isRefused: boolean;
  renewal?: Promise<FreshToken> | undefined;
}

/** What this process remembers of an account. */
interface Known {
  entries: Map<string, Entry>;
  claimed?: string;
  isSafe: boolean;
}

/** What this process holds of the sign-ins, kept in step with the vault, in which other processes write as well. */
export const createEntries = (vault: Vault) => {
  const accounts = new Map<string, Known>();
  const watchers = new Map<string, Set<() => void>>();
  const generations = new Map<string, number>();

  const startOver = (accountId: string): void =>
    void generations.set(accountId, (generations.get(accountId) ?? 0) + 1);

  const notify = (accountId: string): void => {
    for (const each of watchers.get(accountId) ?? []) each();
  };

  const knownOf = (accountId: string): Known => {
    const found = accounts.get(accountId);
    if (found !== undefined) return found;
    const known: Known = { entries: new Map(), isSafe: true };
    accounts.set(accountId, known);
    takeFromVault(accountId, known);
    return known;
  };

  /** What the vault holds and this process does not; returns whether another user may be signed in. */
  const takeFromVault = (accountId: string, { entries }: Known): "nothing" | "newer" | "another" => {
    const kept = vault.read(accountId);
    if (kept === undefined) return "nothing";
    if ("signedOutAt" in kept) {
      const ended = [...entries].filter(([, { held }]) => isNewer(kept, held));
      for (const [key] of ended) entries.delete(key);
      return ended.length > 0 ? "another" : "nothing";
    }
    const entry = entries.get(keyOf(kept));
    if (entry !== undefined && !isNewer(kept, entry.held)) return "nothing";
    const isRenewed = entry?.held.signedInAt === kept.signedInAt;
    if (entry === undefined) entries.set(keyOf(kept), { held: kept, isRefused: false });
    else Object.assign(entry, { held: kept, isRefused: false });
    return isRenewed ? "newer" : "another";
  };

  /** Takes over what another process has kept since. */
  const catchUp = (accountId: string): void => {
    const change = takeFromVault(accountId, knownOf(accountId));
    if (change === "another") startOver(accountId);
    if (change !== "nothing") notify(accountId);
  };

  return {
    startOver,
    notify,
    catchUp,
    generation: (accountId: string): number => generations.get(accountId) ?? 0,
    find: (accountId: string, owner: SignInOwner): Entry | undefined =>
      knownOf(accountId).entries.get(keyOf(owner)),
    all: (accountId: string): Entry[] => [...(accounts.get(accountId)?.entries.values() ?? [])],
    add: (accountId: string, held: SignedIn): void =>
      void knownOf(accountId).entries.set(keyOf(held), { held, isRefused: false }),
    claim: (accountId: string, owner: SignInOwner): void => void (knownOf(accountId).claimed = keyOf(owner)),
    /** Writes what this process holds, if that is the deployed account's; what is newer in the vault is taken over. */
    keep: (accountId: string, held: SignedIn): void => {
      const known = knownOf(accountId);
      if (known.claimed === keyOf(held)) {
        known.isSafe = vault.write(accountId, held)?.isSafe ?? true;
        catchUp(accountId);
      }
      notify(accountId);
    },
    isSafe: (accountId: string): boolean => knownOf(accountId).isSafe,
    clear: (accountId: string): void => knownOf(accountId).entries.clear(),
    forget: (accountId: string): void => void accounts.delete(accountId),
    watch: (accountId: string, each: () => void): (() => void) => {
      const all = watchers.get(accountId) ?? new Set();
      watchers.set(accountId, all.add(each));
      return () => void all.delete(each);
    },
  };
};

export type Entries = ReturnType<typeof createEntries>;
