import { createRequire } from "node:module";
import type { Node, NodeAPI, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import account from "../../nodes/genesys-account";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock, type VirtualClock } from "./clock";
import { until } from "./until";

/** The Node-RED that the specs of this process run on: `NR=node-red` (4.1) or `NR=node-red-5`. */
helper.init(createRequire(__filename).resolve(process.env.NR ?? "node-red"));

/** Its types are older than the helper. */
const server = helper as unknown as { startServer(): Promise<void>; stopServer(): Promise<void> };

type NodeModule = (RED: NodeAPI) => void;
type Message = NodeMessage & Record<string, unknown>;

/** Where a message came out: the node's first or second output, the Catch node, or nowhere although it was done. */
export interface Arrival {
  at: "result" | "second" | "catch" | "nowhere";
  msg: Message & { error?: { message: string; code?: string; cause?: Record<string, unknown> } };
}

export interface Bench {
  simulator: Simulator;
  clock: VirtualClock;
  node: Node;
  /** All status objects that the node has shown. */
  statuses: { fill?: string; shape?: string; text?: string }[];
  /** Every call of `done` and of the Catch node, for counting. */
  seen: { completed: Message[]; caught: Message[] };
  /** One message in; what comes of it. */
  send(msg: Record<string, unknown>): Promise<Arrival>;
  /** The same, without waiting. */
  start(msg: Record<string, unknown>): void;
  /** What has come out so far. */
  arrivals: Arrival[];
  close(): Promise<void>;
}

/** A value, or what makes it of the simulator that runs. */
type Of<T> = T | ((simulator: Simulator) => T);

interface BenchOptions {
  account?: Record<string, unknown>;
  /** Also made for the simulator that runs, where a token of it is wanted. */
  credentials?: Of<Record<string, string>>;
  /** Those of other nodes, by id. */
  otherCredentials?: Of<Record<string, Record<string, string>>>;
  /** More nodes of the flow, as plain data. */
  flow?: Of<Record<string, unknown>[]>;
  modules?: NodeModule[];
  /** More of Node-RED's settings. */
  settings?: Record<string, unknown>;
  /** A simulator of the spec's own; by default a fresh one. */
  simulator?: Simulator;
  /** What a fresh one has captured. */
  captures?: readonly unknown[];
}

const START = Date.parse("2026-03-02T09:00:00.000Z");

/** A flow with one node of ours in front of a simulated org, on virtual time: Node-RED, HTTP and simulator are real. */
export const openBench = async (
  module: NodeModule,
  type: string,
  config: Record<string, unknown> = {},
  options: BenchOptions = {},
): Promise<Bench> => {
  const clock = createClock(START);
  const simulator = options.simulator ?? (await startSimulator({ clock, captures: options.captures ?? [] }));
  const of = <T extends object>(value: Of<T> | undefined): T | undefined =>
    typeof value === "function" ? value(simulator) : value;
  const arrivals: Arrival[] = [];
  const seen: Bench["seen"] = { completed: [], caught: [] };
  const statuses: Bench["statuses"] = [];

  helper.settings({ genesysAccountClock: clock, ...options.settings } as never);
  await server.startServer();
  const flow = [
    { id: "tab", type: "tab", label: "spec" },
    {
      id: "the-account",
      type: "genesys-account",
      region: "custom",
      apiUrl: simulator.url,
      loginUrl: simulator.url,
      grant: "client-credentials",
      ...options.account,
    },
    {
      id: "the-node",
      type,
      z: "tab",
      account: "the-account",
      wires: [["the-result"], ["the-second"]],
      ...config,
    },
    { id: "the-result", type: "helper", z: "tab", wires: [] },
    { id: "the-second", type: "helper", z: "tab", wires: [] },
    { id: "the-catch", type: "catch", z: "tab", scope: ["the-node"], wires: [["the-caught"]] },
    { id: "the-caught", type: "helper", z: "tab", wires: [] },
    { id: "the-complete", type: "complete", z: "tab", scope: ["the-node"], wires: [["the-completed"]] },
    { id: "the-completed", type: "helper", z: "tab", wires: [] },
    { id: "the-status", type: "status", z: "tab", scope: ["the-node"], wires: [["the-statuses"]] },
    { id: "the-statuses", type: "helper", z: "tab", wires: [] },
    ...(of(options.flow) ?? []),
  ];
  const credentials = { clientId: "simulator", clientSecret: "simulator", ...of(options.credentials) };
  await helper.load([account, module, ...(options.modules ?? [])] as never, flow as never, {
    "the-account": credentials,
    ...of(options.otherCredentials),
  });

  const listen = (id: string, onMessage: (msg: Message) => void): void => {
    helper.getNode(id).on("input", (msg) => onMessage(msg));
  };
  listen("the-result", (msg) => arrivals.push({ at: "result", msg }));
  listen("the-second", (msg) => arrivals.push({ at: "second", msg: msg }));
  listen("the-caught", (msg) => {
    seen.caught.push(msg);
    arrivals.push({ at: "catch", msg: msg });
  });
  listen("the-completed", (msg) => seen.completed.push(msg));
  listen("the-statuses", (msg) => statuses.push((msg as unknown as { status: Bench["statuses"][0] }).status));

  const node = helper.getNode("the-node");
  const start = (msg: Record<string, unknown>): void => node.receive(msg);
  return {
    simulator,
    clock,
    node,
    statuses,
    seen,
    arrivals,
    start,
    send: async (msg) => {
      const before = arrivals.length;
      const done = seen.completed.length;
      start(msg);
      await until(() => arrivals.length > before || seen.completed.length > done);
      return arrivals[before] ?? { at: "nowhere", msg: seen.completed[done] as Arrival["msg"] };
    },
    close: async () => {
      await helper.unload();
      await server.stopServer();
      if (options.simulator === undefined) await simulator.close();
    },
  };
};
