import { createHash } from "node:crypto";
import { join } from "node:path";
import type { NodeAPI } from "node-red";
import { alone } from "./lock";
import { makeFolder } from "./vault-files";

/** In Node-RED's user directory; only its owner looks inside. */
export const FOLDER = ".genesys-cloud";

/** One file per account, in the folder of the sign-ins. Without a user directory there is none. */
export interface AccountFiles {
  of(accountId: string): string | undefined;
  /** Runs something with the account's file. A failure is logged once; `false`: it failed. */
  use(accountId: string, run: (file: string, folder: string) => void): boolean;
  /** Runs something alone among all processes. */
  locked<T>(accountId: string, run: () => T): T;
}

export const createAccountFiles = (RED: NodeAPI, folder: string | undefined): AccountFiles => {
  let warned = false;

  const of = (accountId: string): string | undefined =>
    folder && join(folder, createHash("sha256").update(accountId).digest("hex").slice(0, 32));

  const warn = (error: unknown): void => {
    if (warned) return;
    warned = true;
    const reason = error instanceof Error ? error.message : "unknown";
    RED.log.warn(
      `Genesys Cloud: the sign-in of an account cannot be saved in ${FOLDER} of the user directory: ${reason}. ` +
        "The sign-in is lost when Node-RED restarts. Make the folder writable.",
    );
  };

  return {
    of,
    use: (accountId, run) => {
      const file = of(accountId);
      if (folder === undefined || file === undefined) return true; // nothing of such a Node-RED outlives a restart
      try {
        run(file, folder);
        return true;
      } catch (error) {
        warn(error);
        return false;
      }
    },
    locked: (accountId, run) => {
      const file = of(accountId);
      if (file === undefined) return run();
      try {
        makeFolder(folder ?? "");
      } catch {
        // logged where the file itself is written
      }
      return alone(`${file}.lock`, run);
    },
  };
};
