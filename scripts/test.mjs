// The whole of `npm test`: every check, then every suite; one that fails hides no other. The last line is the count.
// For developers: node scripts/test.mjs --only lint,platform
import { readdirSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";
import { nodeForFive, withNode } from "./on-node.mjs";
import { run, runMocha } from "./run-suite.mjs";
import { checks, suites } from "./suites.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const names = [...checks, ...suites].map(({ name }) => name);
const [flag, list] = process.argv.slice(2);
const only = flag === "--only" ? (list ?? "").split(",") : names;
const unknown = only.filter((name) => !names.includes(name));
if ((flag !== undefined && flag !== "--only") || unknown.length > 0) {
  console.error(`usage: node scripts/test.mjs [--only ${names.join(",")}]`);
  process.exit(2);
}

const results = [];
const record = (name, { passed = 0, failed = 0, failures = [] }) => {
  results.push({ name, passed, failed, failures });
  console.log(`${failed > 0 ? "FAILED" : "ok"}: ${name} (${passed} passed, ${failed} failed)`);
};
const broke = (name, reason) => record(name, { failed: 1, failures: [reason] });

const specs = readdirSync("test", { recursive: true })
  .map((file) => file.split(sep).join("/"))
  .filter((file) => /\.spec\.[cm]?[jt]s$/.test(file))
  .sort();
const room = (file) => file.split("/")[0];

for (const { name, command } of checks.filter(({ name }) => only.includes(name))) {
  console.log(`\n--- ${name}`);
  const { status, reason } = await run(command[0], command.slice(1));
  if (status === 0) console.log(`ok: ${name}`);
  else broke(name, reason);
}

const homeless = [...new Set(specs.map(room))].filter((name) => !suites.some((suite) => suite.name === name));
for (const name of homeless) broke(`test/${name}`, "its specs are run by no suite");

const runSuite = async (suite, runtime) => {
  const title = runtime ? `${suite.name} on ${runtime}` : suite.name;
  console.log(`\n--- ${title}`);
  const files = specs.filter((file) => room(file) === suite.name).map((file) => `test/${file}`);
  if (files.length === 0) return broke(title, "it has no spec");
  const browser = suite.browser ? findBrowser() : undefined;
  if (suite.browser && !browser) {
    console.log(
      `\n${"!".repeat(90)}\n!!! LEFT OUT: ${title}: no Chromium was found (name one in CHROME).\n${"!".repeat(90)}`,
    );
    return process.env.CI === "true" ? broke(title, "no Chromium was found") : undefined;
  }
  try {
    const node = runtime === "node-red-5" ? nodeForFive() : process.execPath;
    const env = { ...withNode(node), ...(runtime && { NR: runtime }), ...(browser && { CHROME: browser }) };
    record(title, await runMocha(node, files, env));
  } catch (error) {
    broke(title, error.message);
  }
};
for (const suite of suites.filter(({ name }) => only.includes(name)))
  for (const runtime of suite.runtimes) await runSuite(suite, runtime);

const failures = results.flatMap(({ name, failures }) => failures.map((failure) => `  ${name}: ${failure}`));
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join("\n")}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const [passed, failed] = [sum("passed"), sum("failed")];
const askedForSpecs = suites.some(({ name }) => only.includes(name));
const nothingRan = askedForSpecs && passed + failed === 0;
if (nothingRan) console.log("\nNo test was run.");
console.log(`\n${passed} passed, ${failed + (nothingRan ? 1 : 0)} failed`);
process.exitCode = failed > 0 || nothingRan ? 1 : 0;
