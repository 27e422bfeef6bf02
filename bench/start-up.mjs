import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, table } from "./figures.mjs";
import { judge } from "./verdicts.mjs";

const root = join(import.meta.dirname, "..");

/** A package of one node that does nothing, and loads what it is told to. */
const smallPackage = (userDir, loads) => {
  const folder = join(userDir, "node_modules/node-red-contrib-small");
  mkdirSync(folder, { recursive: true });
  const nodes = { "small-node": "small.js" };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "node-red-contrib-small", version: "1.0.0", "node-red": { nodes } }),
  );
  const load = loads
    .map((name) => `require(${JSON.stringify(join(root, "node_modules", name))});`)
    .join("\n");
  writeFileSync(
    join(folder, "small.js"),
    `${load}\nmodule.exports = (RED) => RED.nodes.registerType("small-node", function (c) { RED.nodes.createNode(this, c); });`,
  );
  writeFileSync(join(folder, "small.html"), "");
};

const ourPackage = (userDir) => {
  mkdirSync(join(userDir, "node_modules/@genesys-flows"), { recursive: true });
  symlinkSync(root, join(userDir, "node_modules/@genesys-flows/node-red-genesys-cloud"));
};

/** The peer is what the budget of 110 ms was measured on: a package that loads axios and zod and does nothing. */
const packages = {
  empty: (userDir) => smallPackage(userDir, []),
  peer: (userDir) => smallPackage(userDir, ["axios", "zod"]),
  ours: ourPackage,
};

/** From the start of the process until the flows run, in ms, and what it then holds in memory, in MB. */
const startOnce = async (userDir, entry) => {
  const before = performance.now();
  const child = spawn(process.execPath, [entry, "--userDir", userDir, "-p", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.on("data", (text) => /Started flows/.test(text) && resolve()));
  const ms = performance.now() - before;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
  child.kill();
  await new Promise((resolve) => child.once("exit", resolve));
  return { ms, rss };
};

export const startUp = async () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-bench-start-"));
  const entry = join(root, "node_modules/node-red/red.js");
  const seen = { empty: [], peer: [], ours: [] };
  for (const [name, install] of Object.entries(packages)) {
    const userDir = join(folder, name);
    mkdirSync(userDir, { recursive: true });
    install(userDir);
    const settings = {
      uiHost: "127.0.0.1",
      credentialSecret: "bench",
      telemetry: { enabled: false },
      flowFile: "flows.json",
    };
    writeFileSync(join(userDir, "settings.js"), `module.exports = ${JSON.stringify(settings)}`);
    const account = { id: "acc", type: "genesys-account", region: "simulator", grant: "client-credentials" };
    const flows = [{ id: "tab", type: "tab", label: "bench" }, ...(name === "ours" ? [account] : [])];
    writeFileSync(join(userDir, "flows.json"), JSON.stringify(flows));
  }
  for (let round = 0; round < 7; round += 1)
    for (const name of Object.keys(seen)) seen[name].push(await startOnce(join(folder, name), entry));
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const figure = (name, key) => median(seen[name].map((one) => one[key]));
  const over = (name, key) => figure(name, key) - figure("empty", key);
  table(
    "start-up and memory of Node-RED over an empty package",
    ["ms", "rss"].map((key) => ({
      what: key === "ms" ? "until the flows run, ms" : "memory, MB",
      empty: figure("empty", key).toFixed(0),
      "axios and zod": `+${over("peer", key).toFixed(0)}`,
      ours: `+${over("ours", key).toFixed(0)}`,
      ratio: (over("ours", key) / over("peer", key)).toFixed(2),
    })),
  );
  judge("start-up over an empty package", { is: over("ours", "ms"), most: 60, unit: "ms", digits: 0 });
  judge("memory over an empty package", { is: over("ours", "rss"), most: 12, unit: "MB", digits: 1 });
};
