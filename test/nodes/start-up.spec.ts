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
  const REDIS = /node_modules.@?(ioredis|redis)|platform.backplane.(redis|script|stream|window)/;
  const redis = Object.keys(require.cache).filter((file) => REDIS.test(file));
  console.log(JSON.stringify({ read, redis, simulator: simulator.length, nodes: Object.keys(require.cache).length }));
`;

describe("the start of Node-RED with the package", () => {
  it("reads no catalogue and loads no simulator and nothing of Redis: they come with their first use", () => {
    const said = execFileSync(process.execPath, ["-e", REGISTER], { cwd: ROOT, encoding: "utf8" });
    const { read, redis, simulator, nodes } = JSON.parse(said) as Record<string, unknown>;
    assert.deepEqual({ read, redis, simulator }, { read: [], redis: [], simulator: 0 });
    assert.ok(Number(nodes) > 50, "the nodes have been loaded");
  });
});
