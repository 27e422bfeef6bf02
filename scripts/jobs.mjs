// Which specs run in which process.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** Every spec below test/, as `room/file.spec.ts`. */
export const findSpecs = () =>
  readdirSync("test", { recursive: true })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => /\.spec\.[cm]?[jt]s$/.test(file))
    .sort();

export const roomOf = (spec) => spec.split("/")[0];

const LOADS_NODE_RED = /node-red-node-test-helper|process\.env\.NR\b/;

/** Does the spec, or what it imports of test/, load Node-RED? Then its version may make a difference. */
const loadsNodeRed = (file, seen = new Set()) => {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  if (LOADS_NODE_RED.test(text)) return true;
  return [...text.matchAll(/(?:from|import|require\()\s*"(\.[^"]+)"/g)]
    .flatMap(([, path]) => [path, `${path}.ts`, `${path}.cjs`].map((one) => join(dirname(file), one)))
    .filter((path) => path.startsWith(`test${sep}`) && existsSync(path) && statSync(path).isFile())
    .some((path) => loadsNodeRed(path, seen));
};

/** Says a spec file in its first lines where a second version would show nothing more: `// Only on node-red-5: why`. */
const ONLY_ON = /^\/\/ Only on ([\w-]+): \S.{20,}$/m;

/** May it run on this version, as far as it says? A version that no suite has would leave it out everywhere. */
const isFor = (runtime, runtimes, file) => {
  const named = ONLY_ON.exec(readFileSync(file, "utf8"))?.[1];
  if (named !== undefined && !runtimes.includes(named)) throw new Error(`${file}: no suite runs on ${named}`);
  return named === undefined || named === runtime;
};

/** Seconds of processor time that were measured, of the files that take more than others of their size. */
const MEASURED = JSON.parse(readFileSync(new URL("spec-seconds.json", import.meta.url), "utf8"));
const BYTES_PER_SECOND = 10_000;
const secondsOf = (file) => MEASURED[file] ?? statSync(file).size / BYTES_PER_SECOND;

/** Spread by time, the longest first, so that the parts take about as long as each other. */
const split = (files, parts) => {
  const groups = Array.from({ length: Math.min(parts, files.length) }, () => ({ seconds: 0, files: [] }));
  const byTime = files
    .map((file) => ({ file, seconds: secondsOf(file) }))
    .sort((a, b) => b.seconds - a.seconds);
  for (const { file, seconds } of byTime) {
    const shortest = groups.reduce((least, group) => (group.seconds < least.seconds ? group : least));
    shortest.files.push(file);
    shortest.seconds += seconds;
  }
  return groups.map(({ seconds, files: its }) => ({ seconds, files: its.sort() }));
};

/** The processes of one suite: for each runtime its parts, each with its title, its runtime, its files and about how long they take. */
export const jobsOf = (suite, specs) => {
  const files = specs.filter((spec) => roomOf(spec) === suite.name).map((spec) => `test/${spec}`);
  return suite.runtimes.flatMap((runtime, at) => {
    const wanted = (at === 0 ? files : files.filter((file) => loadsNodeRed(file))).filter((file) =>
      isFor(runtime, suite.runtimes, file),
    );
    const title = runtime ? `${suite.name} on ${runtime}` : suite.name;
    return split(wanted, suite.parts).map(({ seconds, files: its }) => ({
      ...{ suite, title, runtime, files: its },
      seconds: seconds + (suite.waits ?? 0),
    }));
  });
};
