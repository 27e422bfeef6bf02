import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { masked, person } from "./lib/node/trace";
import { asTarget, idsOf, targetInputs, targetOptions, text } from "./lib/node/target";
import { locate } from "./lib/platform/api/conversations";
import { SET_POSTFLOW, setPostflow } from "./lib/platform/api/postflow";
import { postFlowWarnings } from "./lib/platform/errors/warnings";
import { findLeg, step } from "./lib/platform/plan/step";

const action = { destination: text.optional(), invocationData: text.optional() };

export = defineNode({
  type: "genesys-set-postflow",
  inputs: z
    .object({ ...targetInputs, ...action })
    .refine(({ destination, invocationData }) => destination ?? invocationData, {
      path: ["destination"],
      message: "and invocationData are both empty. Set at least one of them",
    }),
  options: z.object(targetOptions("customer")),
  plan: ({ options }) => [
    ...findLeg(options),
    step(SET_POSTFLOW, { destination: "{destination}", invocationData: "{invocationData}" }),
  ],
  run: async ({ client, inputs, options, signal, warn }) => {
    const { destination, invocationData } = inputs;
    warn(...postFlowWarnings(inputs));
    const call = await locate(
      client,
      asTarget(inputs, options),
      { mediaType: "call", phase: "live" },
      { signal },
    );
    await setPostflow(client, call, { destination, invocationData }, { signal });
    return call;
  },
  output: (call, { inputs: { destination, invocationData } }) => ({
    payload: { accepted: true, ...idsOf(call), destination, invocationData },
    ...idsOf(call),
  }),
  trace: ({ leg }, { inputs: { destination }, nameOf }) => [
    person(leg?.participant.name),
    destination === undefined ? undefined : `→ ${nameOf(destination) ?? masked(destination)}`,
  ],
});
