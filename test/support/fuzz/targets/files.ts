import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { runCommand } from "../../../../nodes/lib/flow-check/command";
import { createFactsOf } from "../../../../nodes/lib/flow-check/node-types";
import { FileError, readTest } from "../../../../nodes/lib/flow-test/file/read";
import { EXAMPLES, exampleFile, exampleNames } from "../../example-files";
import { MISTAKES } from "../../flow-mistakes";
import { ROOT } from "../../pages";
import { refusing, type Target } from "../target";

const factsOf = createFactsOf();
const TESTS = join(EXAMPLES, "tests");
const LONGEST_SEED = 24_000;
const textsOf = (files: readonly string[]): string[] =>
  files
    .map((file) => readFileSync(file, "utf8"))
    .filter(({ length }) => length < LONGEST_SEED)
    .slice(0, 6);
const FLOWS = exampleNames().map((name) => join(EXAMPLES, exampleFile(name)));
const TEST_FILES = readdirSync(TESTS)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => join(TESTS, name));
/** One flow for all tests: its own names are found in it, those of the others are refused. */
const FLOW = FLOWS.find((file) => basename(file).startsWith("22 - ")) ?? "";
const withFlow = (test: string): string => test.replace(/^flow: .*$/m, "flow: flow.json");

const NODE_RED = join(ROOT, "node_modules/node-red/package.json");
let testFile: string | undefined;
/** It is gone with the process. */
const temporaryFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-fuzz-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(FLOW, join(folder, "flow.json"));
  return join(folder, "x.test.yaml");
};

export const fileTargets: Target[] = [
  {
    name: "flows",
    weight: 0.3,
    rooms: /nodes\/lib\/(flow-check|platform\/(plan|catalogue))\//,
    seeds: [...MISTAKES.map(({ nodes }) => JSON.stringify(nodes)), ...textsOf(FLOWS)],
    open: () => (input) => {
      const text = input.toString("utf8");
      let printed = "";
      const print = (line: string): void => void (printed += line);
      runCommand(["flows.json", "--json", "--permissions"], {
        read: () => text,
        out: print,
        err: print,
        factsOf,
      });
      if (printed.includes("cannot be checked")) throw new Error("a check has failed");
      JSON.parse(printed);
    },
  },
  {
    name: "flow-tests",
    weight: 0.3,
    rooms: /nodes\/lib\/flow-test\/file\//,
    seeds: textsOf(TEST_FILES).map(withFlow),
    open: () => {
      const file = (testFile ??= temporaryFile());
      return (input) => {
        writeFileSync(file, input);
        refusing([FileError], () => void readTest(file, NODE_RED));
      };
    },
  },
];
