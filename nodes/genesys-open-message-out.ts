import { z } from "zod";
import { aboutCustomer } from "./lib/node/about";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { text } from "./lib/node/target";
import { masked } from "./lib/node/trace";
import { sendInbound } from "./lib/platform/open-messaging/inbound/send";
import { inboundSteps } from "./lib/platform/plan/open-messaging";

const WRITTEN = { usedWith: [{ send: ["message", "structured"] }] };
const IDENTIFIED = { usedWith: [{ send: ["message", "receipt", "structured"] }] };
const MESSAGE = { usedWith: [{ send: ["message"] }] };
const STRUCTURED = { usedWith: [{ send: ["structured"] }] };

export = defineNode({
  type: "genesys-open-message-out",
  inputs: z.object({
    integrationId: text,
    fromId: text,
    fromName: asInput(text.optional(), { usedWith: [{ send: ["message", "typing", "structured"] }] }),
    text: asInput(text.optional(), WRITTEN),
    media: asInput(z.unknown().optional(), MESSAGE),
    messageId: asInput(text.optional(), IDENTIFIED),
    time: z.unknown().optional(),
    metadata: asInput(z.unknown().optional(), MESSAGE),
    attributes: asInput(z.unknown().optional(), WRITTEN),
    originatingMessageId: asInput(text.optional(), STRUCTURED),
    buttonPayload: asInput(text.optional(), STRUCTURED),
    reason: asInput(z.unknown().optional(), { usedWith: [{ send: ["receipt"], receiptStatus: ["failed"] }] }),
  }),
  options: z.object({
    send: z.enum(["message", "typing", "receipt", "structured"]).default("message"),
    receiptStatus: z.enum(["delivered", "read", "failed"]).default("delivered"),
    buttonType: z.enum(["quickReply", "button", "datePicker"]).default("quickReply"),
  }),
  about: aboutCustomer,
  plan: ({ options, grant }) => inboundSteps({ ...options, grant }),
  run: ({ client, inputs, options, signal }) => sendInbound(client, inputs, { options, signal }),
  output: ({ answer, integrationId, messageId, time, repeated }) => ({
    payload: {
      ...(answer ?? { accepted: true }),
      ...(repeated ? { repeated } : {}),
    },
    integrationId,
    mediaType: "message",
    time,
    ...(messageId === undefined ? {} : { messageId }),
    ...(answer?.conversationId === undefined ? {} : { conversationId: answer.conversationId }),
  }),
  trace: (_sent, { inputs: { fromId }, options: { send } }) => [send, masked(fromId)],
});
