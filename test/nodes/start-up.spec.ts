import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** In a process of its own: registers every node as Node-RED does, and prints what that has read and loaded. */
const REGISTER = `
  const fs = require("node:fs");
  const read = [];
  const { readFileSync } = fs;
  fs.readFileSync = (file, ...more) => {
    if (/lib.facts.*json$/.test(String(file))) read.push(require("node:path").basename(String(file)));
    return readFileSync(file, ...more);
  };
  require("tsx/cjs");
  const nothing = () => new Proxy(() => undefined, { get: (_, name) => (name === "parent" ? undefined : nothing()) });
  for (const file of Object.values(require("./package.json")["node-red"].nodes))
    require(file.replace(/^(\\.\\/)?dist/, "./").replace(/js$/, "ts"))(nothing());
  const simulator = Object.keys(require.cache).filter((file) => /lib.simulator/.test(file));
  const redis = Object.keys(require.cache).filter((file) => /redis|backplane.(script|stream|window)/.test(file));
  console.log(JSON.stringify({ read, redis, simulator: simulator.length, nodes: Object.keys(require.cache).length }));
`;

describe("the start of Node-RED with the package", () => {
  it("reads no catalogue and loads neither simulator nor Redis: each comes with its first use", () => {
    const said = execFileSync(process.execPath, ["-e", REGISTER], { cwd: ROOT, encoding: "utf8" });
    const { read, simulator, redis, nodes } = JSON.parse(said) as Record<string, unknown>;
    assert.deepEqual({ read, simulator, redis }, { read: [], simulator: 0, redis: [] });
    assert.ok(Number(nodes) > 50, "the nodes have been loaded");
  });
});
