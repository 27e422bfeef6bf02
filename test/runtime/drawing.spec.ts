import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "../..");
const depcruise = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** What the lint says of a project of these files, as "rule: from → to". */
const drawingOf = async (files: Record<string, string>): Promise<{ failed: boolean; said: string[] }> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "genesys-drawing-")));
  const installed = { "node_modules/node-red/index.js": "", "node_modules/axios/index.js": "" };
  for (const [name, text] of Object.entries({ ...installed, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  for (const config of [".dependency-cruiser.cjs", "tsconfig.json", "scripts/rooms.cjs"])
    await cp(join(root, config), join(folder, config));
  try {
    return await new Promise((done) => {
      execFile(process.execPath, [depcruise, "nodes"], { cwd: folder }, (error, stdout, stderr) => {
        const lines = `${stdout}${stderr}`.replace(/→ *\n */g, "→ ").matchAll(/^ *error (.*)$/gm);
        done({ failed: error !== null, said: Array.from(lines, ([, line = ""]) => line.trim()).sort() });
      });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
};

describe("the drawing of the rooms", function () {
  this.timeout(60_000);

  it("allows the arrows it shows", async () => {
    const { failed, said } = await drawingOf({
      "nodes/genesys-account.ts":
        'import "./lib/platform/compose"; import "./lib/simulator/index"; import "node-red";',
      "nodes/genesys-api.ts": 'import "./lib/node/define-node"; import "./lib/platform/api/calls";',
      "nodes/lib/node/define-node.ts":
        'import "../platform/types"; import "../platform/errors/errors"; import "node-red";',
      "nodes/lib/platform/api/calls.ts": 'import "../types"; import "../http/path";',
      "nodes/lib/platform/http/path.ts": 'import "../errors/errors"; import "axios";',
      "nodes/lib/platform/client/client.ts": 'import "../types"; import "../http/path";',
      "nodes/lib/platform/catalogue/catalogue.ts": 'import "../../facts/regions";',
      "nodes/lib/platform/compose.ts": 'import "./client/client"; import "./types";',
      "nodes/lib/platform/errors/errors.ts": "export const errors = 1;",
      "nodes/lib/platform/types.ts": "export type Id = string;",
      "nodes/lib/simulator/index.ts": 'import "./routes/calls"; import "../facts/regions";',
      "nodes/lib/simulator/routes/calls.ts": 'import "../store/store";',
      "nodes/lib/simulator/store/store.ts": "export const store = 1;",
      "nodes/lib/facts/regions.ts": "export const regions = [];",
    });
    assert.deepEqual({ failed, said }, { failed: false, said: [] });
  });

  it("refuses a circle, one made of types alone included", async () => {
    const { failed, said } = await drawingOf({
      "nodes/lib/platform/time/a.ts": 'import type { B } from "./b"; export type A = B | string;',
      "nodes/lib/platform/time/b.ts": 'import type { A } from "./a"; export type B = A[];',
      "nodes/lib/simulator/c.ts": 'import { d } from "./d"; export const c = (): number => d();',
      "nodes/lib/simulator/d.ts": 'import { c } from "./c"; export const d = (): number => c();',
    });
    assert.equal(failed, true);
    assert.deepEqual(said, [
      "no-circle: nodes/lib/platform/time/a.ts → nodes/lib/platform/time/b.ts → nodes/lib/platform/time/a.ts",
      "no-circle: nodes/lib/simulator/c.ts → nodes/lib/simulator/d.ts → nodes/lib/simulator/c.ts",
    ]);
  });

  it("refuses every arrow against it, one made of a type alone included", async () => {
    const { failed, said } = await drawingOf({
      "nodes/genesys-account.ts": "export const account = 1;",
      "nodes/genesys-api.ts":
        'import "./genesys-account"; import "./lib/simulator/index"; import "./lib/platform/client/client";',
      "nodes/lib/node/status.ts":
        'import "../platform/client/client"; import "../platform/api/users"; import "../../genesys-account";',
      "nodes/lib/platform/api/calls.ts": 'import "../events/events";',
      "nodes/lib/platform/client/client.ts":
        'import type { NodeAPI } from "node-red"; import "../api/users";',
      "nodes/lib/platform/api/users.ts": "export const users = 1;",
      "nodes/lib/platform/events/events.ts":
        'import type { S } from "../../node/types"; import "../nowhere";',
      "nodes/lib/platform/types.ts": 'import "./errors/errors";',
      "nodes/lib/platform/errors/errors.ts": "export const errors = 1;",
      "nodes/lib/node/types.ts": "export type S = string;",
      "nodes/lib/simulator/index.ts":
        'import "../platform/errors/errors"; import "axios"; import "../../../test/x";',
      "nodes/lib/simulator/http/server.ts": 'import "../routes/calls";',
      "nodes/lib/simulator/routes/calls.ts": 'import "../index";',
      "nodes/lib/facts/regions.ts": 'import "../platform/errors/errors";',
      "test/x.ts": "export const x = 1;",
    });
    assert.equal(failed, true);
    assert.deepEqual(said, [
      "everything-resolves: nodes/lib/platform/events/events.ts → ../nowhere",
      "facts-are-a-leaf: nodes/lib/facts/regions.ts → nodes/lib/platform/errors/errors.ts",
      "lib-imports-no-node: nodes/lib/node/status.ts → nodes/genesys-account.ts",
      "nodes-import-no-node: nodes/genesys-api.ts → nodes/genesys-account.ts",
      "nothing-imports-tests: nodes/lib/simulator/index.ts → test/x.ts",
      "only-the-account-composes: nodes/genesys-api.ts → nodes/lib/platform/client/client.ts",
      "only-the-account-opens-the-simulator: nodes/genesys-api.ts → nodes/lib/simulator/index.ts",
      "platform-imports-no-floor-above: nodes/lib/platform/client/client.ts → node_modules/node-red/index.js",
      "platform-imports-no-floor-above: nodes/lib/platform/events/events.ts → nodes/lib/node/types.ts",
      "platform-room-api: nodes/lib/platform/api/calls.ts → nodes/lib/platform/events/events.ts",
      "platform-room-client: nodes/lib/platform/client/client.ts → nodes/lib/platform/api/users.ts",
      "simulator-imports-facts-only: nodes/lib/simulator/index.ts → node_modules/axios/index.js",
      "simulator-imports-facts-only: nodes/lib/simulator/index.ts → nodes/lib/platform/errors/errors.ts",
      "simulator-room-http: nodes/lib/simulator/http/server.ts → nodes/lib/simulator/routes/calls.ts",
      "simulator-room-routes: nodes/lib/simulator/routes/calls.ts → nodes/lib/simulator/index.ts",
      "the-adapter-sends-nothing: nodes/lib/node/status.ts → nodes/lib/platform/api/users.ts",
      "the-adapter-sends-nothing: nodes/lib/node/status.ts → nodes/lib/platform/client/client.ts",
      "types-are-a-leaf: nodes/lib/platform/types.ts → nodes/lib/platform/errors/errors.ts",
    ]);
  });
});

interface Rule {
  name: string;
  from: { path?: string; pathNot?: string };
  to: { path?: string; pathNot?: string };
}

describe("the rules of the drawing", () => {
  const read = (path: string): unknown => createRequire(__filename)(join(root, path));
  const { forbidden } = read(".dependency-cruiser.cjs") as { forbidden: Rule[] };
  type Rooms = Record<string, { imports: string[] }>;
  const { PLATFORM, SIMULATOR } = read("scripts/rooms.cjs") as { PLATFORM: Rooms; SIMULATOR: Rooms };
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const ours = ["nodes", "test", "bench", "scripts"].flatMap(below);
  const installed = ["node_modules/node-red/package.json", "node_modules/axios/package.json"];
  const files = [...ours, ...installed];
  /** `^a/(b|c)` as `^a/(b)` and `^a/(c)`: each alternative has to match something by itself. */
  const alternatives = (pattern: string): string[] => {
    const group = /\((?!\?)([^()]*\|[^()]*)\)/.exec(pattern);
    if (group === null) return [pattern];
    const { 0: whole, 1: inner = "", index } = group;
    return inner
      .split("|")
      .flatMap((one) =>
        alternatives(`${pattern.slice(0, index)}(?:${one})${pattern.slice(index + whole.length)}`),
      );
  };

  for (const { name, from, to } of forbidden) {
    const patterns = [from.path, from.pathNot, to.path, to.pathNot].filter((path) => path !== undefined);
    if (patterns.length === 0) continue;
    it(`${name} names paths that exist, each of its alternatives`, () => {
      for (const pattern of patterns.flatMap((path) => path.split(/\|(?=\^)/)).flatMap(alternatives)) {
        assert.ok(
          files.some((file) => new RegExp(pattern).test(file)),
          pattern,
        );
      }
    });
  }

  for (const [floor, rooms, top] of [
    ["platform", PLATFORM, ["compose.ts", "types.ts"]],
    ["simulator", SIMULATOR, ["index.ts"]],
  ] as const) {
    it(`name every room of the ${floor}, and no other`, () => {
      const found = readdirSync(join(root, "nodes/lib", floor), { withFileTypes: true });
      const folders = found.filter((entry) => entry.isDirectory()).map(({ name }) => name);
      assert.deepEqual(Object.keys(rooms).sort(), folders.sort());
      const files = found.filter((entry) => entry.isFile()).map(({ name }) => name);
      assert.deepEqual(files.sort(), top);
    });

    it(`let no two rooms of the ${floor} import each other`, () => {
      for (const [room, { imports }] of Object.entries(rooms))
        for (const other of imports)
          assert.ok(rooms[other]?.imports.includes(room) === false, `${room} and ${other}`);
    });
  }
});
