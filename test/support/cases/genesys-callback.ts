import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { said, type NodeCases } from "../cases";
import { ADA, blankTexts, ids } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { CALL, fromMessage } from "../seed";

const { number, callerId, name, attribute } = PERSONAL;
const SUPPORT = idOf("queue Support");
const BEN = idOf("user Ben Agent");
const NUMBERS = ["+15555550142"];
const OF_CALLBACK = fromMessage(
  "conversationId",
  "queueId",
  "numbers",
  "scheduledTime",
  "userId",
  "attributes",
);

export const cases: NodeCases = {
  dialog: {
    label: "create callback: +15555550142",
    fields: { action: "create", queueId: SUPPORT, numbers: "+15555550142", country: "US" },
  },
  byDefault: { msg: { queueId: SUPPORT, numbers: NUMBERS }, request: "postConversationsCallbacks" },
  named: { config: { action: "end", target: "customer" } },
  ordered: [
    {
      name: "callback",
      config: { ...OF_CALLBACK, target: "customer", which: "named" },
      message: (nth) => ({ ...CALL, queueId: SUPPORT, numbers: NUMBERS, attributes: { nth: String(nth) } }),
      act: { operation: "postConversationParticipantCallbacks" },
      says: (entry) => said("data.nth")(entry) ?? said("attributes.nth")(entry),
    },
  ],
  damaged: [
    {
      name: "creating a callback",
      config: OF_CALLBACK,
      match: { method: "POST", path: /\/conversations\/callbacks$/ },
      msg: () => ({ queueId: SUPPORT, numbers: NUMBERS }),
      again: true,
    },
  ],
  secretive: [
    {
      config: { ...OF_CALLBACK, ...fromMessage("customerName") },
      method: "POST",
      msg: () => ({
        ...{ queueId: SUPPORT, userId: BEN, numbers: [number, callerId], customerName: name },
        attributes: { attribute },
      }),
      wrong: { numbers: `${number} or ${callerId}`, attributes: [attribute], customerName: { name } },
    },
  ],
  previewed: [
    {
      does: "creates a callback",
      settings: { action: "create", userId: "", userIdType: "str" },
      inputs: { queueId: SUPPORT, numbers: "+15555550142", customerName: "Ada" },
    },
    {
      does: "creates a callback of a participant",
      settings: { action: "create", target: "customer" },
      inputs: { conversationId: CALL.conversationId, queueId: SUPPORT, numbers: "+15555550142", userId: BEN },
    },
  ],
  lookups: [
    {
      id: "callback",
      config: { action: "create", ...blankTexts("queueId", "userId") },
      choices: [["queueId", "Support", ids("queue", "Support")], ADA],
    },
  ],
};
