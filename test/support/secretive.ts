import type { NodeAPI } from "node-red";
import api from "../../nodes/genesys-api";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import getConversation from "../../nodes/genesys-get-conversation";
import placeCall from "../../nodes/genesys-place-call";
import replyMessage from "../../nodes/genesys-reply-message";
import sendMessage from "../../nodes/genesys-send-message";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { CALL, fromMessage, TARGET_INPUTS } from "./seed";

/** What customers and agents say and are reached at; made up, and found nowhere but in the inputs below. */
export const PERSONAL = {
  number: "+15550123456",
  callerId: "+15550177888",
  name: "Jordan Q. Doe",
  text: "Your parcel is at 7 Elm Street",
  notes: "promised a refund of 40",
  tag: "vip, angry",
  attribute: "account 88-12-7",
  uuiData: "004a6f7264616e;encoding=hex",
  file: "aW52b2ljZSBvZiA0MA==",
} as const;

const { number, callerId, name, text, notes, tag, attribute, uuiData, file } = PERSONAL;
const TEXT_LINE = "+15555550199";
const AGENT_LEG = {
  participantId: idOf("start participant agent"),
  communicationId: idOf("start communication agent"),
};

export interface SecretiveCase {
  type: string;
  /** What of the node is shown, where there are several of its type. */
  how?: string;
  module: (RED: NodeAPI) => void;
  config: Record<string, unknown>;
  /** The method of the request that is struck. */
  method: string;
  msg: (simulator: Simulator) => Record<string, unknown>;
  /** The request that is struck holds none of it, so that no answer can repeat it. */
  isBare?: true;
  /** Inputs of the wrong shape, with the same in them. */
  wrong: Record<string, unknown>;
}

const targeted = { ...TARGET_INPUTS, target: "ids" };
const agentsCall = { ...CALL, ...AGENT_LEG };

/** The conversation of a customer who has written and of an agent who has it. */
const writing = ({ act }: Simulator): Record<string, unknown> => {
  const { conversationId } = act.customerWrites({ text });
  return act.agentAnswers(conversationId);
};

/** Each node that acts, with as much as it can carry. */
export const SECRETIVE: readonly SecretiveCase[] = [
  {
    type: "genesys-get-conversation",
    module: getConversation,
    config: { ...TARGET_INPUTS, target: "customer" },
    method: "GET",
    msg: () => ({ conversationId: CALL.conversationId }),
    wrong: { conversationId: { text } },
  },
  {
    type: "genesys-set-postflow",
    module: setPostflow,
    config: { ...targeted, ...fromMessage("destination", "invocationData") },
    method: "PATCH",
    msg: () => ({ ...CALL, destination: number, invocationData: text }),
    wrong: { destination: [number], invocationData: { text } },
  },
  {
    type: "genesys-delete-postflow",
    module: deletePostflow,
    config: targeted,
    method: "DELETE",
    msg: () => ({ ...CALL }),
    wrong: { participantId: [number] },
  },
  {
    type: "genesys-wrap-up",
    module: wrapUp,
    config: { ...targeted, ...fromMessage("code", "notes", "tags") },
    method: "POST",
    msg: () => ({ ...agentsCall, code: idOf("wrapup code Resolved"), notes, tags: [tag] }),
    wrong: { notes: { notes }, tags: { tag } },
  },
  {
    type: "genesys-place-call",
    module: placeCall,
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
  {
    type: "genesys-send-message",
    module: sendMessage,
    config: fromMessage("toAddress", "fromAddress", "text"),
    method: "POST",
    msg: () => ({ toAddress: number, fromAddress: TEXT_LINE, text }),
    wrong: { toAddress: `${number} or ${callerId}`, text: { text } },
  },
  {
    type: "genesys-reply-message",
    module: replyMessage,
    config: { ...targeted, ...fromMessage("text"), content: "text" },
    method: "POST",
    msg: (simulator) => ({ ...writing(simulator), text }),
    wrong: { text: { text } },
  },
  {
    type: "genesys-reply-message",
    how: "with a file",
    module: replyMessage,
    config: { ...targeted, ...fromMessage("media"), content: "media" },
    isBare: true,
    method: "POST",
    msg: (simulator) => ({
      ...writing(simulator),
      media: { content: `data:image/png;base64,${file}`, fileName: `${name}.png` },
    }),
    wrong: { media: { content: { text }, fileName: name } },
  },
  {
    type: "genesys-update-participant",
    how: "setting attributes",
    module: updateParticipant,
    config: { ...targeted, ...fromMessage("attributes"), action: "setAttributes" },
    method: "PATCH",
    msg: () => ({ ...CALL, attributes: { attribute } }),
    wrong: { attributes: [attribute] },
  },
  {
    type: "genesys-update-participant",
    how: "transferring",
    module: updateParticipant,
    config: { ...targeted, ...fromMessage("destination"), action: "transfer", transferTo: "address" },
    method: "POST",
    msg: () => ({ ...agentsCall, destination: number }),
    wrong: { destination: { number } },
  },
  {
    type: "genesys-api",
    module: api,
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
];
