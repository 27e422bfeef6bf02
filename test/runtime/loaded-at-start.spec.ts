import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/**
 * In a process of its own, with the files as they are packed: registers every node as Node-RED does at its start, deploys an account,
 * and lists what is loaded; then makes a node, and lists again.
 */
const START = `
  const module_ = require("node:module");
  const loadAny = module_._load;
  module_._load = (name, ...more) => {
    if (name === process.env.BROKEN) throw new Error("it is gone");
    return loadAny(name, ...more);
  };
  const registered = new Map();
  const nothing = () => new Proxy(() => undefined, { get: (_, name) => (name === "parent" ? undefined : nothing()) });
  const registerType = (type, constructor) => void registered.set(type, constructor);
  const events = new (require("node:events").EventEmitter)();
  const RED = { events, httpAdmin: { use: () => undefined }, settings: {}, nodes: { registerType, createNode: () => undefined, getNode: () => null } };
  const red = new Proxy(RED, { get: (own, name) => own[name] ?? nothing() });
  const { nodes, plugins } = require("./package.json")["node-red"];
  for (const file of Object.values(nodes)) require("./" + file)(red);
  for (const file of Object.values(plugins)) require("./" + file);
  const make = (type) => {
    const node = { on: () => undefined, status: () => undefined };
    registered.get(type).call(node, { id: type, type, grant: "client-credentials" });
    return node;
  };
  const account = make("genesys-account");
  const loaded = () => Object.keys(require.cache);
  const atStart = loaded();
  const { definition } = require("./" + nodes["genesys-get-conversation"]);
  make("genesys-wrap-up");
  const withOne = loaded();
  account.watch(() => undefined);
  const used = loaded();
  const report = (prepared) =>
    console.log(JSON.stringify({ types: [...registered.keys()], atStart, withOne, used, declares: definition.type, prepared }));
  const wanted = Number(process.env.WANTED);
  let turnsLeft = 20;
  const isLibrary = (file) => /node_modules.(axios|undici).(index|dist.node.axios)[.]c?js$/.test(file);
  const until = Date.now() + 10_000;
  const look = () => {
    const prepared = loaded().filter(isLibrary);
    if (prepared.length >= wanted) turnsLeft -= 1;
    if (turnsLeft === 0 || Date.now() > until) report(prepared);
    else setImmediate(look);
  };
  events.emit("flows:started");
  look();
`;

interface Seen {
  types: string[];
  atStart: string[];
  withOne: string[];
  used: string[];
  declares: string;
  prepared: string[];
}

const start = (env: Record<string, string>): Seen =>
  JSON.parse(
    execFileSync(process.execPath, ["-e", START], {
      ...{ cwd: ROOT, encoding: "utf8" },
      env: { ...process.env, ...env },
    }),
  ) as Seen;

describe("the packed files at the start of Node-RED", function () {
  this.timeout(30_000);
  let seen: Seen;
  const has = (files: string[], name: RegExp): boolean => files.some((file) => name.test(file));

  before(() => {
    assert.ok(existsSync(`${ROOT}/dist`), "npm run build comes first");
    seen = start({ WANTED: "2" });
  });

  it("load no library and a tenth of the package, with an account that no node uses", () => {
    assert.equal(seen.types.length, 21);
    const ours = seen.atStart.filter((file) => file.includes("/dist/"));
    assert.ok(ours.length <= 60, `${ours.length} files of the package are loaded`);
    assert.deepEqual(
      seen.atStart.filter((file) => file.includes("/node_modules/")),
      [],
    );
  });

  it("load the file of a node with the first node of its type, or for who asks what it declares", () => {
    const files = (type: string): RegExp => new RegExp(`${type}\\.node\\.js$`);
    assert.equal(seen.declares, "genesys-get-conversation");
    assert.deepEqual(
      ["genesys-get-conversation", "genesys-wrap-up", "genesys-wait"].map((type) => [
        has(seen.atStart, files(type)),
        has(seen.withOne, files(type)),
      ]),
      [
        [false, true],
        [false, true],
        [false, false],
      ],
    );
  });

  it("load the client with the first node that uses an account, and not with its first message", () => {
    const client = /platform.client.client\.js$/;
    assert.deepEqual([has(seen.withOne, client), has(seen.used, client)], [false, true]);
  });

  it("load what requests need when the flows with a node have started, and not before", () => {
    assert.equal(has(seen.used, /node_modules.(axios|undici)/), false);
    assert.equal(seen.prepared.length, 2);
  });

  for (const library of ["axios", "undici"])
    it(`leave Node-RED running where ${library} cannot be loaded then`, () => {
      const { prepared } = start({ WANTED: "1", BROKEN: library });
      assert.equal(prepared.length, 1);
      assert.equal(has(prepared, new RegExp(library)), false);
    });
});
