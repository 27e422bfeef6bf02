import { z } from "zod";
import { numeric } from "./lib/node/attributes";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { text } from "./lib/node/target";

/** As a Catch node and a second output have it; a flow may also set a sentence. */
const flowError = z.preprocess(
  (given) => (typeof given === "string" ? { message: given } : given),
  z.looseObject({ message: z.unknown(), code: z.unknown(), cause: z.unknown() }).partial(),
);

export = defineNode({
  type: "genesys-request-out",
  inputs: z.object({
    body: asInput(z.unknown().optional(), { byDefault: { value: "payload", type: "msg" } }),
    status: numeric(z.number().int().min(200).max(599)).optional(),
    requestId: text.optional(),
    error: flowError.optional(),
  }),
  options: z.object({}),
  plan: () => [], // it returns a response; nothing is requested of the platform
  run: ({ account, inputs: { requestId, ...response } }) =>
    Promise.resolve(account.respond({ requestId, ...response })),
  output: ({ sent, response: { status, body } }) => ({ payload: { sent, status, body } }),
  trace: ({ sent, response: { status } }) => [sent ? String(status) : undefined],
});
