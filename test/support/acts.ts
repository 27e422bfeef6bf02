import type { Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { CALL, fromMessage, TARGET_INPUTS } from "./seed";

type Values = Record<string, unknown>;

/** A node that acts by a request of which a second one would be a second act. */
export interface Act {
  name: string;
  type: string;
  config: Values;
  operation: string;
  /** The account has this user signed in. */
  user?: string;
  msg: (simulator: Simulator) => Values;
}

const [ADA, BEN, SAM] = ["Ada Agent", "Ben Agent", "Sam Supervisor"];
const SUPPORT = idOf("queue Support");
const SHOP = idOf("integration Web shop");
const CASEY = idOf("external contact Casey Customer");
const SEND = fromMessage("toAddress", "fromAddress", "queueId", "text");
const REPLY = { ...TARGET_INPUTS, ...fromMessage("text", "media", "template") };
const CALLBACK = fromMessage("queueId", "numbers", "attributes", "scheduledTime", "conversationId");
const TEXT = { toAddress: "+15555550123", fromAddress: "+15555550199", text: "Once" };
const TO = { destination: "destination", destinationValueType: "msg" };
const OUT = fromMessage("integrationId", "fromId", "text", "messageId", "time", "originatingMessageId");

const writing = ({ act }: Simulator): Values => {
  const { conversationId } = act.customerWrites();
  act.agentAnswers(conversationId);
  const media = { content: "R0lGODdhAQ==", fileName: "a.gif" };
  return { conversationId, text: "Once", media, template: "once" };
};

const callback = ({ act }: Simulator): Values => {
  const { conversationId } = act.interactionArrives({ mediaType: "callback", queue: "Service" });
  act.agentAnswers(conversationId, { user: BEN });
  return { conversationId };
};

const replies = (["text", "media", "template", "typing"] as const).map((content): Act => ({
  name: `reply to message, ${content}`,
  ...{ type: "genesys-reply-message", config: { ...REPLY, content } },
  operation:
    content === "typing"
      ? "postConversationsMessageCommunicationTyping"
      : "postConversationsMessageCommunicationMessages",
  msg: writing,
}));

const participants = (
  [
    ["monitor", "", "", "postConversationsCallParticipantMonitor"],
    ["coach", "", "", "postConversationsCallParticipantCoach"],
    ["barge", "", "", "postConversationsCallParticipantBarge"],
    ["transfer", "user", idOf("user Ben Agent"), "postConversationParticipantReplaceAgent"],
    ["transfer", "queue", idOf("queue Sales"), "postConversationParticipantReplaceQueue"],
    ["transfer", "address", "+15555550142", "postConversationParticipantTransfer"],
    ["transfer", "contact", CASEY, "postConversationParticipantReplaceContactExternal"],
    ["consult", "contact", CASEY, "postConversationsCallParticipantConsultContactExternal"],
    ["consult", "user", idOf("user Sam Supervisor"), "postConversationsCallParticipantConsultAgent"],
    ["consult", "queue", idOf("queue Sales"), "postConversationsCallParticipantConsultQueue"],
    ["consult", "address", "+15555550142", "postConversationsCallParticipantVoiceConsult"],
  ] as const
).map(([action, transferTo, destination, operation]): Act => ({
  name: `update participant, ${action} ${transferTo}`.trim(),
  type: "genesys-update-participant",
  config: {
    ...{ ...TARGET_INPUTS, ...fromMessage("destination", "attributes"), action },
    ...(transferTo === "" ? {} : { transferTo }),
  },
  ...{ operation, user: action === "consult" ? ADA : SAM },
  msg: () => ({ conversationId: CALL.conversationId, destination }),
}));

export const ACTS: readonly Act[] = [
  {
    ...{
      name: "place call, on behalf",
      type: "genesys-place-call",
      config: { ...fromMessage("userId"), ...TO },
    },
    operation: "postConversationsCallsUserUserId",
    msg: () => ({ destination: "+15555550142", userId: idOf("user Ben Agent") }),
  },
  {
    ...{ name: "place call, as a user", type: "genesys-place-call", config: TO },
    ...{ operation: "postConversationsCalls", user: BEN },
    msg: () => ({ destination: "+15555550142" }),
  },
  {
    ...{ name: "callback", type: "genesys-callback", config: CALLBACK },
    operation: "postConversationsCallbacks",
    msg: () => ({ queueId: SUPPORT, numbers: ["+15555550142"], attributes: { order: "1" } }),
  },
  {
    ...{
      name: "callback of a participant",
      type: "genesys-callback",
      config: { ...CALLBACK, target: "customer" },
    },
    operation: "postConversationParticipantCallbacks",
    msg: () => ({ ...CALL, queueId: SUPPORT, numbers: ["+15555550142"] }),
  },
  {
    ...{ name: "callback, its call", type: "genesys-callback", config: { ...CALLBACK, action: "start" } },
    ...{ operation: "postConversationsCall", user: BEN, msg: callback },
  },
  {
    ...{ name: "send message", type: "genesys-send-message", config: SEND },
    ...{ operation: "postConversationsMessagesAgentless", msg: () => TEXT },
  },
  {
    ...{
      name: "send message, attended",
      type: "genesys-send-message",
      config: { ...SEND, mode: "attended" },
    },
    ...{ operation: "postConversationsMessages", user: ADA },
    msg: () => ({ ...TEXT, queueId: SUPPORT }),
  },
  ...replies,
  {
    ...{ name: "open message out", type: "genesys-open-message-out", config: OUT },
    operation: "postConversationsMessageInboundOpenMessage",
    msg: () => ({ integrationId: SHOP, fromId: "chat-user-1", text: "Once" }),
  },
  {
    ...{ name: "open message out, with an id", type: "genesys-open-message-out", config: OUT },
    operation: "postConversationsMessageInboundOpenMessage",
    msg: () => ({ integrationId: SHOP, fromId: "chat-user-1", text: "Once", messageId: "chat-1" }),
  },
  {
    ...{ name: "open message out, a button", type: "genesys-open-message-out" },
    config: { ...OUT, send: "structured" },
    operation: "postConversationsMessageInboundOpenStructuredResponse",
    msg: () => ({
      integrationId: SHOP,
      fromId: "chat-user-1",
      text: "Yes",
      originatingMessageId: "message-1",
    }),
  },
  {
    ...{ name: "update participant, monitor a message", type: "genesys-update-participant" },
    config: { ...TARGET_INPUTS, action: "monitor" },
    ...{ operation: "postConversationsMessageParticipantMonitor", user: SAM },
    msg: (simulator) => ({ conversationId: writing(simulator).conversationId }),
  },
  {
    ...{ name: "wrap up", type: "genesys-wrap-up", config: { ...TARGET_INPUTS, ...fromMessage("code") } },
    operation: "postConversationsCallParticipantCommunicationWrapup",
    msg: () => ({ conversationId: CALL.conversationId, code: "Resolved" }),
  },
  ...participants,
  {
    ...{ name: "genesys api", type: "genesys-api", config: fromMessage("operation", "parameters", "body") },
    operation: "postConversationsCallsUserUserId",
    msg: () => ({
      operation: "postConversationsCallsUserUserId",
      parameters: { userId: idOf("user Ben Agent") },
      body: { phoneNumber: "+15555550142" },
    }),
  },
];
