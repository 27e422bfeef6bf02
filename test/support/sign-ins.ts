import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit, type Admin } from "./admin";
import { startNodeRed, type NodeRed } from "./node-red";

/** Where refresh tokens are kept, below the user folder. */
export const FOLDER = ".genesys-cloud";
export const SETTINGS = { credentialSecret: "a secret of the specs" };
const QUEUES = { kind: "queue" };
const CREDENTIALS = { "account-1": { clientId: "sign-in" }, "account-2": { clientId: "sign-in" } };

type Stored = Record<string, unknown>;

/** A Node-RED with two accounts that want a user to sign in, for one spec. */
export interface SignIns {
  simulator: Simulator;
  userDir: string;
  nodeRed: NodeRed;
  admin: Admin;
  flows: Stored[];
}

const accountOf = (simulator: Simulator, id: string): Stored => ({
  id,
  type: "genesys-account",
  region: "custom",
  apiUrl: simulator.url,
  loginUrl: simulator.url,
  grant: "authorization-code",
});

const start = async (userDir: string, flows: Stored[], settings: Stored = SETTINGS) => {
  const nodeRed = await startNodeRed(userDir, { flows, credentials: CREDENTIALS, settings });
  return { nodeRed, admin: adminOf(nodeRed.url) };
};

/** Node-RED with an org of its own. The folder is used again by the next spec. */
export const openSignIns = async (userDir: string): Promise<SignIns> => {
  const simulator = await startSimulator();
  const flows = [accountOf(simulator, "account-1"), accountOf(simulator, "account-2")];
  return { simulator, userDir, flows, ...(await start(userDir, flows)) };
};

/** Stops everything, and removes what was kept. */
export const closeSignIns = async ({ nodeRed, userDir, simulator }: SignIns): Promise<void> => {
  await nodeRed.stop();
  await rm(join(userDir, FOLDER), { recursive: true, force: true });
  await simulator.close();
};

/** A deploy answers before it is done; the time-out of the spec ends what never comes. */
export const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** What specs do with the accounts, and what they look at. */
export const signInCalls = (open: () => SignIns) => {
  const account = (id: string): Stored => accountOf(open().simulator, id);
  const restart = async (settings?: Stored): Promise<void> => {
    await open().nodeRed.stop();
    Object.assign(open(), await start(open().userDir, open().flows, settings));
  };
  const form = (id: string): Stored => ({
    ...account(id),
    clientId: "sign-in",
    redirectUri: `${open().nodeRed.url}genesys-cloud/callback`,
  });
  const signIn = async (id: string): Promise<void> => {
    const begun = await open().admin.post(`genesys-cloud/account/${id}/sign-in`, form(id));
    assert.equal((await visit(String(begun.body.url))).status, 200, begun.text);
  };
  /** Asks until the account is there: a deploy answers before its nodes are. */
  const lookUp = async (id: string): Promise<Stored> => {
    const ask = { ...QUEUES, search: String(Math.random()) };
    for (;;) {
      const { body } = await open().admin.post(`genesys-cloud/account/${id}/lookup`, ask);
      if (!/Deploy the account first/.test(String(body.reason))) return body;
    }
  };
  const works = async (id: string): Promise<void> => assert.equal((await lookUp(id)).ok, undefined);
  const kept = (): Promise<string[]> => readdir(join(open().userDir, FOLDER));
  const refreshes = (): number => open().simulator.log.count("oauthToken");
  const deploy = async (next: Stored[]): Promise<void> => {
    const { status } = await open().admin.post("flows", next);
    assert.equal(status, 204);
  };
  return { account, restart, form, signIn, lookUp, works, kept, refreshes, deploy };
};
