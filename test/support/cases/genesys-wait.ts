import type { NodeCases } from "../cases";
import { ADA, blankTexts } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { CALL, fromMessage } from "../seed";

const { text } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "wait: Answered",
    fields: { who: "agent", deadlineSeconds: "20", alreadyCounts: false },
  },
  byDefault: { msg: { conversationId: CALL.conversationId }, request: "getConversation" },
  secretive: [
    {
      config: fromMessage("conversationId", "userId"),
      method: "GET",
      waitsOn: true,
      msg: () => ({ conversationId: CALL.conversationId }),
      wrong: { conversationId: { text } },
    },
  ],
  previewed: [
    {
      does: "waits for a user",
      settings: { who: "user" },
      inputs: { conversationId: CALL.conversationId, userId: "ada.agent@example.com" },
    },
  ],
  lookups: [{ id: "wait", config: { who: "user", ...blankTexts("userId") }, choices: [ADA] }],
};
