// Only on node-red: the command loads no Node-RED.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES, exampleFile, exampleNames } from "../support/example-files";
import { installedFolder } from "../support/package";

describe("genesys-flow-check of the installed package", function () {
  this.timeout(180_000); // the first spec that needs the package may have to install it
  let folder: { path: string; remove: () => Promise<void> };
  before(async () => {
    folder = await installedFolder();
  });
  after(() => folder.remove());

  const run = (...args: string[]) =>
    spawnSync(join(folder.path, "node_modules/.bin/genesys-flow-check"), args, {
      cwd: folder.path,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
  const fileOf = (name: string, nodes: unknown): string => {
    writeFileSync(join(folder.path, name), JSON.stringify(nodes));
    return name;
  };

  it("passes all examples, names a mistake, and ends with 0, 1 or 2", () => {
    const passed = run(...exampleNames().map((name) => join(EXAMPLES, exampleFile(name))));
    assert.equal(passed.status, 0, passed.stdout + passed.stderr);
    const failed = run(fileOf("wrong.json", [{ id: "a", type: "genesys-api", operation: "getUser s" }]));
    assert.equal(failed.status, 1, failed.stderr);
    assert.match(failed.stdout, /genesys-api \(a\) operation: .*Did you mean getUsers?/);
    const unread = run("gone.json");
    assert.deepEqual([unread.status, unread.stderr], [2, ""]);
  });

  it("loads neither Node-RED nor what sends, and takes less than 400 ms for a file", () => {
    const loaded = join(folder.path, "loaded.cjs");
    writeFileSync(
      loaded,
      `process.on("exit", () => {
        const { user, system } = process.cpuUsage();
        console.error(JSON.stringify({ ms: (user + system) / 1000, files: Object.keys(require.cache) }));
      });`,
    );
    const file = fileOf("one.json", [
      { id: "account", type: "genesys-account", region: "simulator" },
      { id: "a", type: "genesys-get-conversation", account: "account" },
    ]);
    const bin = join(
      folder.path,
      "node_modules/@genesys-flows/node-red-genesys-cloud/dist/nodes/bin/flow-check.js",
    );
    const measured = (...args: string[]): { ms: number; files: string[] } => {
      const { stderr, status } = spawnSync(process.execPath, ["-r", loaded, ...args], {
        ...{ cwd: folder.path, encoding: "utf8" },
      });
      assert.equal(status, 0, stderr);
      return JSON.parse(stderr) as { ms: number; files: string[] };
    };
    const { files } = measured(bin, file);
    const others = /node_modules[\\/](node-red|@node-red|axios|ws|ioredis|google-libphonenumber)[\\/]/;
    assert.deepEqual(
      files.filter((one) => others.test(one)),
      [],
    );
    assert.ok(files.length > 10);
    // On a busy machine everything takes longer: what Node.js needs for zod alone is the measure there. In turns, the quickest.
    const rounds = [1, 2, 3, 4].map(
      () => [measured(bin, file).ms, measured("-e", 'require("zod")').ms] as const,
    );
    const ms = Math.min(...rounds.map(([one]) => one));
    const zod = Math.min(...rounds.map(([, one]) => one));
    assert.ok(ms < Math.max(400, 2 * zod), `${ms.toFixed(0)} ms, zod alone ${zod.toFixed(0)} ms`);
  });
});
