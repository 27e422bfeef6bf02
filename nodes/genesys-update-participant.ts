import { z } from "zod";
import { attributes } from "./lib/node/attributes";
import { asChoice } from "./lib/node/choices";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { asTarget, targetInputs, targetOptions, text } from "./lib/node/target";
import { person } from "./lib/node/trace";
import { validateInputs } from "./lib/node/validate";
import { updateParticipant } from "./lib/platform/participants/update-participant";
import { participantSteps } from "./lib/platform/plan/participant";
import { PARTICIPANT_ACTIONS, type ParticipantAction } from "./lib/platform/participants/ways";

/** What other actions need, and find in the message by chance, is not checked. */
const unused = z
  .unknown()
  .transform(() => undefined)
  .optional();

/** What an action needs besides its target. */
const needs = (action: ParticipantAction) =>
  z.object({
    attributes: action === "setAttributes" ? attributes : unused,
    destination: action === "transfer" ? text : unused,
  });

export = defineNode({
  type: "genesys-update-participant",
  inputs: z.object({
    ...targetInputs,
    attributes: asInput(z.unknown().optional(), { usedWith: [{ action: ["setAttributes"] }] }),
    destination: asInput(z.unknown().optional(), { usedWith: [{ action: ["transfer"] }] }),
  }),
  options: z.object({
    ...targetOptions("agent"),
    action: asChoice(z.enum(PARTICIPANT_ACTIONS).default("disconnect")),
    transferTo: z.enum(["user", "queue", "address"]).default("queue"),
    allowLastCustomer: z.boolean().default(false),
  }),
  plan: ({ options, grant }) => participantSteps({ ...options, grant }),
  run: async ({ client, inputs, options, signal }) => {
    const { action, transferTo, allowLastCustomer } = options;
    const needed = validateInputs(needs(action), inputs, {});
    const update = { target: asTarget(inputs, options), action, transferTo, allowLastCustomer, ...needed };
    return updateParticipant(client, update, { signal });
  },
  output: ({ ids, already }, { inputs, options: { action, transferTo } }) => ({
    payload: {
      accepted: true,
      ...(already ? { already } : {}),
      ...ids,
      action,
      ...(action === "setAttributes" ? { attributes: inputs.attributes } : {}),
      ...(action === "transfer" ? { transferTo, destination: inputs.destination } : {}),
    },
    ...ids,
  }),
  trace: ({ name }, { options: { action } }) => [action, person(name)],
});
