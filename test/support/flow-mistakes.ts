import type { FlowNode } from "../../nodes/lib/flow-check/types";
import { other, ours } from "./flow-check";

/** A flow with one mistake: the nodes, and what has to be found. */
export interface Mistake {
  is: string;
  nodes: FlowNode[];
  /** `level node.property` */
  finds: string;
  says?: RegExp;
  suggests?: string;
}

const api = (more: Record<string, unknown>): FlowNode[] => [
  ours("api", "genesys-api", {
    operationType: "str",
    parametersType: "fields",
    parameters: [],
    bodyType: "fields",
    body: [],
    ...more,
  }),
];
const field = (name: string, value: string, type = "str") => ({ name, value, type });

/** Mistakes of one node by itself. */
export const MISTAKES: readonly Mistake[] = [
  {
    is: "a misspelt property",
    nodes: api({ operation: "getUsers", pagging: "all" }),
    finds: "error api.pagging",
    suggests: "paging",
  },
  {
    is: "a credential in the flow",
    nodes: [ours("in", "genesys-open-message-in", { path: "/in", secret: "s3cret-value" })],
    finds: "error in.secret",
    says: /credential/,
  },
  {
    is: "an option with a wrong value",
    nodes: [ours("wrap", "genesys-wrap-up", { action: "aply" })],
    finds: "error wrap.action",
    suggests: "apply",
  },
  {
    is: "an option of the wrong kind",
    nodes: [ours("api", "genesys-api", { operation: "getUsers", operationType: "str", limit: "many" })],
    finds: "error api.limit",
    says: /number/,
  },
  {
    is: "an option that is not chosen",
    nodes: [ours("update", "genesys-update-participant", { action: "" })],
    finds: "error update.action",
    says: /not chosen/,
  },
  {
    is: "an event that does not exist",
    nodes: [ours("events", "genesys-events", { ids: ["Sales"], events: ["acwStart"] })],
    finds: "error events.events",
    says: /acwStarted/,
  },
  {
    is: "no queue to listen to",
    nodes: [ours("events", "genesys-events", { ids: [] })],
    finds: "error events.ids",
    says: /missing/,
  },
  {
    is: "a topic that does not exist",
    nodes: [
      ours("events", "genesys-events", {
        scope: "topic",
        ids: ["v2.users.4a7c1f0a-0000-0000-0000-000000000001.presences"],
      }),
    ],
    finds: "error events.ids",
    suggests: "v2.users.{id}.presence",
  },
  {
    is: "a type of an input that does not exist",
    nodes: [ours("get", "genesys-get-conversation", { conversationId: "x", conversationIdType: "mesage" })],
    finds: "error get.conversationIdType",
    says: /str, num/,
  },
  {
    is: "an input that is left blank",
    nodes: [ours("get", "genesys-get-conversation", { conversationId: "", conversationIdType: "msg" })],
    finds: "error get.conversationId",
    says: /blank/,
  },
  {
    is: "a number that is text",
    nodes: [ours("wait", "genesys-wait", { deadlineSeconds: "soon", deadlineSecondsType: "num" })],
    finds: "error wait.deadlineSeconds",
    says: /not a number/,
  },
  {
    is: "a number beyond its limit",
    nodes: [ours("wait", "genesys-wait", { deadlineSeconds: "9999999", deadlineSecondsType: "num" })],
    finds: "error wait.deadlineSeconds",
    says: /at most/,
  },
  {
    is: "JSON that is none",
    nodes: [
      ours("update", "genesys-update-participant", {
        action: "setAttributes",
        attributes: "{ a: 1",
        attributesType: "json",
      }),
    ],
    finds: "error update.attributes",
    says: /not valid JSON/,
  },
  {
    is: "a template tag",
    nodes: [ours("reply", "genesys-reply-message", { text: "Hi {{payload.name}}", textType: "str" })],
    finds: "error reply.text",
    says: /template tag/,
  },
  {
    is: "a misspelt operation",
    nodes: api({ operation: "getRoutingQueue s" }),
    finds: "error api.operation",
    suggests: "getRoutingQueues",
  },
  {
    is: "an operation by its Python name",
    nodes: api({ operation: "get_routing_queues" }),
    finds: "error api.operation",
    suggests: "getRoutingQueues",
  },
  {
    is: "a path with an id in it",
    nodes: api({ operation: "GET /api/v2/users/8b67e4d1-9758-4285-8c45-b49fedff3f99" }),
    finds: "error api.operation",
    suggests: "getUser",
  },
  {
    is: "a parameter of the path that is missing",
    nodes: api({ operation: "getUser" }),
    finds: "error api.parameters",
    says: /userId is required/,
  },
  {
    is: "a parameter that does not exist",
    nodes: api({ operation: "getRoutingQueues", parameters: [field("page", "2", "num")] }),
    finds: "error api.parameters",
    suggests: "pageNumber",
  },
  {
    is: "a parameter that does not exist, from the message",
    nodes: api({ operation: "getRoutingQueues", parameters: [field("page", "page", "msg")] }),
    finds: "error api.parameters",
    suggests: "pageNumber",
  },
  {
    is: "a parameter with a wrong value",
    nodes: api({ operation: "getRoutingQueues", parameters: [field("sortOrder", "ascending")] }),
    finds: "error api.parameters",
    says: /sortOrder/,
  },
  {
    is: "a field of a body that does not exist",
    nodes: api({ operation: "postRoutingQueues", body: [field("name", "Sales"), field("descripton", "d")] }),
    finds: "error api.body",
    suggests: "description",
  },
  {
    is: "a field of a body that does not exist, from the message",
    nodes: api({
      operation: "postRoutingQueues",
      body: [field("name", "name", "msg"), field("descripton", "text", "msg")],
    }),
    finds: "error api.body",
    suggests: "description",
  },
  {
    is: "a body that lacks a field",
    nodes: api({ operation: "postRoutingQueues", body: '{ "description": "d" }', bodyType: "json" }),
    finds: "error api.body",
    says: /name is required/,
  },
  {
    is: "a wait for what cannot happen",
    nodes: [ours("wait", "genesys-wait", { for: ["acwStarted"], who: "customer" })],
    finds: "error wait.who",
    says: /event of the customer/,
  },
  {
    is: "no account",
    nodes: [ours("get", "genesys-get-conversation", { account: "" })],
    finds: "error get.account",
    says: /no account/,
  },
  {
    is: "an account that does not exist",
    nodes: [ours("get", "genesys-get-conversation", { account: "gone" })],
    finds: "error get.account",
    says: /no node/,
  },
  {
    is: "an account of another type",
    nodes: [ours("get", "genesys-get-conversation", { account: "tab" })],
    finds: "error get.account",
    says: /another type/,
  },
  {
    is: "a region that does not exist",
    nodes: [{ id: "real", type: "genesys-account", region: "ireland" }],
    finds: "error real.region",
  },
  {
    is: "a limit of an account that is none",
    nodes: [{ id: "real", type: "genesys-account", region: "mypurecloud.ie", requestsPerMinute: "-1" }],
    finds: "error real.requestsPerMinute",
  },
  {
    is: "a node that needs a user",
    nodes: api({ operation: "getUsersMe" }),
    finds: "error api.account",
    says: /signed-in user/,
  },
  {
    is: "a wire to a node that does not exist",
    nodes: [ours("get", "genesys-get-conversation", { wires: [["gone"]] })],
    finds: "error get.wires",
    says: /does not exist/,
  },
  {
    is: "a wire from an output for errors that is not chosen",
    nodes: [ours("get", "genesys-get-conversation", { wires: [[], ["show"]] }), other("show", "debug", [])],
    finds: "error get.wires",
    says: /errorOutput/,
  },
  {
    is: "an id that two nodes have",
    nodes: [ours("get", "genesys-get-conversation"), ours("get", "genesys-get-conversation")],
    finds: "error get.id",
  },
];
