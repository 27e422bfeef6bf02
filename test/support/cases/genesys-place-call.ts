import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { NodeCases } from "../cases";
import { ADA, CASEY, ids, blankTexts } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { fromMessage } from "../seed";

const { number, callerId, name, notes, attribute, uuiData } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "call +15555550142 on behalf of ada.agent@example.com",
    fields: {
      ...{ destinationType: "phone", destination: "+15555550142", country: "US" },
      ...{ userId: "ada.agent@example.com", waitFor: "connected", deadlineSeconds: "90" },
    },
  },
  byDefault: {
    msg: { destination: "+15555550142", userId: "ada.agent@example.com", label: "back" },
    request: "postConversationsCallsUserUserId",
  },
  damaged: [
    {
      name: "placing a call",
      config: { ...fromMessage("userId"), destination: "destination", destinationValueType: "msg" },
      match: { method: "POST", path: /\/conversations\/calls/ },
      msg: () => ({ destination: "+15555550142", userId: idOf("user Ben Agent") }),
      again: true,
    },
  ],
  secretive: [
    {
      config: {
        ...fromMessage("userId", "callerId", "callerIdName", "attributes", "uuiData", "label"),
        ...{ destination: "destination", destinationValueType: "msg" },
      },
      method: "POST",
      msg: () => ({
        ...{ destination: number, userId: idOf("user Ben Agent"), callerId, callerIdName: name },
        ...{ attributes: { attribute }, uuiData, label: notes },
      }),
      wrong: { destination: `${number} or ${callerId}`, attributes: [attribute], label: { notes } },
    },
  ],
  previewed: [
    {
      does: "places a call on behalf of a user",
      settings: { destinationType: "phone", waitFor: "created" },
      inputs: { destination: "+15555550142", userId: idOf("user Ada Agent"), label: "a label" },
    },
  ],
  lookups: [
    {
      id: "callQueue",
      config: {
        ...blankTexts("userId", "callFromQueueId", "languageId", "routingSkillsIds", "externalContactId"),
        ...{ destinationType: "queue", destination: "", destinationValueType: "str" },
      },
      choices: [
        ["destination", "Support", ids("queue", "Support")],
        ADA,
        ["callFromQueueId", "Sales", ids("queue", "Sales")],
        ["languageId", "German", ids("language", "German")],
        ["routingSkillsIds", ["Billing", "Contracts"], ids("skill", "Billing", "Contracts")],
        CASEY,
      ],
    },
    {
      id: "callUser",
      config: { destinationType: "user", destination: "", destinationValueType: "str" },
      choices: [["destination", "Ben Agent", ids("user", "Ben Agent")]],
    },
  ],
};
