import type { NodeAPI } from "node-red";
import { isNewer, newestOf, type SignedIn, type SignedOut } from "../platform/auth/signed-in";
import type { AccountFiles } from "./account-files";
import { parseStored, serialize } from "../platform/auth/stored-sign-in";
import { seal, unseal } from "./seal";
import { readText, sweep, writeText } from "./vault-files";
import type { VaultKeys } from "./vault-keys";

export type Stored = SignedIn | SignedOut;

/** One of the two copies, and whether it is sealed with the present key. */
interface Copy {
  stored: Stored;
  isSealedNow: boolean;
}

export interface Copies {
  newest(accountId: string): Stored | undefined;
  /** Both copies then hold the newest, as far as they can be written; each by itself. `false`: the file cannot be written. */
  write(accountId: string, stored: Stored): boolean;
  /** Removes the copy among the node's credentials. */
  removeCredential(accountId: string): void;
}

/** The two sealed copies of a sign-in: the account's file, and the credentials of its node. The newer one counts. */
export const createCopies = (RED: NodeAPI, keys: VaultKeys, files: AccountFiles): Copies => {
  const credentials = (accountId: string): Record<string, unknown> =>
    (RED.nodes.getCredentials(accountId) ?? {}) as Record<string, unknown>;

  const open = (accountId: string, sealed: unknown): Copy | undefined => {
    if (typeof sealed !== "string") return undefined;
    for (const [at, key] of keys.all().entries()) {
      const text = unseal(key, accountId, sealed);
      const stored = text === undefined ? undefined : parseStored(text);
      if (stored !== undefined) return { stored, isSealedNow: at === 0 };
    }
    return undefined;
  };
  const read = (accountId: string) => {
    const filed = open(accountId, readText(files.of(accountId)));
    const carried = open(accountId, credentials(accountId).signIn);
    return { filed, carried, all: [filed, carried].flatMap((copy) => copy?.stored ?? []) };
  };

  return {
    newest: (accountId) => newestOf(read(accountId).all),
    write: (accountId, stored) => {
      const { filed, carried, all } = read(accountId);
      const newest = newestOf(all.concat(stored)) ?? stored;
      const isThere = (copy: Copy | undefined): boolean =>
        copy?.isSealedNow === true && !isNewer(newest, copy.stored);
      const key = keys.present();
      const sealed = key === undefined ? undefined : seal(key, accountId, serialize(newest));
      const isSafe =
        isThere(filed) ||
        files.use(accountId, (file, folder) => {
          if (sealed === undefined) throw new Error("Node-RED has no secret to encrypt it");
          writeText(folder, file, sealed);
          sweep(folder, file);
        });
      if (sealed !== undefined && !isThere(carried))
        void RED.nodes.addCredentials(accountId, { ...credentials(accountId), signIn: sealed });
      return isSafe;
    },
    removeCredential: (accountId) => {
      const { signIn, ...others } = credentials(accountId);
      if (signIn !== undefined) void RED.nodes.addCredentials(accountId, others);
    },
  };
};
