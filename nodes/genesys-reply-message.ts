import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { asTarget, idsOf, targetInputs, targetOptions, text } from "./lib/node/target";
import { replyMessage } from "./lib/platform/messages/reply-message";
import { replySteps } from "./lib/platform/plan/messages";

export = defineNode({
  type: "genesys-reply-message",
  inputs: z.object({
    ...targetInputs,
    text: asInput(text.optional(), { usedWith: [{ content: ["text"] }] }),
    media: asInput(z.unknown().optional(), { usedWith: [{ content: ["media"] }] }),
    template: asInput(z.unknown().optional(), { usedWith: [{ content: ["template"] }] }),
  }),
  options: z.object({
    ...targetOptions("agent"),
    content: z.enum(["text", "media", "template", "typing"]).default("text"),
    confirm: z.boolean().default(false),
    deadlineSeconds: z.coerce.number().positive().max(86_400).default(60),
  }),
  plan: ({ options }) => replySteps(options),
  run: ({ client, inputs, options, signal, waiting, turn }) =>
    replyMessage(client, asTarget(inputs, options), inputs, { options, signal, waiting, turn }),
  output: ({ located, answer, message, delivery }, { options: { content } }) => ({
    payload: { ...(answer ?? { accepted: true, ...idsOf(located), content }), ...message, ...delivery },
    ...idsOf(located),
    mediaType: "message",
    ...(answer?.id === undefined ? {} : { messageId: answer.id }),
  }),
  trace: ({ delivery }, { options: { content } }) => [content, delivery?.verdict],
});
