import type { NodeCases } from "../cases";
import { ADA, forUser } from "../lookup-dialogs";
import { PERSONAL, targeted } from "../secretive";
import { CALL, TARGET_INPUTS } from "../seed";

const { number } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "delete postflow of participant",
    fields: {
      target: "ids",
      participantId: CALL.participantId,
      communicationId: CALL.communicationId,
      errorOutput: true,
    },
  },
  byDefault: {
    msg: { conversationId: CALL.conversationId },
    request: "deleteConversationsCallParticipantCommunicationPostflowaction",
  },
  named: { config: {} },
  damaged: [
    {
      name: "deleting a post-flow",
      config: TARGET_INPUTS,
      match: { method: "DELETE", path: /\/postflowaction/ },
      msg: () => ({ ...CALL }),
      repeatable: true,
    },
  ],
  secretive: [
    {
      config: targeted,
      method: "DELETE",
      msg: () => ({ ...CALL }),
      wrong: { participantId: [number] },
    },
  ],
  previewed: [
    {
      does: "deletes a post-flow action",
      settings: { target: "customer" },
    },
  ],
  lookups: [{ id: "clear", config: forUser, choices: [ADA] }],
};
