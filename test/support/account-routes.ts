import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, tokenOf, type Admin } from "./admin";
import { startNodeRed, type NodeRed } from "./node-red";
import { installedFolder, manifest } from "./package";
import { registeredRoutes } from "./routes";

const load = createRequire(__filename);
const { hashSync } = load("bcryptjs") as {
  hashSync(text: string, rounds: number): string;
};

const SECRET = "simulator";
const PASSWORD = "a password of the specs";
const users = [
  { username: "admin", password: hashSync(PASSWORD, 4), permissions: "*" },
  { username: "reader", password: hashSync(PASSWORD, 4), permissions: "read" },
  { username: "guest", password: hashSync(PASSWORD, 4), permissions: ["status.read", "genesys-cloud.read"] },
];

export const ACCOUNT = "the-account";

/** A route of the deployed account. */
export const at = (path: string): string => `genesys-cloud/account/${ACCOUNT}/${path}`;

/** A Node-RED with two users and one account, the org of that account, and another org. */
export interface AccountRoutes {
  simulator: Simulator;
  elsewhere: Simulator;
  nodeRed: NodeRed;
  token: string;
  admin: Admin;
  reader: Admin;
  /** May see the state of nodes, but not read the flows. */
  guest: Admin;
  /** What the installed package has registered. */
  registered: string[];
  close(): Promise<void>;
}

/** Installs and starts; what is open already is closed where a later step fails. The caller closes the rest. */
export const openAccountRoutes = async (): Promise<AccountRoutes> => {
  const cleanUp: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const clean of cleanUp.splice(0).reverse()) await clean();
  };
  try {
    return { ...(await open(cleanUp)), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const open = async (cleanUp: (() => Promise<void>)[]): Promise<Omit<AccountRoutes, "close">> => {
  const folder = await installedFolder();
  cleanUp.push(folder.remove);
  const registered = registeredRoutes(
    Object.values({ ...manifest["node-red"].nodes, ...manifest["node-red"].plugins }).map((file) => {
      return load(join(folder.path, "node_modules", manifest.name, file)) as never;
    }),
  );
  const simulator = await startSimulator();
  cleanUp.push(() => simulator.close());
  const elsewhere = await startSimulator();
  cleanUp.push(() => elsewhere.close());
  const account = {
    ...{ id: ACCOUNT, type: "genesys-account", region: "custom", grant: "client-credentials" },
    ...{ apiUrl: simulator.url, loginUrl: simulator.url },
  };
  const nodeRed = await startNodeRed(folder.path, {
    flows: [account],
    credentials: { [ACCOUNT]: { clientId: "simulator", clientSecret: SECRET } },
    settings: { adminAuth: { type: "credentials", users } },
    env: { SECRET_OF_THE_ENVIRONMENT: "from-the-environment" },
  });
  cleanUp.push(() => nodeRed.stop());
  const token = await tokenOf(nodeRed.url, "admin", PASSWORD);
  const reader = adminOf(nodeRed.url, await tokenOf(nodeRed.url, "reader", PASSWORD, "read"));
  const guest = adminOf(nodeRed.url, await tokenOf(nodeRed.url, "guest", PASSWORD, "read"));
  return {
    simulator,
    elsewhere,
    nodeRed,
    token,
    admin: adminOf(nodeRed.url, token),
    reader,
    guest,
    registered,
  };
};

/** What the dialog of the account sends, and what it receives. */
export const dialogOf = (routes: () => AccountRoutes) => {
  const said: string[] = [];
  const form = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    region: "custom",
    apiUrl: routes().simulator.url,
    loginUrl: routes().simulator.url,
    grant: "client-credentials",
    clientId: "simulator",
    clientSecret: "__PWRD__",
    redirectUri: `${routes().nodeRed.url}genesys-cloud/callback`,
    ...more,
  });
  const post = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await routes().admin.post(path, body);
    assert.equal(answer.status, 200, answer.text);
    said.push(answer.text);
    return answer.body;
  };
  const begin = async (more: Record<string, unknown> = {}): Promise<string> => {
    const { url, ...others } = await post(
      at("sign-in"),
      form({ clientId: "sign-in", clientSecret: "", ...more }),
    );
    assert.equal(typeof url, "string", JSON.stringify(others));
    return String(url);
  };
  const outcome = async (): Promise<Record<string, unknown>> =>
    (await routes().admin.get(at("sign-in"))).body;
  const page = (query: Record<string, string>) =>
    adminOf(routes().nodeRed.url).get(`genesys-cloud/callback?${new URLSearchParams(query).toString()}`);
  /** No response and no line of the log has had a secret so far. */
  const checkSecrets = (): void => {
    const all = said.join("\n") + routes().nodeRed.log();
    assert.doesNotMatch(all, /from-the-environment|sim-[0-9a-f]{8}|simr-|access_token|code_verifier/);
  };
  return { said, form, post, begin, outcome, page, checkSecrets };
};
