import { readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { FileError, readTest, type ReadTest } from "../file/read";
import { jsonSchema } from "../file/schema";
import { findNodeRed } from "./find-node-red";
import { readFlags, UsageError, USAGE, type Options } from "./flags";
import { caseText, failedIn, junitOf, summaryText } from "./report";
import { runTests } from "./run-tests";
import type { Terminal } from "./terminal";
import { watchFiles } from "./watch";

const IS_TEST = /\.test\.(json|ya?ml)$/i;

/** The test files below the given files and folders. @throws FileError */
const filesOf = (paths: readonly string[]): string[] => {
  const found = paths.flatMap((path) => {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === undefined) throw new FileError(`There is no file ${path}.`);
    if (!isFolder) return [path];
    const files = readdirSync(path, { recursive: true }).map(String).sort();
    return files
      .filter((file) => IS_TEST.test(file) && !/node_modules/.test(file))
      .map((file) => join(path, file));
  });
  if (found.length === 0) throw new FileError(`There are no test files in ${paths.join(", ")}.`);
  return [...new Set(found)];
};

/** Only those cases that are wanted. */
const narrowed = (test: ReadTest, { only }: Options): ReadTest =>
  only === undefined ? test : { ...test, cases: test.cases.filter(({ name }) => name.includes(only)) };

const writeJunit = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch {
    throw new FileError(`--junit ${file} cannot be written.`);
  }
};

interface Round {
  status: 0 | 1 | 2;
  /** The files on which the outcome depends. */
  files: string[];
}

const runRound = async (options: Options, terminal: Terminal): Promise<Round> => {
  const files = filesOf(options.paths);
  const nodeRed = findNodeRed(options.nodeRed, files.map(dirname));
  if (typeof nodeRed === "string") throw new FileError(nodeRed);
  const tests = files.map((file) => narrowed(readTest(file, nodeRed.main), options));
  if (tests.every(({ cases }) => cases.length === 0))
    throw new FileError(`No case has "${options.only}" in its name.`);
  const outcomes = await runTests(tests, {
    nodeRed: nodeRed.main,
    jobs: options.jobs,
    longestMs: options.timeoutMs,
    onCase: ({ file }, outcome) =>
      terminal.out(caseText(relative(process.cwd(), file), outcome, options.isVerbose)),
  });
  terminal.out(summaryText(outcomes));
  if (options.junit !== undefined) writeJunit(options.junit, junitOf(outcomes));
  return {
    status: failedIn(outcomes) > 0 ? 1 : 0,
    files: tests.flatMap(({ file, flowFile }) => [file, flowFile]),
  };
};

/** The round, or what is wrong with its files: to be watched as well. */
const attempt = async (options: Options, terminal: Terminal): Promise<Round> => {
  try {
    return await runRound(options, terminal);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    terminal.err(`${error.message}\n`);
    return { status: 2, files: [] };
  }
};

/** `genesys-flow-test`. Resolves with the exit status: 0 all passed, 1 one failed, 2 usage or a file that cannot be used. */
export const runCommand = async (args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> => {
  try {
    const options = readFlags(args);
    if (options === "help") return (terminal.out(USAGE), 0);
    if (options === "schema") return (terminal.out(`${JSON.stringify(jsonSchema(), null, 1)}\n`), 0);
    const first = await attempt(options, terminal);
    if (!options.isWatching) return first.status;
    await watchFiles({
      ...options,
      first: first.files,
      again: async () => (await attempt(options, terminal)).files,
      terminal,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${error.message}\n\n${USAGE}`);
    return 2;
  }
};
