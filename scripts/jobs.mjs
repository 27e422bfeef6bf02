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

/** Spread by size, the largest first, so that the parts take about as long as each other. */
const split = (files, parts) => {
  const groups = Array.from({ length: Math.min(parts, files.length) }, () => ({ size: 0, files: [] }));
  const bySize = files.map((file) => ({ file, size: statSync(file).size })).sort((a, b) => b.size - a.size);
  for (const { file, size } of bySize) {
    const smallest = groups.reduce((least, group) => (group.size < least.size ? group : least));
    smallest.files.push(file);
    smallest.size += size;
  }
  return groups.map((group) => group.files.sort());
};

/** The processes of one suite: for each runtime its parts, each with its title, its runtime and its files. */
export const jobsOf = (suite, specs) => {
  const files = specs.filter((spec) => roomOf(spec) === suite.name).map((spec) => `test/${spec}`);
  return suite.runtimes.flatMap((runtime, at) => {
    const wanted = (at === 0 ? files : files.filter((file) => loadsNodeRed(file))).filter((file) =>
      isFor(runtime, suite.runtimes, file),
    );
    const title = runtime ? `${suite.name} on ${runtime}` : suite.name;
    return split(wanted, suite.parts).map((part) => ({ suite, title, runtime, files: part }));
  });
};
