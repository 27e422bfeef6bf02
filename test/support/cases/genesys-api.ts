import { said, type NodeCases } from "../cases";
import { CASEY, field, ids } from "../lookup-dialogs";
import { PERSONAL, TEXT_LINE } from "../secretive";
import { CALL, fromMessage } from "../seed";

const { number, text } = PERSONAL;
const ATTRIBUTES = "patchConversationParticipantAttributes";
const SMS = { toAddress: "+15555550123", fromAddress: "+15555550199" };

export const cases: NodeCases = {
  dialog: { label: "getUsersMe", fields: { operation: "getUsersMe", paging: "all", limit: "50" } },
  byDefault: { msg: { operation: "getUsersMe", parameters: { a: 1 } } },
  ordered: [
    {
      name: "genesys api",
      config: { operation: ATTRIBUTES, operationType: "str", ...fromMessage("parameters", "body") },
      message: (nth) => ({
        parameters: { conversationId: CALL.conversationId, participantId: CALL.participantId },
        body: { attributes: { step: String(nth) } },
      }),
      act: { operation: ATTRIBUTES },
      says: said("attributes.step"),
    },
    {
      name: "genesys api, to one address",
      config: {
        operation: "postConversationsMessagesAgentless",
        operationType: "str",
        ...fromMessage("body"),
      },
      message: (nth) => ({ body: { ...SMS, toAddressMessengerType: "sms", textBody: `text ${nth}` } }),
      act: { operation: "postConversationsMessagesAgentless" },
      says: said("textBody"),
    },
  ],
  secretive: [
    {
      config: {
        ...fromMessage("parameters", "body"),
        operation: "postConversationsMessagesAgentless",
        operationType: "str",
      },
      method: "POST",
      msg: () => ({
        parameters: {},
        body: { fromAddress: TEXT_LINE, toAddress: number, toAddressMessengerType: "sms", textBody: text },
      }),
      wrong: {
        body: { fromAddress: TEXT_LINE, toAddress: number, toAddressMessengerType: "sms", textBody: [text] },
      },
    },
  ],
  lookups: [
    {
      id: "anyQueue",
      config: {
        operation: "getRoutingQueue",
        operationType: "str",
        parameters: [],
        parametersType: "fields",
      },
      choices: [["queueId", "Billing", ids("queue", "Billing")]],
    },
    {
      id: "anyWrapUp",
      config: {
        ...{ operation: "postConversationsCallParticipantCommunicationWrapup", operationType: "str" },
        ...{
          parameters: ["conversationId", "participantId", "communicationId"].map((name) =>
            field(name, name, "msg"),
          ),
        },
        ...{ parametersType: "fields", bodyType: "fields", body: [field("code", "x")] },
      },
      choices: [["code", "Resolved", ids("wrapup code", "Resolved")]],
    },
    {
      id: "anyCall",
      config: {
        ...{ operation: "postConversationsCalls", operationType: "str", bodyType: "fields" },
        body: [
          field("languageId", "x"),
          field("routingSkillsIds", "[]", "json"),
          field("externalContactId", "x"),
        ],
      },
      choices: [
        ["languageId", "German", ids("language", "German")],
        [
          "routingSkillsIds",
          ["Billing", "Contracts"],
          JSON.stringify(ids("skill", "Billing", "Contracts").split(", ")),
        ],
        CASEY,
      ],
    },
  ],
};
