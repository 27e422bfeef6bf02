import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeAPI } from "node-red";
import { createVault } from "../../nodes/lib/account/vault";
import { createSignIns, type SignIns } from "../../nodes/lib/platform/auth/sign-ins";
import type { Clock } from "../../nodes/lib/platform/types";
import { createLoginHost } from "./login-host";

export const OWNER = { clientId: "client", host: "https://login.example.com" };
export const ACCOUNT = "account";
/** The folder of the vault in a user directory. */
const FOLDER = ".genesys-cloud";
/** What Node-RED seals its credentials with. */
export const SECRET = { credentialSecret: "a secret of the specs" };

/** Time that passes whenever it is waited for, and that may be set back. */
const createPassingClock = (): Clock & { set(by: number): void } => {
  let now = 1_000_000;
  return {
    now: () => now,
    after: (ms, fn) => {
      const timer = setImmediate(() => {
        now += ms;
        fn();
      });
      return () => clearImmediate(timer);
    },
    set: (by) => void (now += by),
  };
};

/** What of a user directory Node-RED itself writes: the credentials, on a deploy. */
interface Disk {
  userDir: string;
  credentials: Record<string, unknown>;
}

/** One Node-RED: its sign-ins, its credentials in memory, the file that it shares with the others. */
const createProcess = (disk: Disk, clock: Clock, settings: Record<string, unknown>) => {
  let signIns: SignIns;
  let inMemory: Record<string, unknown> = {};
  const warnings: string[] = [];
  const deploy = (): void => signIns.claim(ACCOUNT, OWNER);
  const start = (): void => {
    inMemory = { ...disk.credentials };
    const RED = {
      settings: { userDir: disk.userDir, get: (name: string) => settings[name] },
      log: { warn: (text: string) => warnings.push(text) },
      nodes: {
        getCredentials: () => inMemory,
        addCredentials: (_id: string, all: Record<string, unknown>) => Promise.resolve(void (inMemory = all)),
      },
    };
    signIns = createSignIns(clock, createVault(RED as unknown as NodeAPI, clock));
    deploy();
  };
  start();
  return {
    warnings,
    signIns: () => signIns,
    restart: start,
    deploy: () => {
      disk.credentials = { ...inMemory };
      deploy();
    },
  };
};
export type Process = ReturnType<typeof createProcess>;

/** Several processes on one user directory, with one login host and one clock. */
export const signInProcesses = () => {
  let disk: Disk;
  let clock: ReturnType<typeof createPassingClock>;
  let host: ReturnType<typeof createLoginHost>;
  return {
    reset: (): void => {
      disk = { userDir: mkdtempSync(join(tmpdir(), "genesys-spec-")), credentials: {} };
      clock = createPassingClock();
      host = createLoginHost();
    },
    remove: (): void => rmSync(disk.userDir, { recursive: true, force: true }),
    disk: () => disk,
    clock: () => clock,
    host: () => host,
    /** The files of the vault. */
    folder: (): string => join(disk.userDir, FOLDER),
    start: (settings: Record<string, unknown> = SECRET): Process => createProcess(disk, clock, settings),
    /** A token for a message whose last one no longer holds. */
    renew: async (one: Process): Promise<string> => {
      const signIns = one.signIns();
      const last = signIns.tokenOf(ACCOUNT, OWNER);
      const token = await signIns.renew(ACCOUNT, OWNER, last, (spent) => host.refresh(spent));
      return token.accessToken;
    },
  };
};

export const userOf = (accessToken: string): number => Number(accessToken.split("-")[1]);
