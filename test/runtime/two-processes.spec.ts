import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit } from "../support/admin";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";

const FOLDER = ".genesys-cloud";
const ACCOUNT = "account-1";
const at = (path: string): string => `genesys-cloud/account/${ACCOUNT}/${path}`;
const settings = { credentialSecret: "a secret of the specs" };

/** Each version sees an order of its own. */
const ORDER = { numRuns: 14, seed: flavour === "node-red-5" ? 12 : 11 };

/** As in a rolling update: the new process starts before the old one has ended. */
describe(`two processes on one user directory, ${flavour}`, function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let userDir: string;
  const running = new Map<"a" | "b", NodeRed>();
  const cleanUp: (() => Promise<void>)[] = [];

  const flows = (): Record<string, unknown>[] => [
    { id: "tab", type: "tab" },
    {
      ...{ id: ACCOUNT, type: "genesys-account", region: "custom", grant: "authorization-code" },
      ...{ apiUrl: simulator.url, loginUrl: simulator.url },
    },
    {
      ...{ id: "who", type: "genesys-api", z: "tab", x: 1, y: 1, account: ACCOUNT, operation: "getUsersMe" },
      ...{ operationType: "str", parameters: "{}", parametersType: "json", wires: [[]] },
    },
    { id: "status", type: "status", z: "tab", x: 1, y: 2, scope: ["who"], wires: [["show"]] },
    {
      ...{ id: "show", type: "debug", z: "tab", x: 1, y: 3, active: true, console: true, complete: "status" },
      ...{ targetType: "msg", wires: [] },
    },
  ];
  const first = { credentials: { [ACCOUNT]: { clientId: "sign-in" } } };
  const start = async (which: "a" | "b", isFirst = false): Promise<void> => {
    const stored = isFirst ? { flows: flows(), ...first } : { keep: true };
    running.set(which, await startNodeRed(userDir, { ...stored, settings }));
  };
  const of = (which: "a" | "b"): NodeRed => running.get(which) ?? assert.fail(which);
  const restart = async (which: "a" | "b"): Promise<void> => {
    await of(which).stop();
    await start(which);
  };
  const signIn = async (which: "a" | "b"): Promise<void> => {
    const admin = adminOf(of(which).url);
    const account = flows().find(({ id }) => id === ACCOUNT);
    const redirectUri = `${of(which).url}genesys-cloud/callback`;
    const begun = await admin.post(at("sign-in"), { ...account, clientId: "sign-in", redirectUri });
    assert.equal((await visit(String(begun.body["url"]))).status, 200, begun.text);
  };
  const signOut = async (which: "a" | "b"): Promise<void> => {
    await adminOf(of(which).url).post(at("sign-out"));
  };
  const deploy = async (which: "a" | "b"): Promise<void> => {
    assert.equal((await adminOf(of(which).url).post("flows", flows())).status, 204);
  };
  const lookUp = async (which: "a" | "b"): Promise<Record<string, unknown>> => {
    // A deploy answers before its nodes are there.
    for (let tries = 0; ; tries += 1) {
      const search = String(Math.random());
      const { body } = await adminOf(of(which).url).post(at("lookup"), { kind: "queue", search });
      if (tries === 200 || !/Deploy the account first/.test(String(body["reason"]))) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const works = async (which: "a" | "b"): Promise<void> =>
    assert.deepEqual(await lookUp(which), { items: [], more: false }, which);

  before(async () => {
    const folder = await installedFolder();
    cleanUp.push(folder.remove);
    userDir = folder.path;
  });
  beforeEach(async () => {
    simulator = await startSimulator();
    simulator.settings.tokenRequestsPerMinute = 10_000;
  });
  afterEach(async () => {
    for (const one of running.values()) await one.stop();
    running.clear();
    await rm(join(userDir, FOLDER), { recursive: true, force: true });
    await simulator.close();
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  it("are both served by a sign-in of either, by one refresh of either, and neither deploy spoils it", async () => {
    await start("a", true);
    await signIn("a");
    await start("b");
    await works("b");
    for (const order of ["ab", "ba"] as const) {
      simulator.act.expireTokens();
      const before = simulator.log.count("oauthToken");
      for (const which of order) await works(which as "a" | "b");
      assert.equal(simulator.log.count("oauthToken"), before + 1);
    }
    simulator.act.expireTokens();
    const before = simulator.log.count("oauthToken");
    simulator.faults.add({ match: { operation: "oauthToken" }, fault: { delayMs: 300 } });
    await Promise.all([works("a"), works("b"), works("a"), works("b")]);
    assert.equal(simulator.log.count("oauthToken"), before + 1, "also at the same moment");

    simulator.act.expireTokens();
    await works("a");
    await deploy("b");
    await works("b");
    simulator.act.expireTokens();
    await restart("a");
    await works("a");
    await works("b");
    assert.equal((await readdir(join(userDir, FOLDER))).length, 1, "no lock is left");
  });

  it("keep the newest sign-in in whatever order they act", async () => {
    const step = fc.tuple(
      fc.constantFrom("refresh", "refresh", "both", "deploy", "restart", "signIn", "signOut"),
      fc.constantFrom("a" as const, "b" as const),
    );
    await start("a", true);
    await signIn("a");
    await start("b");
    let isSignedIn = true;
    const check = async (which: "a" | "b"): Promise<void> => {
      if (isSignedIn) return works(which);
      assert.match(String((await lookUp(which))["reason"]), /has signed in|Sign in/);
    };
    const steps = fc.sample(step, ORDER);
    for (const [what, which] of steps) {
      if (what === "refresh" || what === "both") simulator.act.expireTokens();
      if (what === "both") await Promise.all([check("a"), check("b")]);
      if (what === "deploy") await deploy(which);
      if (what === "restart") await restart(which);
      if (what === "signIn") await signIn(which);
      if (what === "signOut") await signOut(which);
      if (what === "signIn" || what === "signOut") isSignedIn = what === "signIn";
      if (what === "signOut") simulator.act.expireTokens(); // the platform revokes the one that was shown
      await check(which);
    }
    if (!isSignedIn) await signIn("b");
    isSignedIn = true;
    simulator.act.expireTokens();
    await restart("a");
    await restart("b");
    await check("a");
    await check("b");
  });

  it("say on the canvas that a sign-in will not survive a restart, where its folder cannot be written", async () => {
    await writeFile(join(userDir, FOLDER), "a file in its place");
    await start("a", true);
    await signIn("a");
    await works("a");
    const isShown = (): boolean => /signInNotSaved|sign-in not saved/.test(of("a").log());
    for (let tries = 0; !isShown() && tries < 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(isShown(), of("a").log());
    assert.match(of("a").log(), /cannot be saved in \.genesys-cloud/);
    await deploy("a"); // saves the copy among the credentials
    await works("a");
    await restart("a");
    simulator.act.expireTokens();
    await works("a");
  });
});
