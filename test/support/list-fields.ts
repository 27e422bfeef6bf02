import genesysApi from "../../nodes/genesys-api";
import placeCall from "../../nodes/genesys-place-call";
import queueStats from "../../nodes/genesys-queue-stats";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import type { Simulator } from "../../nodes/lib/simulator/index";
import type { NodeModule } from "./benches/node-bench";
import { TARGET_INPUTS } from "./seed";
import { asJson, bodyOf, C } from "./written-lists";

interface ListField {
  /** The property, as an error names it. */
  field: string;
  module: NodeModule;
  type: string;
  /** The node with this list in its field. */
  config: (written: string) => Record<string, unknown>;
  /** The request that carries the list, and the list in it. */
  operation: string;
  read: (entry: LogEntry) => unknown;
  message?: (simulator: Simulator) => Record<string, unknown>;
}

/** A call that Ben has taken. */
export const answered = ({ act }: Simulator): Record<string, unknown> => {
  const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
  return { ...act.agentAnswers(conversationId, { user: "Ben Agent" }) };
};
export const wrapUpField = {
  module: wrapUp,
  type: "genesys-wrap-up",
  operation: "postConversationsCallParticipantCommunicationWrapup",
  read: (entry: LogEntry) => bodyOf(entry)["tags"],
  message: answered,
};
export const wrapUpConfig = {
  ...TARGET_INPUTS,
  ...{ target: "ids", code: "Resolved", codeType: "str", mediaType: "call" },
};
const placeCallField = {
  module: placeCall,
  type: "genesys-place-call",
  operation: "postConversationsCallsUserUserId",
  read: (entry: LogEntry) => bodyOf(entry)["routingSkillsIds"],
};
const placeCallConfig = {
  ...{ destination: "Support", destinationValueType: "str", destinationType: "queue" },
  ...{ userId: C, userIdType: "str" },
};
const apiConfig = { operationType: "str", parametersType: "fields", bodyType: "fields" };

export const FIELDS: ListField[] = [
  {
    ...wrapUpField,
    field: "tags",
    config: (tags) => ({ ...wrapUpConfig, tags, tagsType: "str" }),
  },
  {
    ...wrapUpField,
    field: "tags",
    config: (tags) => ({ ...wrapUpConfig, tags: asJson(tags), tagsType: "json" }),
  },
  {
    ...placeCallField,
    field: "routingSkillsIds",
    config: (ids) => ({ ...placeCallConfig, routingSkillsIds: ids, routingSkillsIdsType: "str" }),
  },
  {
    ...placeCallField,
    field: "routingSkillsIds",
    config: (ids) => ({ ...placeCallConfig, routingSkillsIds: asJson(ids), routingSkillsIdsType: "json" }),
  },
  {
    ...{ field: "queueIds", module: queueStats, type: "genesys-queue-stats", operation: "getRoutingQueues" },
    config: (queueIds) => ({ queueIds, queueIdsType: "str" }),
    read: ({ query }) => String(query["id"]).split(","),
  },
  {
    ...{ field: "parameters.id", module: genesysApi, type: "genesys-api", operation: "getUsers" },
    config: (value) => ({
      ...apiConfig,
      operation: "getUsers",
      parameters: [{ name: "id", value, type: "str" }],
    }),
    read: ({ query }) => String(query["id"]).split(","),
  },
  {
    ...{ field: "body.routingSkillsIds", module: genesysApi, type: "genesys-api" },
    operation: "postConversationsCallsUserUserId",
    config: (value) => ({
      ...apiConfig,
      operation: "postConversationsCallsUserUserId",
      parameters: [{ name: "userId", value: C, type: "str" }],
      body: [
        { name: "phoneNumber", value: "+12025550142", type: "str" },
        { name: "routingSkillsIds", value: asJson(value), type: "json" },
      ],
    }),
    read: (entry) => bodyOf(entry)["routingSkillsIds"],
  },
];
