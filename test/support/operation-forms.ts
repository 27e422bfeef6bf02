import { idOf } from "../../nodes/lib/simulator/store/ids";
import { CALL } from "./seed";

/** A field of the form, as it is stored. */
export interface Field {
  name: string;
  value: string;
  type: string;
}
export type Part = { type: string; value: unknown };
export type Fields = Field[] | { type: string; value: string };

export interface Case {
  does: string;
  operation: string;
  parameters?: Fields;
  body?: Fields;
  paging?: "all";
  msg?: Record<string, unknown>;
}

export const field = (name: string, value: string, type = "str"): Field => ({ name, value, type });

const DETAILS: Field[] = [
  field("interval", "2026-03-01T00:00:00.000Z/2026-03-03T00:00:00.000Z"),
  field("order", "desc"),
];

export const CASES: Case[] = [
  {
    does: "reads what a message names",
    operation: "getConversation",
    parameters: [field("conversationId", "call.id", "msg")],
    msg: { call: { id: CALL.conversationId } },
  },
  {
    does: "lists with numbers, blanks and several values in its query",
    operation: "getUsers",
    parameters: [
      field("pageSize", "5", "num"),
      field("expand", "presence,routingStatus"),
      field("id", JSON.stringify([idOf("user Ada Agent"), idOf("user Ben Agent")]), "json"),
      field("sortOrder", " "),
    ],
  },
  {
    does: "searches for a name with blanks and marks in it",
    operation: "getRoutingQueues",
    parameters: [field("name", "Süd & Nord: a+b"), field("pageNumber", "wanted", "msg")],
    msg: { wanted: 1 },
  },
  {
    does: "takes all parameters out of JSON",
    operation: "getRoutingQueues",
    parameters: { type: "json", value: '{"name":"Support","pageSize":10}' },
  },
  {
    does: "reads a conversation with an id that has to be encoded",
    operation: "getConversation",
    parameters: [field("conversationId", "a/b c")],
  },
  {
    does: "patches with fields from the form, the message and JSONata",
    operation: "patchConversationsCallParticipantCommunicationPostflowaction",
    parameters: [
      field("conversationId", CALL.conversationId),
      field("participantId", CALL.participantId),
      field("communicationId", "leg", "msg"),
    ],
    body: [field("destination", "+15555550142"), field("invocationData", "order", "msg"), field("x", "")],
    msg: { leg: CALL.communicationId, order: "order 7" },
  },
  {
    does: "sends a body that is JSON",
    operation: "patchConversationParticipantAttributes",
    parameters: [field("conversationId", CALL.conversationId), field("participantId", CALL.participantId)],
    body: { type: "json", value: '{"attributes":{"vip":"yes"}}' },
  },
  {
    does: "sends a body that a message has",
    operation: "patchConversationParticipantAttributes",
    parameters: { type: "msg", value: "ids" },
    body: { type: "msg", value: "payload" },
    msg: {
      ids: { conversationId: CALL.conversationId, participantId: CALL.participantId },
      payload: { attributes: { vip: "no" } },
    },
  },
  {
    does: "reads page after page by number",
    operation: "getUsers",
    parameters: [field("pageSize", "2", "num")],
    paging: "all",
  },
  {
    does: "asks for pages in its body",
    operation: "postAnalyticsConversationsDetailsQuery",
    body: DETAILS,
    paging: "all",
  },
  {
    does: "calls an operation by the name of a tool",
    operation: "get_email",
    parameters: [field("conversationId", "e-1")],
  },
];
