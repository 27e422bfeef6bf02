import type { Node, NodeAPI } from "node-red";
import { configError } from "../platform/errors/errors";

/** Node-RED replaces a setting that is `${NAME}`, or in its old spelling `$(NAME)`, as a whole. */
const VARIABLE = /^\$(?:\{([^\s{}]+)\}|\(([^\s()]+)\))$/;

/** Node-RED leaves `${NAME}` as it is where there is no such variable: its name, if a setting is just that. */
const unsetVariable = (setting: unknown): string | undefined =>
  typeof setting === "string" ? VARIABLE.exec(setting)?.[1] : undefined;

/** Is a setting the name of a variable, as Node-RED reads it? */
export const isVariable = (setting: string): boolean => unsetVariable(setting) !== undefined;

/** A setting as the deployed node of this id would be given it: the flow's variables come before those of the process. */
export const variableOf = (RED: NodeAPI, id: string, value: string): string => {
  if (!isVariable(value)) return value;
  const request = (RED.nodes.getNode(id) ?? {}) as never;
  const found: unknown = RED.util.evaluateNodeProperty(value, "env", request, {});
  return typeof found === "string" ? found : "";
};

/** The complaint about a setting, or a list with an entry, that names a variable which is not set; `undefined` of any other. */
export const unsetComplaint = (setting: unknown): string | undefined => {
  const entries: unknown[] = Array.isArray(setting) ? setting : [setting];
  const name = entries.map(unsetVariable).find((one) => one !== undefined);
  return name === undefined ? undefined : `names the environment variable ${name}, which is not set`;
};

/** The entries of a list: those of a text are separated by commas, and blank ones count as left out. Anything else as it is. */
export const entriesOf = (list: unknown): unknown => {
  const entries: unknown = typeof list === "string" ? list.split(",").map((one) => one.trim()) : list;
  return Array.isArray(entries) ? entries.filter((one) => one !== "") : entries;
};

/**
 * A list as it is stored in a node, with what the environment holds in the place of each entry that names a variable:
 * Node-RED itself looks at a text as a whole only. A variable may hold several entries. One that is not set is left.
 */
export const resolveEntries = (RED: NodeAPI, node: Node, list: unknown): unknown => {
  const entries = entriesOf(list);
  if (!Array.isArray(entries)) return entries;
  return entries.flatMap((entry: unknown) => {
    const [, name, old] = (typeof entry === "string" && VARIABLE.exec(entry)) || [];
    const variable = name ?? old;
    if (variable === undefined) return [entry];
    const held: unknown = RED.util.getSetting(node, variable);
    return held === undefined ? [entry] : entriesOf(typeof held === "number" ? String(held) : held);
  });
};

const USED: Readonly<Record<string, readonly string[]>> = {
  "client-credentials": ["clientId", "clientSecret"],
  "authorization-code": ["clientId", "clientSecret"],
  "access-token": ["accessToken"],
};

/** @throws GenesysError `config` where a credential that the grant uses names a variable which is not set. */
export const refuseUnset = (grant: string, credentials: Readonly<Record<string, unknown>>): void => {
  for (const field of USED[grant] ?? []) {
    const complaint = unsetComplaint(credentials[field]);
    if (complaint !== undefined) throw configError(field, `The account's ${field} ${complaint}.`);
  }
};
