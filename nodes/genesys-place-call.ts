import { z } from "zod";
import { attributes, numeric } from "./lib/node/attributes";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { textList } from "./lib/node/lists";
import { text } from "./lib/node/target";
import { masked } from "./lib/node/trace";
import { placeCall } from "./lib/platform/calls/place-call";
import { callSteps } from "./lib/platform/plan/calls";

const ofQueue = { usedWith: [{ destinationType: ["queue"] }] };

export = defineNode({
  type: "genesys-place-call",
  inputs: z.object({
    destination: text,
    userId: text.optional(),
    callFromQueueId: text.optional(),
    callerId: text.optional(),
    callerIdName: text.optional(),
    priority: asInput(numeric(z.number().int()).optional(), ofQueue),
    languageId: asInput(text.optional(), ofQueue),
    routingSkillsIds: asInput(textList.optional(), ofQueue),
    attributes: attributes.optional(),
    uuiData: text.optional(),
    externalContactId: text.optional(),
    label: text.optional(),
  }),
  options: z.object({
    destinationType: z.enum(["phone", "user", "queue"]).default("phone"),
    country: z.string().trim().toUpperCase().default(""),
    waitFor: z.enum(["created", "connected"]).default("created"),
    deadlineSeconds: z.coerce.number().positive().max(3600).default(60),
  }),
  plan: ({ options, blank, grant }) => callSteps({ ...options, hasUser: !blank.has("userId"), grant }),
  run: ({ client, inputs: { destination, userId, ...details }, options, signal, waiting }) =>
    placeCall(
      client,
      {
        destination,
        destinationType: options.destinationType,
        country: options.country === "" ? undefined : options.country,
        userId,
        waitFor: options.waitFor,
        deadlineMs: options.deadlineSeconds * 1000,
        details,
      },
      { signal, waiting },
    ),
  output: ({ conversationId, mediaType, participantId, communicationId, userId, ...facts }) => {
    const ids = {
      conversationId,
      mediaType,
      ...(participantId === undefined ? {} : { participantId }),
      ...(communicationId === undefined ? {} : { communicationId }),
      ...(userId === undefined ? {} : { userId }),
    };
    return { payload: { accepted: true, ...ids, ...facts }, ...ids };
  },
  trace: ({ destination, state }, { nameOf }) => [`${nameOf(destination) ?? masked(destination)} ${state}`],
});
