import type { NodeCases } from "../cases";
import { ADA, forUser } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { CALL, TARGET_INPUTS } from "../seed";

const { text } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "find agent",
    fields: { target: "agent", which: "only", mediaType: "call", conversationId: CALL.conversationId },
  },
  byDefault: { msg: { conversationId: CALL.conversationId }, request: "getConversation" },
  named: { config: {} },
  secretive: [
    {
      config: { ...TARGET_INPUTS, target: "customer" },
      method: "GET",
      msg: () => ({ conversationId: CALL.conversationId }),
      wrong: { conversationId: { text } },
    },
  ],
  previewed: [
    {
      does: "reads a conversation",
      settings: { target: "none" },
    },
    {
      does: "finds a user who is named by e-mail address",
      settings: { target: "user" },
      inputs: { userId: "ada.agent@example.com" },
    },
  ],
  lookups: [{ id: "conversation", config: forUser, choices: [ADA] }],
};
