import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** The flags of `genesys-flow-test`. */

export const USAGE = `Usage: genesys-flow-test [options] test.json|test.yaml|folder ...

Runs the flow that each test file names, unchanged, in a Node-RED without its editor, against the simulated organisation,
in virtual time. In a folder, it takes the files *.test.json, *.test.yaml and *.test.yml.

  --node-red PATH    the Node-RED to use; without it, the nearest one that is installed
  --case TEXT        only cases whose name has this text
  --junit FILE       also writes the results as JUnit XML
  --watch            runs again when a test file or its flow changes
  --verbose          shows the timeline of each case
  --jobs NUMBER      so many cases at once; one for each processor without it
  --timeout SECONDS  real time that a case may take; 60 without it
  --schema           prints the JSON Schema of a test file
  --help             prints this text

Exit status: 0 all cases passed, 1 one failed, 2 wrong usage or a file that cannot be used.
`;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  paths: string[];
  nodeRed: string | undefined;
  only: string | undefined;
  junit: string | undefined;
  isWatching: boolean;
  isVerbose: boolean;
  jobs: number;
  timeoutMs: number;
}

const text = { type: "string" } as const;
const yes = { type: "boolean" } as const;
const FLAGS = {
  ...{ "node-red": text, case: text, junit: text, jobs: text, timeout: text },
  ...{ watch: yes, verbose: yes, schema: yes, help: yes },
} as const;

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    const [, flag = ""] = /'(?:-\w, )?(-{0,2}[^' <]*)/.exec((error as Error).message) ?? [];
    const isUnknown = (error as { code?: string }).code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    throw new UsageError(
      isUnknown ? `There is no option ${flag}.` : `The option ${flag} is not used in this way.`,
    );
  }
};

const numberOf = (name: string, given: string | undefined, usual: number, most: number): number => {
  const value = given === undefined ? usual : Number(given);
  if (Number.isFinite(value) && value > 0 && value <= most) return value;
  throw new UsageError(`--${name} ${given}: give a number above 0, up to ${most}.`);
};

/** @throws UsageError in one sentence */
export const readFlags = (args: readonly string[]): Options | "help" | "schema" => {
  const { values, positionals: paths } = parsed(args);
  if (values.help) return "help";
  if (values.schema) return "schema";
  if (paths.length === 0) throw new UsageError("Name at least one test file.");
  return {
    paths,
    nodeRed: values["node-red"],
    only: values.case,
    junit: values.junit,
    isWatching: values.watch ?? false,
    isVerbose: values.verbose ?? false,
    jobs: Math.ceil(numberOf("jobs", values.jobs, Math.min(8, availableParallelism()), 64)),
    timeoutMs: numberOf("timeout", values.timeout, 60, 86_400) * 1000,
  };
};
