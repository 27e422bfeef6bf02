import { idOf } from "../../nodes/lib/simulator/store/ids";

/** Every dialog that has lists, as data: how its node starts, and what is chosen. */

export type Values = Record<string, unknown>;
/** A field, what is chosen from its list (several: one after the other), and the ids that are then kept. */
export type Choice = [field: string, chosen: string | string[], kept: string];

const text = (...names: string[]): Values =>
  Object.fromEntries(
    names.flatMap((name) => [
      [name, ""],
      [`${name}Type`, "str"],
    ]),
  );
const ids = (kind: string, ...names: string[]): string =>
  names.map((name) => idOf(`${kind} ${name}`)).join(", ");

const ADA: Choice = ["userId", "Ada Agent", ids("user", "Ada Agent")];
const CASEY: Choice = ["externalContactId", "Casey Customer", ids("external contact", "Casey Customer")];
const forUser = { target: "user", ...text("userId") };
const field = (name: string, value = "", type = "str"): Values => ({ name, value, type });

export const DIALOGS: Record<string, { type: string; config: Values; choices: Choice[] }> = {
  conversation: { type: "genesys-get-conversation", config: forUser, choices: [ADA] },
  postflow: {
    type: "genesys-set-postflow",
    config: text("destination"),
    choices: [["destination", "Satisfaction survey", ids("flow", "Satisfaction survey")]],
  },
  clear: { type: "genesys-delete-postflow", config: forUser, choices: [ADA] },
  wrapUp: {
    type: "genesys-wrap-up",
    config: { ...forUser, ...text("code"), action: "apply" },
    choices: [["code", "Resolved", ids("wrapup code", "Resolved")], ADA],
  },
  callQueue: {
    type: "genesys-place-call",
    config: {
      ...text("userId", "callFromQueueId", "languageId", "routingSkillsIds", "externalContactId"),
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
  callUser: {
    type: "genesys-place-call",
    config: { destinationType: "user", destination: "", destinationValueType: "str" },
    choices: [["destination", "Ben Agent", ids("user", "Ben Agent")]],
  },
  openMessage: {
    type: "genesys-send-message",
    config: { ...text("fromAddress"), mode: "agentless", channel: "open" },
    choices: [["fromAddress", "Web shop", ids("integration", "Web shop")]],
  },
  attendedMessage: {
    type: "genesys-send-message",
    config: { ...text("queueId", "externalContactId"), mode: "attended", channel: "sms" },
    choices: [["queueId", "Support", ids("queue", "Support")], CASEY],
  },
  reply: { type: "genesys-reply-message", config: forUser, choices: [ADA] },
  toUser: {
    type: "genesys-update-participant",
    config: { ...text("destination"), ...forUser, action: "transfer", transferTo: "user" },
    choices: [["destination", "Ben Agent", ids("user", "Ben Agent")], ADA],
  },
  toQueue: {
    type: "genesys-update-participant",
    config: { ...text("destination"), action: "transfer", transferTo: "queue" },
    choices: [["destination", "Billing", ids("queue", "Billing")]],
  },
  queues: {
    type: "genesys-events",
    config: { scope: "queue", ids: "" },
    choices: [["ids", ["Support", "Sales"], ids("queue", "Support", "Sales")]],
  },
  users: {
    type: "genesys-events",
    config: { scope: "user", ids: "" },
    choices: [["ids", ["Ada Agent"], ids("user", "Ada Agent")]],
  },
  anyQueue: {
    type: "genesys-api",
    config: { operation: "getRoutingQueue", operationType: "str", parameters: [], parametersType: "fields" },
    choices: [["queueId", "Billing", ids("queue", "Billing")]],
  },
  anyWrapUp: {
    type: "genesys-api",
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
  anyCall: {
    type: "genesys-api",
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
};
