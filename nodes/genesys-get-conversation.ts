import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { masked, person } from "./lib/node/trace";
import { asTarget, idsOf, targetInputs, targetOptions } from "./lib/node/target";
import { getConversation, locateIn, partyOf } from "./lib/platform/api/conversations";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { findUser, step } from "./lib/platform/plan/step";

export = defineNode({
  type: "genesys-get-conversation",
  inputs: z.object(targetInputs),
  options: z.object({
    ...targetOptions("customer"),
    target: z.enum(["none", "customer", "agent", "user", "ids"]).default("customer"),
    mediaType: z.enum(["any", ...MEDIA_TYPES]).default("any"),
  }),
  plan: ({ options: { target } }) => [...(target === "user" ? [findUser()] : []), step("getConversation")],
  run: async ({ client, inputs, options: { target, which, mediaType }, signal }) => {
    const conversation = await getConversation(client, inputs.conversationId, { signal });
    if (target === "none") return { conversation, ids: { conversationId: conversation.id } };
    const wanted = asTarget(inputs, { target, which });
    const of = await partyOf(client, wanted, { signal });
    const medium = mediaType === "any" ? undefined : mediaType;
    const located = locateIn(conversation, of, wanted, { mediaType: medium, phase: "lastConnected" });
    return { conversation, ids: idsOf(located) };
  },
  output: ({ conversation, ids }) => ({ payload: conversation, ...ids }),
  trace: ({ conversation, ids }) => {
    if (!("participantId" in ids)) return [masked(conversation.id)];
    const found = conversation.participants.find(({ id }) => id === ids.participantId);
    return [person(found?.name), ids.mediaType];
  },
});
