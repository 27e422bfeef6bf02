import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

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
  for (const config of [".dependency-cruiser.cjs", "tsconfig.json"])
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
        'import "./lib/platform/client"; import "./lib/simulator/index"; import "node-red";',
      "nodes/genesys-api.ts": 'import "./lib/node/define-node"; import "./lib/platform/api/calls";',
      "nodes/lib/node/define-node.ts": 'import "../platform/types"; import "node-red";',
      "nodes/lib/platform/api/calls.ts": 'import "../types";',
      "nodes/lib/platform/client.ts": 'import "./types"; import "../facts/regions"; import "axios";',
      "nodes/lib/platform/types.ts": "export type Id = string;",
      "nodes/lib/simulator/index.ts": 'import "../facts/regions";',
      "nodes/lib/facts/regions.ts": "export const regions = [];",
    });
    assert.deepEqual({ failed, said }, { failed: false, said: [] });
  });

  it("refuses a circle, one made of types alone included", async () => {
    const { failed, said } = await drawingOf({
      "nodes/lib/platform/a.ts": 'import type { B } from "./b"; export type A = B | string;',
      "nodes/lib/platform/b.ts": 'import type { A } from "./a"; export type B = A[];',
      "nodes/lib/simulator/c.ts": 'import { d } from "./d"; export const c = (): number => d();',
      "nodes/lib/simulator/d.ts": 'import { c } from "./c"; export const d = (): number => c();',
    });
    assert.equal(failed, true);
    assert.deepEqual(said, [
      "no-circle: nodes/lib/platform/a.ts → nodes/lib/platform/b.ts → nodes/lib/platform/a.ts",
      "no-circle: nodes/lib/simulator/c.ts → nodes/lib/simulator/d.ts → nodes/lib/simulator/c.ts",
    ]);
  });

  it("refuses every arrow against it, one made of a type alone included", async () => {
    const { failed, said } = await drawingOf({
      "nodes/genesys-account.ts": "export const account = 1;",
      "nodes/genesys-api.ts":
        'import "./genesys-account"; import "./lib/simulator/index"; import "./lib/platform/client";',
      "nodes/lib/node/status.ts": 'import "../platform/client"; import "../../genesys-account";',
      "nodes/lib/platform/api/calls.ts": 'import "../events";',
      "nodes/lib/platform/client.ts": 'import type { NodeAPI } from "node-red"; import "./api/users";',
      "nodes/lib/platform/api/users.ts": "export const users = 1;",
      "nodes/lib/platform/events.ts": 'import type { S } from "../node/types"; import "../nowhere";',
      "nodes/lib/platform/types.ts": 'import "./errors";',
      "nodes/lib/platform/errors.ts": "export const errors = 1;",
      "nodes/lib/node/types.ts": "export type S = string;",
      "nodes/lib/simulator/index.ts":
        'import "../platform/errors"; import "axios"; import "../../../test/x";',
      "nodes/lib/facts/regions.ts": 'import "../platform/errors";',
      "test/x.ts": "export const x = 1;",
    });
    assert.equal(failed, true);
    assert.deepEqual(said, [
      "adapter-sees-the-face-only: nodes/lib/node/status.ts → nodes/lib/platform/client.ts",
      "api-knows-no-events: nodes/lib/platform/api/calls.ts → nodes/lib/platform/events.ts",
      "api-stands-on-types-and-errors: nodes/lib/platform/client.ts → nodes/lib/platform/api/users.ts",
      "everything-resolves: nodes/lib/platform/events.ts → ../nowhere",
      "facts-are-a-leaf: nodes/lib/facts/regions.ts → nodes/lib/platform/errors.ts",
      "leaves: nodes/lib/platform/types.ts → nodes/lib/platform/errors.ts",
      "lib-knows-no-node: nodes/lib/node/status.ts → nodes/genesys-account.ts",
      "nodes-do-not-know-each-other: nodes/genesys-api.ts → nodes/genesys-account.ts",
      "nothing-imports-tests: nodes/lib/simulator/index.ts → test/x.ts",
      "one-door-to-the-simulator: nodes/genesys-api.ts → nodes/lib/simulator/index.ts",
      "only-the-account-composes: nodes/genesys-api.ts → nodes/lib/platform/client.ts",
      "platform-knows-no-floor-above: nodes/lib/platform/client.ts → node_modules/node-red/index.js",
      "platform-knows-no-floor-above: nodes/lib/platform/events.ts → nodes/lib/node/types.ts",
      "simulator-is-a-stranger: nodes/lib/simulator/index.ts → node_modules/axios/index.js",
      "simulator-is-a-stranger: nodes/lib/simulator/index.ts → nodes/lib/platform/errors.ts",
    ]);
  });
});
