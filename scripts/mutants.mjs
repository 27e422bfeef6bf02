// npm run mutants -- [part ...] [--write]: changes the code of a part in one place after the other, and counts the changes that
// its specs notice. Ends with an error where fewer are noticed than the part needs. With --write, the score goes into
// scripts/mutants.json and docs/mutation-tests.md. On Node.js 22 or later; a part takes some minutes.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { parts } from "./mutant-parts.mjs";
import { isListed, readRecord, writeRecord } from "./mutants-record.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
createRequire(import.meta.url)("./mutants-mocha.cjs");
process.env.NODE_OPTIONS = `--require=${join(root, "scripts/mutants-mocha.cjs")}`; // for its processes
const names = process.argv.slice(2).filter((word) => word !== "--write");
const isWritten = process.argv.includes("--write");
const wanted = names.length > 0 ? names : Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`usage: npm run mutants -- [${Object.keys(parts).join("|")} ...] [--write]`);
  process.exit(2);
}

/** Everything else is left out of the copy in which the mutants are run. */
const NEEDED = ["nodes", "test", "scripts", "icons", "package.json", "tsconfig.json", ".mocharc.json"];

/** What the specs need, and what ends those that wait for ever. */
const REQUIRED = [...JSON.parse(readFileSync(".mocharc.json", "utf8")).require, "./scripts/mutants-hang.cjs"];

/** Where Stryker keeps the results of a part. */
const keptOf = (name) => `.stryker-tmp/incremental/${name}.json`;

/** What survived is tried again: Stryker does not see that a new spec reaches code that is only run when a file is loaded. */
const forgetSurvivors = (file) => {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const one of Object.values(report.files))
    one.mutants = one.mutants.filter(({ status }) => status !== "Survived");
  writeFileSync(file, JSON.stringify(report));
};

const optionsOf = (name, { mutate, specs }) => ({
  mutate,
  plugins: ["@stryker-mutator/mocha-runner"],
  testRunner: "mocha",
  mochaOptions: { spec: specs, require: REQUIRED },
  coverageAnalysis: "perTest",
  checkers: [],
  reporters: ["progress-append-only"],
  allowConsoleColors: false,
  tempDirName: ".stryker-tmp",
  ignorePatterns: ["/*", ...NEEDED.map((path) => `!/${path}`)],
  incremental: true,
  incrementalFile: keptOf(name),
  concurrency: Number(process.env.MUTANTS_AT_ONCE ?? 1),
  // For code that never returns. What waits for ever is found by mutants-hang.cjs, so a slow machine may have its time.
  timeoutMS: 10_000,
  timeoutFactor: 4,
});

const lines = new Map();
const lineOf = (file, number) => {
  if (!lines.has(file)) lines.set(file, readFileSync(join(root, file), "utf8").split("\n"));
  return lines.get(file)[number - 1];
};

/** A mutant by what it changes, so that a list of them stays true when lines move. */
const describe = ({ fileName, location: { start, end }, replacement = "" }) => {
  const file = relative(root, fileName);
  const line = lineOf(file, start.line);
  const old =
    start.line === end.line ? line.slice(start.column - 1, end.column - 1) : line.slice(start.column - 1);
  return { file, line: line.trim(), old, new: replacement.replaceAll(/\s+/g, " "), at: start.line };
};

const SEEN = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

const runPart = async (name) => {
  forgetSurvivors(keptOf(name));
  const results = await new Stryker(optionsOf(name, parts[name])).runMutationTest();
  const count = (statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  const missed = results.filter(({ status }) => MISSED.includes(status)).map(describe);
  const unlisted = missed.filter((mutant) => !isListed(mutant));
  const killed = count(SEEN);
  return { name, mutants: killed + missed.length, killed, timedOut: count(["Timeout"]), missed, unlisted };
};

/** What the part needs: all but the listed ones for 100, or else that share of all. */
const isEnough = ({ name, mutants, killed, unlisted }) =>
  parts[name].least === 100 ? unlisted.length === 0 : (100 * killed) / mutants >= parts[name].least;

mkdirSync(".stryker-tmp/incremental", { recursive: true });
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();
let isAllEnough = true;
for (const name of wanted) {
  const result = await runPart(name);
  const { mutants, killed, timedOut, missed, unlisted } = result;
  for (const { file, at, old, new: changed } of unlisted)
    console.log(`survived, not listed: ${file}:${at}  ${old}  =>  ${changed}`);
  writeFileSync(`.stryker-tmp/incremental/${name}-survivors.json`, JSON.stringify(unlisted, undefined, 2));
  const enough = isEnough(result);
  isAllEnough &&= enough;
  console.log(
    `${enough ? "ok" : "TOO FEW"}: ${name}: ${killed} of ${mutants} killed (${((100 * killed) / mutants).toFixed(1)} %; ` +
      `${timedOut} by a time limit), ${missed.length - unlisted.length} survivors listed, ${unlisted.length} not listed`,
  );
  if (!isWritten) continue;
  const record = readRecord();
  const date = new Date().toISOString().slice(0, 10);
  record.scores[name] = { date, commit: git("rev-parse", "--short", "HEAD"), mutants, killed };
  await writeRecord(record);
}
process.exitCode = isAllEnough ? 0 : 1;
