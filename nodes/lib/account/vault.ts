import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NodeAPI } from "node-red";
import type { Clock } from "../platform/types";
import type { SignedIn, Vault } from "../platform/sign-ins";
import { seal, unseal } from "./seal";

/** In Node-RED's user directory; only its owner looks inside. */
const FOLDER = ".genesys-cloud";

interface Settings {
  userDir?: unknown;
  readOnly?: unknown;
  get?: (name: string) => unknown;
}

/**
 * The sign-ins of this Node-RED's accounts: one file each, sealed with its credential secret for that account, and a
 * copy among the node's credentials, which the next deploy saves. Of the two the newer one counts.
 */
export const createVault = (RED: NodeAPI, clock: Clock): Vault => {
  const settings = RED.settings as unknown as Settings;
  const folder = typeof settings.userDir === "string" ? join(settings.userDir, FOLDER) : undefined;
  let warned = false;

  const fileOf = (accountId: string): string | undefined =>
    folder && join(folder, createHash("sha256").update(accountId).digest("hex").slice(0, 32));

  const readText = (file: string | undefined): string | undefined => {
    try {
      return file === undefined ? undefined : readFileSync(file, "utf8");
    } catch {
      return undefined; // there is none
    }
  };

  /** Written beside and moved over: a crash leaves the old one or the new one. */
  const writeText = (file: string, text: string): void => {
    mkdirSync(folder ?? "", { recursive: true, mode: 0o700 });
    const beside = `${file}.${process.pid}.new`;
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    chmodSync(beside, 0o600);
    renameSync(beside, file);
  };

  const setting = (name: string): unknown => {
    try {
      return settings.get?.(name);
    } catch {
      return undefined; // its storage is not there yet
    }
  };

  const ownKey = folder && join(folder, "key");

  /** Node-RED's own secret first, then those that it may have had before. */
  const secrets = (): string[] =>
    [setting("credentialSecret"), setting("_credentialSecret"), readText(ownKey)].filter(
      (found): found is string => typeof found === "string" && found !== "",
    );

  /** Where Node-RED has none, because it was told so, one is made that lies beside the sign-ins. */
  const secret = (): string | undefined => {
    const [found] = secrets();
    if (found !== undefined || ownKey === undefined) return found;
    const made = randomBytes(32).toString("base64url");
    writeText(ownKey, made);
    return made;
  };

  const open = (accountId: string, sealed: unknown): Kept | undefined => {
    if (typeof sealed !== "string") return undefined;
    for (const key of secrets()) {
      const text = unseal(key, accountId, sealed);
      if (text !== undefined) return JSON.parse(text) as Kept;
    }
    return undefined;
  };

  const credentials = (accountId: string): Record<string, unknown> =>
    (RED.nodes.getCredentials(accountId) ?? {}) as Record<string, unknown>;

  const newest = (accountId: string): Kept | undefined =>
    [readText(fileOf(accountId)), credentials(accountId).signIn]
      .flatMap((sealed) => open(accountId, sealed) ?? [])
      .sort((a, b) => b.writtenAt - a.writtenAt)[0];

  const write = (accountId: string, signedIn: SignedIn | undefined): void => {
    try {
      const key = secret();
      const file = fileOf(accountId);
      if (key === undefined || file === undefined) return;
      // Newer than what there is, also where the clock was set back.
      const writtenAt = Math.max(clock.now(), (newest(accountId)?.writtenAt ?? 0) + 1);
      const kept: Kept = {
        signedIn: signedIn && { ...signedIn, endsAt: jsonTime(signedIn.endsAt) },
        writtenAt,
      };
      const sealed = seal(key, accountId, JSON.stringify(kept));
      writeText(file, sealed);
      void RED.nodes.addCredentials(accountId, { ...credentials(accountId), signIn: sealed });
    } catch (error) {
      if (warned) return;
      warned = true;
      const reason = error instanceof Error ? error.message : "unknown";
      RED.log.warn(`Genesys Cloud: sign-ins cannot be kept for the next start of Node-RED: ${reason}`);
    }
  };

  return {
    read: (accountId) => {
      const signedIn = newest(accountId)?.signedIn;
      return signedIn && { ...signedIn, endsAt: signedIn.endsAt ?? Infinity };
    },
    write,
    signOut: (accountId) => {
      if (newest(accountId) !== undefined) write(accountId, undefined);
    },
    erase: (accountId) => {
      const file = fileOf(accountId);
      if (file !== undefined) rmSync(file, { force: true });
      const { signIn, ...others } = credentials(accountId);
      if (signIn !== undefined) void RED.nodes.addCredentials(accountId, others);
    },
  };
};

/** Nobody signed in is kept, too: the copy that a deploy has saved would be signed in again by the next start. */
interface Kept {
  signedIn: (Omit<SignedIn, "endsAt"> & { endsAt: number | null }) | undefined;
  writtenAt: number;
}

const jsonTime = (at: number): number | null => (Number.isFinite(at) ? at : null);
