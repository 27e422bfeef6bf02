import type { NodeCases } from "../cases";

export const cases: NodeCases = {
  dialog: {
    label: "an agent answers",
    fields: { action: "agentAnswers", conversationId: "conversation-1" },
  },
  byDefault: { msg: { details: { queue: "Sales" } } },
};
