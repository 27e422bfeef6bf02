import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { masked, person } from "./lib/node/trace";
import { asTarget, idsOf, targetInputs, targetOptions } from "./lib/node/target";
import { getConversation, locateIn, partyOf } from "./lib/platform/api/conversations";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { describeParticipant } from "./lib/platform/conversation/described";
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
    const read = () => getConversation(client, inputs.conversationId, { signal });
    if (target === "none") {
      const conversation = await read();
      return { conversation, ids: { conversationId: conversation.id } };
    }
    const wanted = asTarget(inputs, { target, which });
    const of = await partyOf(client, wanted, { signal });
    const conversation = await read();
    const medium = mediaType === "any" ? undefined : mediaType;
    const located = locateIn(conversation, of, wanted, { mediaType: medium, phase: "lastConnected" });
    const participant = describeParticipant(located.leg, conversation.participants);
    return { conversation, ids: idsOf(located), participant };
  },
  output: ({ conversation, ids, participant }) => ({
    payload: conversation,
    ...ids,
    ...(participant === undefined ? {} : { participant }),
  }),
  trace: ({ conversation, ids, participant }) =>
    participant === undefined ? [masked(conversation.id)] : [person(participant.name), ids.mediaType],
});
