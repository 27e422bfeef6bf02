import { isVariable } from "../node/environment";
import type { Flow } from "./flow";
import { worded } from "./sentences";
import type { Environment, Finding, FlowNode } from "./types";

/** `${NAME}`, as Node-RED replaces it: a property as a whole, or an entry of a list. */
const nameIn = (text: string): string | undefined =>
  isVariable(text.trim()) ? text.trim().slice(2, -1) : undefined;

/** Node-RED sets these itself. */
const OF_NODE_RED = /^NR_(FLOW|NODE|GROUP|SUBFLOW)_(NAME|ID|PATH)$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Variables that tabs, groups, subflows and the global configuration of the file define. */
const definedIn = ({ byId }: Flow): Set<string> =>
  new Set(
    [...byId.values()].flatMap(({ env }) =>
      Array.isArray(env)
        ? env.flatMap((one: unknown) => (isRecord(one) && typeof one.name === "string" ? [one.name] : []))
        : [],
    ),
  );

/** The names of the variables that a property reads: its own, those of its entries, and of an input of the type `env`. */
const namesIn = (node: FlowNode, property: string): string[] => {
  const value = node[property];
  const texts = (Array.isArray(value) ? value : String(value).split(",")).filter(
    (one: unknown): one is string => typeof one === "string",
  );
  const named = texts.flatMap((text) => nameIn(text) ?? []);
  const isEnv = node[`${property}Type`] === "env" || node[`${property}ValueType`] === "env";
  if (!isEnv || typeof value !== "string" || named.length > 0) return named;
  const embedded = [...value.matchAll(/\$\{([^\s{}]+)\}/g)].map(([, name = ""]) => name);
  return embedded.length > 0 ? embedded : value.trim() === "" ? [] : [value.trim()];
};

/** A name of a variable; anything else could be a value and is not repeated. */
const isName = (name: string): boolean => /^[A-Za-z_][\w.-]{0,80}$/.test(name);

export interface UsedVariable {
  node: FlowNode;
  property: string;
  name: string;
}

/** The variables that these nodes read, in the order of the file. */
export const variablesOf = (nodes: readonly FlowNode[]): UsedVariable[] =>
  nodes.flatMap((node) =>
    Object.keys(node).flatMap((property) =>
      namesIn(node, property)
        .filter(isName)
        .map((name) => ({ node, property, name })),
    ),
  );

/** Variables that are not set; without an environment, which there are. */
export const checkVariables = (
  flow: Flow,
  nodes: readonly FlowNode[],
  environment: Environment,
): Finding[] => {
  const defined = definedIn(flow);
  const open = variablesOf(nodes).filter(
    ({ name }) => !defined.has(name) && !name.startsWith("$parent.") && !OF_NODE_RED.test(name),
  );
  if (environment === undefined) {
    const names = [...new Set(open.map(({ name }) => name))];
    if (names.length === 0) return [];
    const message = `Reads the environment variables ${names.join(", ")}. Name a file with --env to check that they are set.`;
    return [{ level: "note", message }];
  }
  return open
    .filter(({ name }) => !environment.has(name))
    .map(({ node, property, name }) => ({
      ...{ level: "error", node: node.id, property },
      ...worded("unsetVariable", { name }),
    }));
};

/** What the variables of a setting are replaced by; `undefined` where a part of it is not known. */
export const resolved = (value: unknown, environment: Environment): { value: unknown } | undefined => {
  if (Array.isArray(value)) {
    const entries = value.map((one: unknown) => resolved(one, environment));
    return entries.includes(undefined)
      ? undefined
      : {
          value: entries.flatMap((one, at) => {
            const isReplaced = one?.value !== value[at];
            return isReplaced && typeof one?.value === "string" ? one.value.split(",") : [one?.value];
          }),
        };
  }
  if (typeof value !== "string") return { value };
  const entries = value.split(",").map((one) => nameIn(one));
  if (entries.every((name) => name === undefined)) return { value };
  const [only] = entries;
  const held = entries.length === 1 && only !== undefined ? environment?.get(only) : undefined;
  return held === undefined ? undefined : { value: held };
};

/** The variables in a file of lines `NAME=value`; a line with `#` is a comment. */
export const readEnvironment = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value = ""] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, "$2")] as const];
    }),
  );
