import type { NodeAPI } from "node-red";
import type { z } from "zod";
import type { NodeDefinition } from "./definition";
import { sharedParts } from "./runtime-state";

/** A declaration of which only a message knows what its values are. */
export type AnyDefinition = NodeDefinition<z.ZodObject, z.ZodObject, unknown>;

/** The declarations of the nodes that have registered, by type: to try a node that is not deployed. */
export const definitionsOf = (RED: NodeAPI): Map<string, AnyDefinition> =>
  sharedParts(RED, "definitions", () => new Map<string, AnyDefinition>());
