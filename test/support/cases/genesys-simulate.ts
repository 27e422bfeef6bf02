import type { NodeCases } from "../cases";
import { CALL } from "../seed";

export const cases: NodeCases = {
  dialog: {
    label: "an agent answers",
    fields: { action: "agentAnswers", conversationId: CALL.conversationId },
  },
  byDefault: { msg: { details: { queue: "Sales" } } },
};
