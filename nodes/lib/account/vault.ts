import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { NodeAPI } from "node-red";
import {
  isNewer,
  laterThan,
  newestOf,
  type SignedIn,
  type SignedOut,
  type Vault,
} from "../platform/auth/signed-in";
import type { Clock } from "../platform/types";
import { readKept, writeKept } from "./kept";
import { alone, takeTurn } from "./lock";
import { seal, unseal } from "./seal";
import { makeFolder, readText, sweep, writeText } from "./vault-files";
import { createKeys, type VaultSettings } from "./vault-keys";

/** In Node-RED's user directory; only its owner looks inside. */
const FOLDER = ".genesys-cloud";

type Kept = SignedIn | SignedOut;
/** One of the two copies, and whether it is sealed with the present key. */
interface Copy {
  kept: Kept;
  isSealedNow: boolean;
}

/**
 * The sign-ins of this Node-RED's accounts: one file each, sealed with its credential secret for that account, and a
 * copy among the node's credentials, which the next deploy saves. Of the two the newer one counts, and an older one is
 * never written over it: several processes may work on one user directory.
 */
export const createVault = (RED: NodeAPI, clock: Clock): Vault => {
  const settings = RED.settings as unknown as VaultSettings;
  const folder = typeof settings.userDir === "string" ? join(settings.userDir, FOLDER) : undefined;
  const keys = createKeys(settings, folder);
  let warned = false;

  const fileOf = (accountId: string): string | undefined =>
    folder && join(folder, createHash("sha256").update(accountId).digest("hex").slice(0, 32));

  const credentials = (accountId: string): Record<string, unknown> =>
    (RED.nodes.getCredentials(accountId) ?? {}) as Record<string, unknown>;

  const open = (accountId: string, sealed: unknown): Copy | undefined => {
    if (typeof sealed !== "string") return undefined;
    for (const [at, key] of keys.all().entries()) {
      const text = unseal(key, accountId, sealed);
      const kept = text === undefined ? undefined : readKept(text);
      if (kept !== undefined) return { kept, isSealedNow: at === 0 };
    }
    return undefined;
  };
  const copiesOf = (accountId: string) => ({
    filed: open(accountId, readText(fileOf(accountId))),
    carried: open(accountId, credentials(accountId).signIn),
  });
  const newest = (accountId: string): Kept | undefined => {
    const { filed, carried } = copiesOf(accountId);
    return newestOf([filed, carried].flatMap((copy) => copy?.kept ?? []));
  };

  const warn = (error: unknown): void => {
    if (warned) return;
    warned = true;
    const reason = error instanceof Error ? error.message : "unknown";
    RED.log.warn(
      `Genesys Cloud: the sign-in of an account cannot be saved in ${FOLDER} of the user directory: ${reason}. ` +
        "The sign-in is lost when Node-RED restarts. Make the folder writable.",
    );
  };

  /** Tries something with the account's file, alone among all processes; a failure is logged once. */
  const withFile = (accountId: string, run: (file: string, own: string) => void): boolean => {
    const file = fileOf(accountId);
    if (folder === undefined || file === undefined) return true; // nothing of such a Node-RED outlives a restart
    try {
      run(file, folder);
      return true;
    } catch (error) {
      warn(error);
      return false;
    }
  };
  const locked = <T>(accountId: string, run: () => T): T => {
    const file = fileOf(accountId);
    if (file === undefined) return run();
    try {
      makeFolder(folder ?? "");
    } catch {
      // logged where the file itself is written
    }
    return alone(`${file}.lock`, run);
  };

  /** Both copies hold the newest then, as far as they can be written; each for itself. */
  const write = (accountId: string, kept: Kept): boolean =>
    locked(accountId, () => {
      const { filed, carried } = copiesOf(accountId);
      const present = newestOf([filed, carried].flatMap((copy) => copy?.kept ?? []).concat(kept)) ?? kept;
      const isThere = (copy: Copy | undefined): boolean =>
        copy?.isSealedNow === true && !isNewer(present, copy.kept);
      const key = keys.present();
      const sealed = key === undefined ? undefined : seal(key, accountId, writeKept(present));
      const isSafe =
        isThere(filed) ||
        withFile(accountId, (file, own) => {
          if (sealed === undefined) throw new Error("Node-RED has no secret to encrypt it");
          writeText(own, file, sealed);
          sweep(own, file);
        });
      if (sealed !== undefined && !isThere(carried))
        void RED.nodes.addCredentials(accountId, { ...credentials(accountId), signIn: sealed });
      return isSafe;
    });

  return {
    read: newest,
    write: (accountId, signedIn) => ({ isSafe: write(accountId, signedIn) }),
    signOut: (accountId) => {
      const kept = newest(accountId);
      if (kept !== undefined) write(accountId, { signedOutAt: laterThan(clock.now(), [kept]) });
    },
    erase: (accountId) => {
      withFile(accountId, (file) => {
        if (readText(file) !== undefined) locked(accountId, () => rmSync(file, { force: true }));
      });
      const { signIn, ...others } = credentials(accountId);
      if (signIn !== undefined) void RED.nodes.addCredentials(accountId, others);
    },
    takeTurn: (accountId) => {
      const file = fileOf(accountId);
      return file === undefined ? Promise.resolve(() => undefined) : takeTurn(`${file}.turn`, clock);
    },
  };
};
