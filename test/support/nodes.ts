import { join } from "node:path";
import type { NodeAPI } from "node-red";
import type { z } from "zod";
import type { NodePlan, Planner, Plans } from "../../nodes/lib/platform/plan/planner";
import type { Step } from "../../nodes/lib/platform/plan/step";
import { types } from "./package";

/** What the file of a node exports. */
type NodeModule = ((RED: NodeAPI) => void) & {
  planner?: Planner;
  definition?: { inputs: z.ZodObject; options: z.ZodObject };
  /** Of a node that is written plainly. */
  options?: z.ZodObject;
};

/** The node types of the package, from its package.json. */
export const nodeTypes = (): string[] => [...types];

/** They are no nodes of a flow: other nodes name them. */
export const CONFIGS: readonly string[] = ["genesys-account", "genesys-backplane"];

/** They have no input: each emits messages of its own. */
export const SOURCES: readonly string[] = ["genesys-events", "genesys-open-message-in", "genesys-request-in"];

/** They act on a request that another node has received, and not on a message alone. */
export const RESPONDERS: readonly string[] = ["genesys-request-out"];

export const moduleOf = (type: string): NodeModule =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  require(join(__dirname, "../../nodes", type)) as NodeModule;

/** The planners of all nodes, as a runtime has them in which all are registered. */
export const PLANS: Plans = new Map(
  types.flatMap((type) => {
    const { planner } = moduleOf(type);
    return planner === undefined ? [] : [[type, planner] as const];
  }),
);

/** The requests that a node with these settings sends. */
export const stepsOf = (type: string, ...settings: Parameters<Planner>): Step[] =>
  PLANS.get(type)?.(...settings).steps() ?? [];

/** Why a node with these settings cannot work with the grant of its account. */
export const refusalOf = (type: string, ...settings: Parameters<Planner>): ReturnType<NodePlan["refusal"]> =>
  PLANS.get(type)?.(...settings).refusal();
