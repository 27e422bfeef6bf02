import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit, type Admin } from "../support/admin";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";

const exec = promisify(execFile);
const CLIENT = { clientId: "sign-in", clientSecret: "" };
/** The author of the commits, whatever the machine's git is set to. */
const WHO = { GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.com" };
const GIT = {
  ...{ ...WHO, GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.com" },
  ...{ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
};

describe(`a sign-in in a project of ${flavour}`, function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let userDir: string;
  let nodeRed: NodeRed;
  let admin: Admin;
  const cleanUp: (() => Promise<void>)[] = [];

  const account = (): Record<string, unknown> => ({
    ...{ id: "account", type: "genesys-account", grant: "authorization-code" },
    ...{ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url },
  });
  const start = async (): Promise<void> => {
    const editorTheme = { tours: false, palette: { catalogues: [] }, projects: { enabled: true } };
    nodeRed = await startNodeRed(userDir, {
      settings: { editorTheme, credentialSecret: undefined },
      env: GIT,
    });
    admin = adminOf(nodeRed.url);
  };
  const create = async (name: string, secret: string): Promise<void> => {
    const files = { flow: "flows.json", credentials: "flows_cred.json" };
    const made = await admin.post("projects", { name, summary: name, files, credentialSecret: secret });
    assert.equal(made.status, 200, made.text);
  };
  const activate = async (name: string): Promise<void> => {
    const answer = await fetch(new URL(`projects/${name}`, nodeRed.url), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ active: true }),
    });
    assert.equal(answer.ok, true, await answer.text());
  };
  const deploy = async (): Promise<void> => {
    const { status, text } = await admin.post("flows", [{ ...account(), credentials: CLIENT }]);
    assert.equal(status, 204, text);
  };
  /** Asks until the account is there: a deploy answers before its nodes are. */
  const lookUp = async (): Promise<Record<string, unknown>> => {
    const ask = { kind: "queue", search: String(Math.random()) };
    for (;;) {
      const { body } = await admin.post("genesys-cloud/account/account/lookup", ask);
      if (!/Deploy the account first/.test(String(body.reason))) return body;
    }
  };
  const works = async (): Promise<void> => {
    const { reason } = await lookUp();
    assert.equal(reason, undefined);
  };
  const signIn = async (): Promise<void> => {
    const redirectUri = `${nodeRed.url}genesys-cloud/callback`;
    const form = { ...account(), ...CLIENT, redirectUri };
    const { body, text } = await admin.post("genesys-cloud/account/account/sign-in", form);
    assert.equal((await visit(String(body.url))).status, 200, text);
  };

  before(async () => {
    const folder = await installedFolder();
    cleanUp.push(folder.remove);
    userDir = folder.path;
    simulator = await startSimulator();
    cleanUp.push(() => simulator.close());
    await start();
    cleanUp.push(() => nodeRed.stop());
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  for (const [name, secret, how] of [
    ["locked", "a word of the project", "encrypted"],
    ["open", "", "in clear"],
  ] as const)
    it(`stays out of a repository whose credentials are kept ${how}`, async () => {
      await create(name, secret);
      await deploy();
      await signIn();
      await works();
      await deploy(); // now the sign-in is among the credentials of the node
      const root = join(userDir, "projects", name);
      const git = async (...args: string[]): Promise<string> =>
        (await exec("git", args, { cwd: root, env: { ...process.env, ...GIT } })).stdout;
      await git("add", "--all");
      await git("commit", "-m", "all of it");
      const all = await git("log", "--patch", "--all");
      assert.match(all, /flows_cred\.json/);
      for (const word of ["clientId", "signIn"])
        assert.equal(
          all.includes(`"${word}"`),
          secret === "",
          "the project encrypts the credentials where it has a secret",
        );
      assert.doesNotMatch(all, /sim-[0-9a-f]{8}|simr-|refreshToken|access_?[tT]oken"/);
      assert.deepEqual(
        (await readdir(root)).filter((file) => /genesys/.test(file)),
        [],
      );
    });

  it("outlives a restart", async () => {
    simulator.act.expireTokens();
    await nodeRed.stop();
    await start();
    await works();
  });

  it("outlives another project's turn", async () => {
    await create("another", "another word");
    assert.match(
      String((await admin.post("genesys-cloud/account/account/lookup", { kind: "queue" })).text),
      /Deploy/,
    );
    simulator.act.expireTokens();
    await activate("open");
    await works();
  });
});
