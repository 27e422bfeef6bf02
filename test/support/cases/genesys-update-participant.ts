import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { said, type NodeCases } from "../cases";
import { ADA, forUser, ids, blankTexts } from "../lookup-dialogs";
import { agentsCall, PERSONAL, targeted } from "../secretive";
import { CALL, fromMessage, TARGET_INPUTS } from "../seed";

const { number, attribute } = PERSONAL;
const ATTRIBUTES = "patchConversationParticipantAttributes";

export const cases: NodeCases = {
  dialog: {
    label: "transfer agent to Sales",
    fields: { action: "transfer", transferTo: "queue", destination: "Sales", target: "agent" },
  },
  byDefault: {
    msg: { conversationId: CALL.conversationId },
    request: "patchConversationsCallParticipantUserUserId",
  },
  named: { config: { action: "hold", target: "agent" } },
  ordered: [
    {
      name: "update participant, attributes",
      config: { ...TARGET_INPUTS, ...fromMessage("attributes"), action: "setAttributes", target: "customer" },
      message: (nth) => ({ ...CALL, attributes: { step: String(nth) } }),
      act: { operation: ATTRIBUTES },
      says: said("attributes.step"),
    },
  ],
  damaged: [
    {
      name: "transferring a call",
      config: {
        ...TARGET_INPUTS,
        ...fromMessage("destination", "attributes"),
        action: "transfer",
        transferTo: "queue",
      },
      match: { method: "POST", path: /\/replace/ },
      msg: () => ({ conversationId: CALL.conversationId, destination: idOf("queue Sales") }),
    },
    {
      name: "pausing the recording",
      config: { ...TARGET_INPUTS, action: "securePause" },
      match: { method: "PUT", path: /\/recordingstate/ },
      msg: () => ({ conversationId: CALL.conversationId }),
      repeatable: true,
    },
  ],
  secretive: [
    {
      how: "setting attributes",
      config: { ...targeted, ...fromMessage("attributes"), action: "setAttributes" },
      method: "PATCH",
      msg: () => ({ ...CALL, attributes: { attribute } }),
      wrong: { attributes: [attribute] },
    },
    {
      how: "transferring",
      config: { ...targeted, ...fromMessage("destination"), action: "transfer", transferTo: "address" },
      method: "POST",
      msg: () => ({ ...agentsCall, destination: number }),
      wrong: { destination: { number } },
    },
    {
      how: "consulting",
      config: { ...targeted, ...fromMessage("destination"), action: "consult", transferTo: "address" },
      method: "POST",
      asUser: true,
      msg: () => ({ ...agentsCall, destination: number }),
      wrong: { destination: { number } },
    },
  ],
  previewed: [
    {
      does: "holds the agent on their behalf",
      settings: { target: "agent", action: "hold" },
    },
    {
      does: "mutes the customer",
      settings: { target: "customer", action: "mute" },
    },
    {
      does: "pauses the recording",
      settings: { target: "agent", action: "securePause" },
    },
    {
      does: "transfers to a contact",
      settings: { target: "agent", action: "transfer", transferTo: "contact", phoneType: "CellPhone" },
      inputs: { destination: idOf("external contact Casey Customer") },
    },
    {
      does: "sets attributes",
      settings: { target: "customer", action: "setAttributes" },
      inputs: { attributes: { vip: "yes" } },
    },
    {
      does: "transfers to a queue",
      settings: { target: "agent", action: "transfer", transferTo: "queue" },
      inputs: { destination: idOf("queue Sales") },
    },
  ],
  lookups: [
    {
      id: "toContact",
      config: { ...blankTexts("destination"), action: "consult", transferTo: "contact" },
      choices: [["destination", "Casey Customer", ids("external contact", "Casey Customer")]],
    },
    {
      id: "toUser",
      config: { ...blankTexts("destination"), ...forUser, action: "transfer", transferTo: "user" },
      choices: [["destination", "Ben Agent", ids("user", "Ben Agent")], ADA],
    },
    {
      id: "toQueue",
      config: { ...blankTexts("destination"), action: "transfer", transferTo: "queue" },
      choices: [["destination", "Billing", ids("queue", "Billing")]],
    },
  ],
};
