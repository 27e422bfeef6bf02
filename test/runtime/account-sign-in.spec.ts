import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit, type Admin } from "../support/admin";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { until } from "../support/until";

const FOLDER = ".genesys-cloud";
const SETTINGS = { credentialSecret: "a secret of the specs" };
const QUEUES = { kind: "queue" };

describe(`a sign-in on ${flavour}`, function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let userDir: string;
  let nodeRed: NodeRed;
  let admin: Admin;
  const cleanUp: (() => Promise<void>)[] = [];

  const account = (id: string): Record<string, unknown> => ({
    id,
    type: "genesys-account",
    region: "custom",
    apiUrl: simulator.url,
    loginUrl: simulator.url,
    grant: "authorization-code",
  });
  let flows: Record<string, unknown>[];
  const credentials = { "account-1": { clientId: "sign-in" }, "account-2": { clientId: "sign-in" } };

  const start = async (settings: Record<string, unknown> = SETTINGS): Promise<void> => {
    nodeRed = await startNodeRed(userDir, { flows, credentials, settings });
    admin = adminOf(nodeRed.url);
  };
  const restart = async (settings?: Record<string, unknown>): Promise<void> => {
    await nodeRed.stop();
    await start(settings);
  };
  const form = (id: string): Record<string, unknown> => ({
    ...account(id),
    clientId: "sign-in",
    redirectUri: `${nodeRed.url}genesys-cloud/callback`,
  });
  const signIn = async (id: string): Promise<void> => {
    const begun = await admin.post(`genesys-cloud/account/${id}/sign-in`, form(id));
    assert.equal((await visit(String(begun.body.url))).status, 200, begun.text);
  };
  /** Asks until the account is there: a deploy answers before its nodes are. */
  const lookUp = async (id: string): Promise<Record<string, unknown>> => {
    const ask = { ...QUEUES, search: String(Math.random()) };
    for (;;) {
      const { body } = await admin.post(`genesys-cloud/account/${id}/lookup`, ask);
      if (!/Deploy the account first/.test(String(body.reason))) return body;
    }
  };
  const works = async (id: string): Promise<void> => assert.equal((await lookUp(id)).ok, undefined);
  /** A deploy answers before it is done; the time-out of the spec ends what never comes. */
  const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const kept = (): Promise<string[]> => readdir(join(userDir, FOLDER));
  const refreshes = (): number => simulator.log.count("oauthToken");
  const deploy = async (next: Record<string, unknown>[]): Promise<void> => {
    const { status } = await admin.post("flows", next);
    assert.equal(status, 204);
  };

  before(async () => {
    const folder = await installedFolder();
    cleanUp.push(folder.remove);
    userDir = folder.path;
  });
  beforeEach(async () => {
    simulator = await startSimulator();
    flows = [account("account-1"), account("account-2")];
    await start();
  });
  afterEach(async () => {
    await nodeRed.stop();
    await rm(join(userDir, FOLDER), { recursive: true, force: true });
    await simulator.close();
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  it("serves the account at once, without a deploy, and only that account", async () => {
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await signIn("account-1");
    await works("account-1");
    assert.match(String((await lookUp("account-2")).reason), /No user has signed in/);
  });

  it("outlives restarts without a deploy, with the newest of its rotating refresh tokens", async () => {
    simulator.settings.tokenLifetimeSeconds = 40; // too short to be used after a restart
    await signIn("account-1");
    for (let round = 0; round < 3; round += 1) {
      const before = refreshes();
      await restart();
      await works("account-1");
      assert.equal(refreshes(), before + 1, "one refresh a restart");
    }
  });

  it("outlives that Node-RED gets a secret of its own, or another way to keep one", async () => {
    const none = { credentialSecret: false };
    const generated = { credentialSecret: undefined };
    await restart(none);
    await signIn("account-1");
    for (const settings of [generated, SETTINGS]) {
      await restart(settings);
      await works("account-1");
    }
  });

  it("outlives a restart between two refreshes of the same run", async () => {
    await signIn("account-1");
    await works("account-1");
    simulator.act.expireTokens();
    await works("account-1");
    simulator.act.expireTokens();
    await restart();
    await works("account-1");
    simulator.act.expireTokens();
    await works("account-1");
  });

  it("outlives a deploy, and a stop, that meets a refresh half-way", async () => {
    await signIn("account-1");
    for (const interrupt of [() => deploy([...flows, { id: "tab", type: "tab" }]), () => restart()]) {
      simulator.act.expireTokens();
      simulator.faults.add({ match: { operation: "oauthToken" }, fault: { delayMs: 400 } });
      const lost = lookUp("account-1").catch(() => undefined);
      const before = refreshes();
      await until(() => simulator.log.count() > 0 && refreshes() > before);
      await interrupt();
      await lost;
      await works("account-1");
    }
  });

  it("is kept encrypted, for its owner's eyes only", async () => {
    await signIn("account-1");
    const [name = "", ...more] = await kept();
    assert.deepEqual(more, []);
    const file = join(userDir, FOLDER, name);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(join(userDir, FOLDER))).mode & 0o777, 0o700);
    assert.doesNotMatch(await readFile(file, "utf8"), /sim|refresh|account-1/);
  });

  it("is gone with its account, but not when the account is only disabled", async () => {
    await signIn("account-1");
    await deploy([{ ...account("account-1"), d: true }, account("account-2")]);
    assert.equal((await kept()).length, 1);
    await deploy(flows);
    await works("account-1");
    await deploy([account("account-2")]);
    assert.deepEqual(await kept(), []);
    await deploy(flows);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in|no client id/);
  });

  it("does not come along with a copy of the flow, nor with a copy of its file", async () => {
    await signIn("account-1");
    const nameOf = (id: string): string => createHash("sha256").update(id).digest("hex").slice(0, 32);
    await copyFile(join(userDir, FOLDER, nameOf("account-1")), join(userDir, FOLDER, nameOf("copy")));
    await deploy([...flows, { ...account("copy"), credentials: { clientId: "sign-in" } }]);
    assert.match(String((await lookUp("copy")).reason), /No user has signed in/);
  });

  it("that was revoked asks to sign in again, once, and a new one serves at once", async () => {
    await signIn("account-1");
    await works("account-1");
    simulator.act.forgetSignIns();
    simulator.act.expireTokens();
    const before = refreshes();
    for (let i = 0; i < 3; i += 1) {
      const { code, reason } = await lookUp("account-1");
      assert.equal(code, "auth");
      assert.match(String(reason), /Sign in again/);
    }
    assert.equal(refreshes(), before + 1);
    await signIn("account-1");
    await works("account-1");
  });

  it("ends with a sign-out, on the platform as well", async () => {
    await signIn("account-1");
    await works("account-1");
    await admin.post("genesys-cloud/account/account-1/sign-out");
    assert.equal(simulator.log.count("deleteTokensMe"), 1);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await restart();
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
  });

  it("ends with a sign-out for good, also where a deploy had saved a copy of it", async () => {
    await signIn("account-1");
    await deploy(flows);
    await works("account-1");
    await admin.post("genesys-cloud/account/account-1/sign-out");
    await nodeRed.stop();
    nodeRed = await startNodeRed(userDir, { keep: true, settings: SETTINGS });
    admin = adminOf(nodeRed.url);
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await signIn("account-1");
    await works("account-1");
  });

  it("is not made by a browser that comes back when the account is gone", async () => {
    await signIn("account-1");
    const begun = await admin.post("genesys-cloud/account/account-1/sign-in", form("account-1"));
    await deploy([account("account-2")]);
    await eventually(async () => (await kept()).length === 0);
    assert.equal((await visit(String(begun.body.url))).status, 400);
    assert.deepEqual(await kept(), []);
  });

  it("is gone with its account, although that was disabled before", async () => {
    await signIn("account-1");
    await deploy([{ ...account("account-1"), d: true }, account("account-2")]);
    assert.equal((await kept()).length, 1);
    await deploy([account("account-2")]);
    await eventually(async () => (await kept()).length === 0);
  });

  it("serves an account inside a subflow, in each of its instances", async () => {
    const inner = { ...account("account-3"), z: "subflow", credentials: { clientId: "sign-in" } };
    const read = {
      id: "read",
      type: "genesys-api",
      z: "subflow",
      account: "account-3",
      operation: "getUsersMe",
    };
    const instance = (id: string) => ({
      id,
      type: "subflow:subflow",
      z: "tab",
      x: 1,
      y: 1,
      wires: [[`${id}-out`]],
    });
    const file = (id: string) => ({
      id: `${id}-out`,
      type: "debug",
      z: "tab",
      console: true,
      complete: "payload.name",
      targetType: "msg",
      wires: [],
    });
    const inject = { id: "go", type: "inject", z: "tab", props: [], wires: [["one", "two"]] };
    await deploy([
      { id: "tab", type: "tab" },
      {
        id: "subflow",
        type: "subflow",
        name: "S",
        in: [{ x: 1, y: 1, wires: [{ id: "read" }] }],
        out: [{ x: 1, y: 1, wires: [{ id: "read", port: 0 }] }],
      },
      ...[
        inner,
        {
          ...read,
          operationType: "str",
          parameters: "{}",
          parametersType: "json",
          bodyType: "str",
          body: "",
          wires: [[]],
        },
      ],
      ...["one", "two"].flatMap((id) => [instance(id), file(id)]),
      inject,
    ]);
    await eventually(async () => (await admin.post("inject/go")).status === 200);
    await signIn("account-3");
    await works("account-3");
    await admin.post("inject/go");
    await until(() => (nodeRed.log().match(/Ada Agent/g) ?? []).length === 2);
  });

  it("made before the first deploy counts from that deploy on", async () => {
    const id = "account-3";
    await signIn(id);
    assert.deepEqual(await kept().catch(() => []), []);
    const tested = await admin.post(`genesys-cloud/account/${id}/test`, form(id));
    assert.deepEqual(
      [tested.body.ok, tested.body.as, tested.body.organization],
      [true, { kind: "user", name: "Ada Agent" }, "Simulated Org"],
    );
    await deploy([...flows, { ...account(id), credentials: { clientId: "sign-in" } }]);
    await works(id);
    assert.equal((await kept()).length, 1);
  });
});
