import type { NodeAPI } from "node-red";
import { z } from "zod";
import { serveActs } from "./lib/node/acts-route";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { text } from "./lib/node/target";

/** The properties of a response that become properties of the message, if they are there. */
const IDS = ["conversationId", "participantId", "communicationId", "userId"] as const;

const idsIn = (result: unknown): Record<string, unknown> =>
  typeof result === "object" && result !== null
    ? Object.fromEntries(Object.entries(result).filter(([name]) => IDS.some((id) => id === name)))
    : {};

const node = defineNode({
  type: "genesys-simulate",
  inputs: z.object({
    conversationId: text.optional(),
    details: asInput(z.record(z.string(), z.unknown()).optional(), {
      byDefault: { value: "{}", type: "json" },
    }),
  }),
  options: z.object({ action: text.default("customerCalls") }),
  plan: () => [], // what it makes happen is no operation of the platform
  run: ({ account, inputs: { conversationId, details }, options: { action }, signal }) =>
    account.simulate(
      action,
      { ...(conversationId === undefined ? {} : { conversationId }), ...details },
      signal,
    ),
  output: (result, { options: { action } }) => ({ payload: result ?? { done: action }, ...idsIn(result) }),
  trace: (_result, { options: { action } }) => [action],
});

export = Object.assign(
  (RED: NodeAPI): void => {
    node(RED);
    serveActs(RED);
  },
  { definition: node.definition, planner: node.planner },
);
