import { createFactsOf } from "../../nodes/lib/flow-check/node-types";
import { checkFlow } from "../../nodes/lib/flow-check/check";
import { runCommand } from "../../nodes/lib/flow-check/command";
import type { Environment, FlowNode } from "../../nodes/lib/flow-check/types";

type Values = Record<string, unknown>;

export const factsOf = createFactsOf();

export const TAB = { id: "tab", type: "tab", label: "Calls" };
export const ACCOUNT = {
  id: "account",
  type: "genesys-account",
  region: "simulator",
  grant: "client-credentials",
};

/** A node of ours in the tab, with the account. */
export const ours = (id: string, type: string, more: Values = {}): FlowNode => ({
  ...{ id, type, z: "tab", account: "account", wires: [[]] },
  ...more,
});

/** A node of Node-RED in the tab, with wires from its first output. */
export const other = (id: string, type: string, to: readonly string[], more: Values = {}): FlowNode => ({
  ...{ id, type, z: "tab", wires: [[...to]] },
  ...more,
});

/** What is found in a flow of these nodes, besides a tab and an account: `level node.property`, with the sentence. */
export const foundIn = (nodes: readonly FlowNode[], environment?: Environment) =>
  checkFlow([TAB, ACCOUNT, ...nodes], factsOf, environment).findings.map(
    ({ level, node, property, message, suggestions }) => ({
      what: `${level} ${node ?? ""}.${property ?? ""}`,
      message,
      suggestions: [...(suggestions ?? [])],
    }),
  );

/** Runs the command over texts by name; what it prints and its exit status. */
export const runOver = (files: Readonly<Record<string, string>>, ...args: string[]) => {
  let out = "";
  let err = "";
  const status = runCommand(args, {
    read: (file) => {
      const text = files[file];
      if (text === undefined) throw new Error("ENOENT");
      return text;
    },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    factsOf,
  });
  return { status, out, err };
};

interface Printed {
  errors: number;
  files: { findings?: { level: string; property?: string; message: string; node?: { id: string } }[] }[];
}

/** The findings of one file, as the command prints them. */
export const findingsOf = (text: string) => {
  const { status, out } = runOver({ "flows.json": text }, "--json", "flows.json");
  const [file] = (JSON.parse(out) as Printed).files;
  return { status, findings: file?.findings ?? [] };
};
