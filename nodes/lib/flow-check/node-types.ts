import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { FactsOf, NodeFacts } from "./types";
import type { Planner } from "../platform/plan/planner";
import { accountSettings } from "../platform/auth/settings";

/** What the file of a node exports beside the function for Node-RED. */
interface NodeModule {
  definition?: { inputs: z.ZodObject; options: z.ZodObject; outputs?: { count: number } };
  options?: z.ZodObject;
  optionsOf?: NodeFacts["optionsOf"];
  planner?: Planner;
}

const NODES = join(__dirname, "../..");

/** The account's own declaration; its file would load what sends. */
const account = accountSettings.extend({ region: accountSettings.shape.region.default("simulator") });

const read = (type: string): NodeFacts => {
  if (type === "genesys-account") return { optionsOf: () => account, stored: account };
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only the types that a flow has are loaded
  const { definition, planner, ...module } = require(join(NODES, type)) as NodeModule;
  const stored = definition?.options ?? module.options ?? z.object({});
  return {
    ...(definition && { inputs: definition.inputs, outputs: definition.outputs?.count ?? 1 }),
    ...(planner && { planner }),
    optionsOf: module.optionsOf ?? (() => stored),
    stored,
  };
};

/** The declarations of the nodes of this package, each read when a flow has such a node. */
export const createFactsOf = (): FactsOf => {
  const types = new Set(readdirSync(NODES).map((file) => file.replace(/\.[jt]s$/, "")));
  const known = new Map<string, NodeFacts>();
  return (type) => {
    if (!type.startsWith("genesys-") || !types.has(type)) return undefined;
    const facts = known.get(type) ?? read(type);
    known.set(type, facts);
    return facts;
  };
};
