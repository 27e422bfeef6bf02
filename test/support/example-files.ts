import { fail } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the examples are: a folder for each job. The import menu of Node-RED has the same folders. */
export const EXAMPLES = join(__dirname, "../../examples");
/** What is tested about examples, and no job. */
const TESTS = "tests";

export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  [property: string]: unknown;
}

export const exampleFolders = (): string[] =>
  readdirSync(EXAMPLES)
    .filter((folder) => folder !== TESTS)
    .sort();

const FILES = new Map(
  exampleFolders().flatMap((folder) =>
    readdirSync(join(EXAMPLES, folder)).map(
      (file) => [file.replace(/\.json$/, ""), join(folder, file)] as const,
    ),
  ),
);

/** The names of the examples, in the order of their numbers. */
export const exampleNames = (): string[] => [...FILES.keys()].sort();

/** The file of an example, from the folder of the examples. */
export const exampleFile = (name: string): string => FILES.get(name) ?? fail(`there is no example "${name}"`);

export const readExample = (name: string): FlowNode[] =>
  JSON.parse(readFileSync(join(EXAMPLES, exampleFile(name)), "utf8")) as FlowNode[];
