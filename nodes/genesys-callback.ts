import { z } from "zod";
import { attributes } from "./lib/node/attributes";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { listed, textList } from "./lib/node/lists";
import { asTarget, targetOptions, text } from "./lib/node/target";
import { masked } from "./lib/node/trace";
import { validateInputs } from "./lib/node/validate";
import { CALLBACK_ACTIONS, handleCallback, type CallbackAction } from "./lib/platform/callbacks/callback";
import { callbackSteps } from "./lib/platform/plan/callback";

const TARGETS = ["customer", "agent", "user", "ids"] as const;
const ofAction = (...action: CallbackAction[]) => ({ usedWith: [{ action }] });
/** A participant is meant where a callback is created for one, or one of several is ended. */
const ofParticipant = { action: ["create", "end"] };
const BY_ID = {
  usedWith: [
    { ...ofParticipant, target: ["ids"] },
    { ...ofParticipant, target: ["customer", "agent", "user"], which: ["named"] },
  ],
};

/** Checked where the action uses it: what a message carries by chance is not. */
const unchecked = z.unknown().optional();
/** What is written in a node for it is read as a list. */
const uncheckedNumbers = listed(z.unknown().optional(), (_config, field) => field === undefined);
const inputs = z.object({
  conversationId: asInput(z.unknown().optional(), {
    usedWith: [{ action: ["reschedule", "start", "end"] }, { action: ["create"], target: TARGETS }],
  }),
  userId: asInput(z.unknown().optional(), {
    usedWith: [{ action: ["create", "reschedule"] }, { action: ["end"], target: ["user"] }],
  }),
  participantId: asInput(z.unknown().optional(), BY_ID),
  communicationId: asInput(z.unknown().optional(), BY_ID),
  queueId: asInput(z.unknown().optional(), ofAction("create", "reschedule")),
  numbers: asInput(uncheckedNumbers, ofAction("create", "reschedule", "start")),
  customerName: asInput(z.unknown().optional(), ofAction("create")),
  scheduledTime: asInput(z.unknown().optional(), ofAction("create", "reschedule")),
  attributes: asInput(z.unknown().optional(), ofAction("create")),
});

const options = z.object({
  ...targetOptions("customer"),
  target: z.enum(["none", ...TARGETS]).default("none"),
  action: z.enum(CALLBACK_ACTIONS).default("create"),
  country: z.string().trim().toUpperCase().default(""),
});

type Options = z.output<typeof options>;

const unused = z
  .unknown()
  .transform(() => undefined)
  .optional();

/** What an action needs, with its target. */
const needs = ({ action, target }: Options) => {
  const isIn = (...actions: CallbackAction[]): boolean => actions.includes(action);
  const usesParticipant = isIn("create", "end") && target !== "none";
  return z.object({
    conversationId: isIn("create") && target === "none" ? unused : text,
    userId: isIn("create", "reschedule") || (isIn("end") && target === "user") ? text.optional() : unused,
    participantId: usesParticipant ? unchecked : unused,
    communicationId: usesParticipant ? unchecked : unused,
    queueId: isIn("create", "reschedule") ? text.optional() : unused,
    numbers: isIn("end") ? unused : textList.optional(),
    customerName: isIn("create") ? text.optional() : unused,
    scheduledTime: isIn("create", "reschedule") ? unchecked : unused,
    attributes: isIn("create") ? attributes.optional() : unused,
  });
};

export = defineNode({
  type: "genesys-callback",
  inputs,
  options,
  plan: ({ options: { action, target }, blank, grant }) =>
    callbackSteps({ action, target, hasUser: !blank.has("userId"), grant }),
  run: ({ client, inputs: given, options: chosen, signal }) => {
    const { action, target, which, country } = chosen;
    const { conversationId, participantId, communicationId, ...order } = validateInputs(
      needs(chosen),
      given,
      {},
    );
    const { userId } = order;
    const named = { conversationId: conversationId ?? "", userId, participantId, communicationId };
    const isParticipant = target !== "none" && (action === "create" || action === "end");
    return handleCallback(
      client,
      {
        ...order,
        ...{ action, conversationId, country: country === "" ? undefined : country },
        target: isParticipant ? asTarget(named, { target, which }) : undefined,
      },
      { signal },
    );
  },
  output: ({ ids, already, facts }, { options: { action } }) => {
    const resolved = known({ ...ids, mediaType: ids.conversationId === undefined ? undefined : "callback" });
    const payload = { accepted: true, ...(already ? { already } : {}), action, ...resolved, ...known(facts) };
    return { payload, ...resolved };
  },
  trace: ({ number }, { options: { action } }) => [action, number === undefined ? undefined : masked(number)],
});

const known = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
