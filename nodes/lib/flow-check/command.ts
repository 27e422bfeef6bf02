import { checkFlow } from "./check";
import { readEnvironment } from "./environment";
import { readFlow } from "./read-flow";
import { countOf, jsonOf, textOf, type Report } from "./report";
import type { Environment, FactsOf } from "./types";

const USAGE = `Usage: genesys-flow-check [options] flows.json [more.json ...]

Says what is wrong with the nodes of Genesys Cloud in flow files, without starting Node-RED.

  --json          prints JSON
  --permissions   lists the permissions that the nodes need, for each account
  --env FILE      checks that each environment variable is in this file of lines NAME=value
  --strict        counts warnings as errors
  --help          prints this text

Exit status: 0 nothing is wrong, 1 something is wrong, 2 wrong usage or a file cannot be read.
`;

/** What the command needs of the process that runs it. */
export interface Surroundings {
  /** The text of a file. It throws where the file cannot be read. */
  read: (file: string) => string;
  out: (text: string) => void;
  err: (text: string) => void;
  factsOf: FactsOf;
}

const FLAGS = ["--json", "--permissions", "--strict", "--help"] as const;

interface Order {
  files: string[];
  environments: string[];
  flags: Set<string>;
}

/** The order that the arguments give, or what is wrong with them. */
const orderOf = (args: readonly string[]): Order | string => {
  const order: Order = { files: [], environments: [], flags: new Set() };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (arg === "--env") {
      at += 1;
      const file = args[at];
      if (file === undefined) return "--env needs the name of a file.";
      order.environments.push(file);
    } else if ((FLAGS as readonly string[]).includes(arg)) order.flags.add(arg);
    else if (arg.startsWith("-")) return `There is no option ${arg.slice(0, 40)}.`;
    else order.files.push(arg);
  }
  if (order.files.length === 0 && !order.flags.has("--help")) return "Name at least one flow file.";
  return order;
};

/** The text of a file, or `undefined` where it cannot be read. */
const textIn = (file: string, { read }: Surroundings): string | undefined => {
  try {
    return read(file);
  } catch {
    return undefined;
  }
};

const reportOn = (file: string, environment: Environment, surroundings: Surroundings): Report => {
  const text = textIn(file, surroundings);
  if (text === undefined) return { file, unreadable: "The file cannot be read." };
  const flow = readFlow(text);
  if ("unreadable" in flow) return { file, unreadable: flow.unreadable };
  const checked = checkFlow(flow.nodes, surroundings.factsOf, environment);
  const message = `${flow.others} entries of the list are not nodes. They were left out.`;
  const findings =
    flow.others > 0 ? [{ level: "warning" as const, message }, ...checked.findings] : checked.findings;
  return { file, nodes: flow.nodes, ...checked, findings };
};

/** Runs the command. Returns its exit status: 0 nothing is wrong, 1 something is, 2 usage or an unreadable file. */
export const runCommand = (args: readonly string[], surroundings: Surroundings): 0 | 1 | 2 => {
  const order = orderOf(args);
  if (typeof order === "string") {
    surroundings.err(`${order}\n\n${USAGE}`);
    return 2;
  }
  if (order.flags.has("--help")) {
    surroundings.out(USAGE);
    return 0;
  }
  const texts = order.environments.map((file) => ({ file, text: textIn(file, surroundings) }));
  const lost = texts.find(({ text }) => text === undefined);
  if (lost !== undefined) {
    surroundings.err(`The file ${lost.file} cannot be read.\n`);
    return 2;
  }
  const environment =
    texts.length === 0 ? undefined : new Map(texts.flatMap(({ text = "" }) => [...readEnvironment(text)]));
  const reports = order.files.map((file) => reportOn(file, environment, surroundings));
  const withPermissions = order.flags.has("--permissions");
  surroundings.out((order.flags.has("--json") ? jsonOf : textOf)(reports, withPermissions));
  if (reports.some((one) => "unreadable" in one)) return 2;
  const isWrong =
    countOf(reports, "error") + (order.flags.has("--strict") ? countOf(reports, "warning") : 0) > 0;
  return isWrong ? 1 : 0;
};
