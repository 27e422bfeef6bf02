import type { NodeAPI } from "node-red";
import type { z } from "zod";
import type { Planner } from "../platform/plan/planner";
import type { NodeDefinition } from "./definition";
import { sharedParts } from "./runtime-state";

/** A declaration of which only a message knows what its values are. */
export type AnyDefinition = NodeDefinition<z.ZodObject, z.ZodObject, unknown>;

/** The declarations of the nodes that have registered, by type: to try a node that is not deployed. `undefined`: it has none. */
export const definitionsOf = (RED: NodeAPI): Map<string, () => AnyDefinition | undefined> =>
  sharedParts(RED, "definitions", () => new Map<string, () => AnyDefinition | undefined>());

/** The planners of the nodes that have registered, by type: for the dialogs and for the account's list of permissions. */
export const plansOf = (RED: NodeAPI): Map<string, Planner> =>
  sharedParts(RED, "plans", () => new Map<string, Planner>());
