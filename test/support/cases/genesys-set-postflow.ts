import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { said, type NodeCases } from "../cases";
import { ids, blankTexts } from "../lookup-dialogs";
import { PERSONAL, targeted } from "../secretive";
import { CALL, fromMessage, TARGET_INPUTS } from "../seed";

const { number, text } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "after the call: +15555550142",
    fields: { destination: "+15555550142", target: "user", userId: "ada.agent@example.com" },
  },
  byDefault: {
    msg: { conversationId: CALL.conversationId, destination: "+15555550142" },
    request: "patchConversationsCallParticipantCommunicationPostflowaction",
  },
  named: { config: { destination: "+15555550142", destinationType: "str" } },
  ordered: [
    {
      name: "set postflow",
      config: { ...TARGET_INPUTS, ...fromMessage("destination", "invocationData") },
      message: (nth) => ({ ...CALL, destination: `+1555555010${nth}` }),
      act: { operation: "patchConversationsCallParticipantCommunicationPostflowaction" },
      says: said("destination"),
    },
  ],
  damaged: [
    {
      name: "setting a post-flow",
      config: { ...TARGET_INPUTS, ...fromMessage("destination", "invocationData") },
      match: { method: "PATCH", path: /\/postflowaction/ },
      msg: () => ({ ...CALL, destination: idOf("flow Satisfaction survey") }),
      again: true,
      repeatable: true,
    },
  ],
  secretive: [
    {
      config: { ...targeted, ...fromMessage("destination", "invocationData") },
      method: "PATCH",
      msg: () => ({ ...CALL, destination: number, invocationData: text }),
      wrong: { destination: [number], invocationData: { text } },
    },
  ],
  previewed: [
    {
      does: "sets a post-flow action",
      settings: { target: "customer" },
      inputs: { destination: "+15550100" },
    },
  ],
  lookups: [
    {
      id: "postflow",
      config: blankTexts("destination"),
      choices: [["destination", "Satisfaction survey", ids("flow", "Satisfaction survey")]],
    },
  ],
};
