import { z } from "zod";
import { aboutUser } from "./lib/node/about";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { textList, uncheckedList } from "./lib/node/lists";
import { text } from "./lib/node/target";
import { person } from "./lib/node/trace";
import { validateInputs } from "./lib/node/validate";
import { SETTABLE_STATUSES } from "./lib/platform/agents/routing-status";
import { QUEUE_ACTIONS } from "./lib/platform/agents/queues";
import { AGENT_ACTIONS, updateAgent, type AgentAction } from "./lib/platform/agents/update-agent";
import { agentSteps } from "./lib/platform/plan/agent";

const FOR_PRESENCE = { usedWith: [{ action: ["setPresence"] }] };
const FOR_QUEUES = { usedWith: [{ action: QUEUE_ACTIONS }] };

/** What other actions need, and find in the message by chance, is not checked. */
const unused = z
  .unknown()
  .transform(() => undefined)
  .optional();

/** What an action needs besides the user. */
const needs = (action: AgentAction) =>
  z.object({
    presence: action === "setPresence" ? text.optional() : unused,
    queueIds: QUEUE_ACTIONS.some((each) => each === action) ? textList.optional() : unused,
  });

export = defineNode({
  type: "genesys-update-agent",
  inputs: z.object({
    userId: text,
    presence: asInput(z.unknown().optional(), FOR_PRESENCE),
    queueIds: asInput(uncheckedList, FOR_QUEUES),
  }),
  options: z.object({
    action: z.enum(AGENT_ACTIONS).default("read"),
    routingStatus: z.enum(SETTABLE_STATUSES).default("IDLE"),
  }),
  about: aboutUser,
  plan: ({ options }) => agentSteps(options),
  run: ({ client, inputs, options, signal }) => {
    const { presence, queueIds: queues } = validateInputs(needs(options.action), inputs, {});
    return updateAgent(client, { ...options, user: inputs.userId, presence, queues }, { signal });
  },
  output: ({ userId, already, facts }, { options: { action } }) => ({
    payload:
      action === "read"
        ? { userId, ...facts }
        : { accepted: true, ...(already ? { already } : {}), userId, action, ...facts },
    userId,
  }),
  trace: ({ shown, name }, { options: { action } }) => [action, person(name), shown],
});
