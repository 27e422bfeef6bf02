import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { person } from "./lib/node/trace";
import { asTarget, idsOf, targetInputs, targetOptions } from "./lib/node/target";
import { locate } from "./lib/platform/api/conversations";
import { DELETE_POSTFLOW, deletePostflow } from "./lib/platform/api/postflow";
import { findLeg, step } from "./lib/platform/plan/step";

export = defineNode({
  type: "genesys-delete-postflow",
  inputs: z.object(targetInputs),
  options: z.object(targetOptions("customer")),
  plan: ({ options }) => [...findLeg(options), step(DELETE_POSTFLOW)],
  run: async ({ client, inputs, options, signal }) => {
    const call = await locate(
      client,
      asTarget(inputs, options),
      { mediaType: "call", phase: "live" },
      { signal },
    );
    await deletePostflow(client, call, { signal });
    return call;
  },
  output: (call) => ({ payload: { accepted: true, ...idsOf(call) }, ...idsOf(call) }),
  trace: ({ leg }) => [person(leg?.participant.name), "→ none"],
});
