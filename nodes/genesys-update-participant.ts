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
import { PHONE_TYPES, SPEAK_TO, TRANSFER_TO } from "./lib/platform/participants/options";
import { PARTICIPANT_ACTIONS, type ParticipantAction } from "./lib/platform/participants/ways";

/** These call another party. */
const CALLING: readonly ParticipantAction[] = ["transfer", "consult"];

/** What other actions need, and find in the message by chance, is not checked. */
const unused = z
  .unknown()
  .transform(() => undefined)
  .optional();

/** What an action needs besides its target. */
const needs = (action: ParticipantAction) =>
  z.object({
    attributes: action === "setAttributes" ? attributes : unused,
    destination: CALLING.includes(action) ? text : unused,
  });

export = defineNode({
  type: "genesys-update-participant",
  inputs: z.object({
    ...targetInputs,
    attributes: asInput(z.unknown().optional(), { usedWith: [{ action: ["setAttributes"] }] }),
    destination: asInput(z.unknown().optional(), { usedWith: [{ action: ["transfer", "consult"] }] }),
  }),
  options: z.object({
    ...targetOptions("agent"),
    action: asChoice(z.enum(PARTICIPANT_ACTIONS).default("disconnect")),
    transferTo: z.enum(TRANSFER_TO).default("queue"),
    phoneType: z.enum(PHONE_TYPES).default("WorkPhone"),
    speakTo: z.enum(SPEAK_TO).default("destination"),
    allowLastCustomer: z.boolean().default(false),
  }),
  plan: ({ options, grant }) => participantSteps({ ...options, grant }),
  run: async ({ client, inputs, options, signal }) => {
    const needed = validateInputs(needs(options.action), inputs, {});
    const update = { ...options, target: asTarget(inputs, options), ...needed };
    return updateParticipant(client, update, { signal });
  },
  output: (
    { ids, already, destinationParticipantId },
    { inputs, options: { action, transferTo, speakTo } },
  ) => ({
    payload: {
      accepted: true,
      ...(already ? { already } : {}),
      ...ids,
      action,
      ...(action === "setAttributes" ? { attributes: inputs.attributes } : {}),
      ...(CALLING.includes(action) ? { transferTo, destination: inputs.destination } : {}),
      ...(action === "consult" || action === "changeConsult" ? { speakTo } : {}),
      ...(destinationParticipantId === undefined ? {} : { destinationParticipantId }),
    },
    ...ids,
  }),
  trace: ({ name }, { options: { action } }) => [action, person(name)],
});
