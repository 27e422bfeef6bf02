import { z } from "zod";
import { aboutAddress } from "./lib/node/about";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { text } from "./lib/node/target";
import { masked } from "./lib/node/trace";
import { sendMessage } from "./lib/platform/messages/send-message";
import { CHANNELS } from "./lib/platform/conversation/message";
import { sendSteps } from "./lib/platform/plan/messages";

export = defineNode({
  type: "genesys-send-message",
  inputs: z.object({
    toAddress: text,
    fromAddress: asInput(text.optional(), { usedWith: [{ mode: ["agentless"] }] }),
    queueId: asInput(text.optional(), { usedWith: [{ mode: ["attended"] }] }),
    text: text.optional(),
    template: z.unknown().optional(),
    externalContactId: text.optional(),
  }),
  options: z.object({
    mode: z.enum(["agentless", "attended"]).default("agentless"),
    channel: z.enum(CHANNELS).default("sms"),
    useExisting: z.boolean().default(false),
    confirm: z.boolean().default(false),
    deadlineSeconds: z.coerce.number().positive().max(86_400).default(60),
  }),
  about: aboutAddress,
  plan: ({ options }) => sendSteps(options),
  run: ({ client, inputs, options, signal, waiting, turn }) =>
    sendMessage(client, inputs, { options, signal, waiting, turn }),
  output: ({
    answer,
    message,
    delivery,
    conversationId,
    participantId,
    communicationId,
    userId,
    messageId,
  }) => ({
    payload: { ...(answer ?? { accepted: true, conversationId }), ...message, ...delivery },
    mediaType: "message",
    ...known({ conversationId, participantId, communicationId, userId, messageId }),
  }),
  trace: ({ delivery }, { inputs: { toAddress } }) => [`→ ${masked(toAddress)}`, delivery?.verdict],
});

/** What is not known is not set: it would take the place of what the message had. */
const known = (ids: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const])),
  );
