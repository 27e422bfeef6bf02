// The whole of `npm test`: the build, with every check and every suite beside and after it; one that fails hides
// no other. The last line is the count. For developers: node scripts/test.mjs --only lint,platform
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";
import { findSpecs, jobsOf, roomOf } from "./jobs.mjs";
import { nodeForFive, withNode } from "./on-node.mjs";
import { run, runMocha } from "./run-suite.mjs";
import { build, checks, suites } from "./suites.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const names = [build, ...checks, ...suites].map(({ name }) => name);
const [flag, list] = process.argv.slice(2);
const only = flag === "--only" ? (list ?? "").split(",") : names;
const unknown = only.filter((name) => !names.includes(name));
if ((flag !== undefined && flag !== "--only") || unknown.length > 0) {
  console.error(`usage: node scripts/test.mjs [--only ${names.join(",")}]`);
  process.exit(2);
}
const isWanted = ({ name }) => only.includes(name);
const beganAt = Date.now();
const sinceStart = () => `${Math.round((Date.now() - beganAt) / 1000)} s`;

const results = new Map();
/** The seconds of each spec file, on the version where it took longer. */
const measured = new Map();
const record = (title, { passed = 0, failed = 0, failures = [] }, output = "") => {
  const sum = results.get(title) ?? { passed: 0, failed: 0, failures: [] };
  sum.passed += passed;
  sum.failed += failed;
  sum.failures.push(...failures);
  results.set(title, sum);
  console.log(`\n--- ${title}\n${output.trim()}`);
  console.log(
    `${failed > 0 ? "FAILED" : "ok"}: ${title} (${passed} passed, ${failed} failed; ${sinceStart()})`,
  );
};
const broke = (title, reason, output) => record(title, { failed: 1, failures: [reason] }, output);

/** The checks read the code and do not run it, so any Node.js will do: the newest takes a fifth less of the processor, with more room for what is young a tenth. */
const forChecks = () => {
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, "--max-semi-space-size=64"].filter(Boolean).join(" ");
  try {
    return { ...withNode(nodeForFive()), NODE_OPTIONS };
  } catch {
    return { ...process.env, NODE_OPTIONS }; // what needs the newest one says that it cannot be fetched
  }
};

const runCheck = async ({ name, command }, env = process.env) => {
  const { status, reason, output } = await run(command[0], command.slice(1), { env });
  if (status === 0) console.log(`ok: ${name} (${sinceStart()})`);
  else broke(name, reason, output);
};

/** A folder that is gone with this process. */
const temporaryFolder = (name) => {
  const folder = mkdtempSync(join(tmpdir(), name));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};

/** A Node-RED on Node.js 22 or newer starts in two thirds of the processor time with what another has compiled. */
const NODE_COMPILE_CACHE = temporaryFolder("genesys-compiled-");

/** The environment with the packed package, installed once for all suites; they do so themselves where this fails. */
const install = async () => {
  const folder = temporaryFolder("genesys-installed-");
  const { status, output } = await run("npx", ["tsx", "test/support/install-for-all.ts", folder]);
  if (status !== 0) console.log(`\nThe package could not be installed for all suites:\n${output}`);
  return status === 0 ? { GENESYS_CLOUD_INSTALLED: folder } : {};
};
let installed;

const runJob = async ({ suite, title, runtime, files }) => {
  const browser = suite.browser ? findBrowser() : undefined;
  if (suite.browser && !browser) {
    console.log(
      `\n${"!".repeat(90)}\n!!! LEFT OUT: ${title}: no Chromium was found (name one in CHROME).\n${"!".repeat(90)}`,
    );
    return process.env.CI === "true" ? broke(title, "no Chromium was found") : undefined;
  }
  try {
    const node = runtime === "node-red-5" || suite.newestNode ? nodeForFive() : process.execPath;
    const env = {
      ...withNode(node),
      NODE_COMPILE_CACHE,
      ...(runtime && { NR: runtime }),
      ...(browser && { CHROME: browser }),
      ...(suite.installs && installed),
    };
    const { output, seconds, ...result } = await runMocha(node, files, env);
    for (const [file, its] of Object.entries(seconds))
      measured.set(file, Math.max(its, measured.get(file) ?? 0));
    record(title, result, output);
  } catch (error) {
    broke(title, error.message);
  }
};

const specs = findSpecs();
const homeless = [...new Set(specs.map(roomOf))].filter(
  (name) => !suites.some((suite) => suite.name === name),
);
for (const name of homeless) broke(`test/${name}`, "its specs are run by no suite");

const jobs = suites.filter(isWanted).flatMap((suite) => {
  const found = jobsOf(suite, specs);
  if (found.length === 0) broke(suite.name, "it has no spec");
  return found;
});
const needsInstallation = ({ suite }) => suite?.installs === true;
const prepare = async () => {
  if (isWanted(build)) await runCheck(build);
  installed = jobs.some(needsInstallation) ? await install() : {};
};
/** The longest first, so that no core is idle at the end. */
const todo = [
  { seconds: Infinity, run: prepare },
  ...jobs.map((job) => ({ ...job, run: () => runJob(job) })),
  ...checks.filter(isWanted).map((check) => ({ ...check, run: () => runCheck(check, forChecks()) })),
].sort((a, b) => b.seconds - a.seconds);

// No more browsers than cores: three on two run into the limits of their waits. Browsers wait for the editor much of the
// time, and other specs for leases, starts and answers: two more processes use what they leave.
const cores = Math.max(2, availableParallelism());
let browsers = 0;
const canStart = (job) =>
  !(needsInstallation(job) && installed === undefined) && !(job.suite?.browser && browsers >= cores);
const ends = new EventEmitter();
const worker = async () => {
  while (todo.length > 0) {
    const at = todo.findIndex(canStart);
    if (at < 0) {
      await once(ends, "end");
      continue;
    }
    const [job] = todo.splice(at, 1);
    if (job.suite?.browser) browsers += 1;
    await job.run();
    if (job.suite?.browser) browsers -= 1;
    ends.emit("end");
  }
};
await Promise.all(Array.from({ length: cores + 2 }, worker));

/** Those that take long are kept, for the next run to spread its specs by. */
const LONG = 2;
if (process.env.KEEP_SECONDS && flag === undefined) {
  const long = [...measured].filter(([, its]) => its >= LONG).map(([file, its]) => [file, Math.round(its)]);
  writeFileSync(
    "scripts/spec-seconds.json",
    `${JSON.stringify(Object.fromEntries(long.sort()), undefined, 2)}\n`,
  );
}

const failures = [...results].flatMap(([title, { failures: list }]) =>
  list.map((one) => `  ${title}: ${one}`),
);
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join("\n")}`);
const sum = (key) => [...results.values()].reduce((total, result) => total + result[key], 0);
const [passed, failed] = [sum("passed"), sum("failed")];
const nothingRan = suites.some(isWanted) && passed + failed === 0;
if (nothingRan) console.log("\nNo test was run.");
console.log(`\n${passed} passed, ${failed + (nothingRan ? 1 : 0)} failed`);
process.exitCode = failed > 0 || nothingRan ? 1 : 0;
