import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { NodeAPI, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import account from "../../nodes/genesys-account";
import requestIn from "../../nodes/genesys-request-in";
import requestOut from "../../nodes/genesys-request-out";
import { createClock } from "./clock";
import { run } from "./servers";

helper.init(createRequire(__filename).resolve(process.env.NR ?? "node-red"));

/** Its types are older than the helper. */
const server = helper as unknown as { startServer(): Promise<void>; stopServer(): Promise<void> };

export type FlowMessage = NodeMessage & Record<string, unknown>;
/** What is between the two nodes: returns what it sends on, or nothing. */
export type Between = (msg: FlowMessage) => FlowMessage | undefined;

interface BenchOptions {
  config?: Record<string, unknown>;
  credentials?: Record<string, string>;
  flow?: Record<string, unknown>[];
}

export interface Returned {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export const SECRET = "the-secret";
/** What Genesys Cloud sends to it. */
export const ASKED = { conversationId: "c-1", phone: "+15555550142" };
export const VIP = {
  path: "/genesys/vip",
  inputContract: [
    { name: "conversationId", type: "string", required: true },
    { name: "phone", type: "string", required: false },
  ],
  outputContract: [{ name: "vip", type: "boolean", required: true }],
};

/** A flow that answers yes. */
export const yes: Between = (msg) => ({ ...msg, payload: { vip: true } });

const nodesOf = ({ config, flow = [] }: BenchOptions): Record<string, unknown>[] => [
  { id: "tab", type: "tab", label: "spec" },
  { id: "the-account", type: "genesys-account", region: "simulator", successStatus: "names" },
  {
    id: "the-request",
    type: "genesys-request-in",
    z: "tab",
    account: "the-account",
    wires: [["the-flow"]],
    ...VIP,
    ...config,
  },
  { id: "the-flow", type: "helper", z: "tab", wires: [] },
  {
    id: "the-response",
    type: "genesys-request-out",
    z: "tab",
    account: "the-account",
    wires: [["the-end"]],
  },
  { id: "the-end", type: "helper", z: "tab", wires: [] },
  { id: "the-catch", type: "catch", z: "tab", scope: ["the-response"], wires: [["the-caught"]] },
  { id: "the-caught", type: "helper", z: "tab", wires: [] },
  ...flow,
];

/** The two nodes with a flow between them, on virtual time; Node-RED and HTTP are real. */
export const openRequestBench = async (between: Between, options: BenchOptions = {}) => {
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  helper.settings({ genesysAccountClock: clock } as never);
  await server.startServer();
  let app: NodeAPI["httpNode"] | undefined;
  const catchApp = (RED: NodeAPI): void => void (app = RED.httpNode);
  const credentials = { "the-request": options.credentials ?? { headerValue: SECRET } };
  await helper.load(
    [catchApp, account, requestIn, requestOut] as never,
    nodesOf(options) as never,
    credentials,
  );
  const web = await run(createServer((...request) => void app?.(...(request as [never, never]))));

  const collect = (id: string): FlowMessage[] => {
    const all: FlowMessage[] = [];
    helper.getNode(id).on("input", (msg) => all.push(msg));
    return all;
  };
  const received = collect("the-flow");
  const ended = collect("the-end");
  const caught = collect("the-caught");
  const respond = (msg: FlowMessage): void => helper.getNode("the-response").receive(msg);
  helper.getNode("the-flow").on("input", (msg) => {
    const sent = between(msg);
    if (sent !== undefined) respond(sent);
  });

  const request = async (init: RequestInit = {}, path = VIP.path): Promise<Returned> => {
    const response = await fetch(`http://127.0.0.1:${web.port}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    const body = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Returned> =>
    request({
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": SECRET, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  /** The helper spies on the methods of all nodes. */
  const callsOf = (method: "status" | "warn" | "error", id = "the-request"): unknown[] => {
    const node = helper.getNode(id);
    const spy = node[method] as unknown as { getCalls(): { thisValue: unknown; args: unknown[] }[] };
    return spy.getCalls().flatMap(({ thisValue, args }) => (thisValue === node ? [args[0]] : []));
  };

  return {
    clock,
    url: `http://127.0.0.1:${web.port}`,
    received,
    ended,
    caught,
    statuses: () => callsOf("status") as Record<string, unknown>[],
    warnings: () => callsOf("warn") as string[],
    errors: () => callsOf("error") as string[],
    errorsOf: (id: string) => callsOf("error", id) as string[],
    respond,
    request,
    post,
    /** Closes the nodes, as a deploy does; the web server goes on. */
    stopFlows: () => helper.unload(),
    close: async () => {
      await helper.unload();
      await web.close();
      await server.stopServer();
    },
  };
};

export type RequestBench = Awaited<ReturnType<typeof openRequestBench>>;
