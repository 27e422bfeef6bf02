import { rmSync } from "node:fs";
import { join } from "node:path";
import type { NodeAPI } from "node-red";
import { laterThan, type Vault } from "../platform/auth/signed-in";
import type { Clock } from "../platform/types";
import { createAccountFiles, FOLDER } from "./account-files";
import { takeTurn } from "./lock";
import { createCopies, type Stored } from "./vault-copies";
import { readText } from "./vault-files";
import { createKeys, type VaultSettings } from "./vault-keys";

/**
 * The sign-ins of this Node-RED's accounts: one file each, sealed with its credential secret for that account, and a
 * copy among the node's credentials, which the next deploy saves. Of the two the newer one counts, and an older one is
 * never written over it: several processes may work on one user directory.
 */
export const createVault = (RED: NodeAPI, clock: Clock): Vault => {
  const settings = RED.settings as unknown as VaultSettings;
  const folder = typeof settings.userDir === "string" ? join(settings.userDir, FOLDER) : undefined;
  const files = createAccountFiles(RED, folder);
  const copies = createCopies(RED, createKeys(settings, folder), files);

  const write = (accountId: string, kept: Stored): boolean =>
    files.locked(accountId, () => copies.write(accountId, kept));

  return {
    read: copies.newest,
    write: (accountId, signedIn) => ({ isSafe: write(accountId, signedIn) }),
    signOut: (accountId) => {
      const kept = copies.newest(accountId);
      if (kept !== undefined) write(accountId, { signedOutAt: laterThan(clock.now(), [kept]) });
    },
    erase: (accountId) => {
      files.use(accountId, (file) => {
        if (readText(file) !== undefined) files.locked(accountId, () => rmSync(file, { force: true }));
      });
      copies.removeCredential(accountId);
    },
    takeTurn: (accountId) => {
      const file = files.of(accountId);
      return file === undefined ? Promise.resolve(() => undefined) : takeTurn(`${file}.turn`, clock);
    },
  };
};
