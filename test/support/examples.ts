import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fail } from "node:assert/strict";
import type { NodeAPI, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import { createClock, type VirtualClock } from "./clock";
import { watchConnected, watchersOf } from "./connected";
import { playDelays } from "./delays";
import { exampleNames, readExample, type FlowNode } from "./example-files";
import { nodeTypes } from "./nodes";
import { setFlows } from "./redeploy";
import { runHttp } from "./servers";
import { settleSockets } from "./sockets";

helper.init(createRequire(__filename).resolve(process.env.NR ?? "node-red"));

const server = helper as unknown as { startServer(): Promise<void>; stopServer(): Promise<void> };
const ROOT = join(__dirname, "../..");

export interface Seen {
  id: string;
  node: string;
  msg: NodeMessage & Record<string, unknown>;
}

/** What the first button of an example does not lead to: its other endings. */
const ELSEWHERE: Record<string, string[]> = {
  "03": ["accepted", "the caller has gone", "something else"],
  "22": ["no survey"],
  "23": ["no answer"],
  "30": ["busy: try again later", "not reached"],
  "39": ["none waits"],
  "41": ["not delivered: choose another way"],
  "43": ["left to an agent"],
  "46": ["an answer"],
  "65": ["not reached"],
};

const isSink = ({ type }: FlowNode): boolean => type === "debug" || type === "file";

/** The debug and file nodes that a press of the first button leads to, by name: all but the errors and other endings. */
export const endingsOf = (name: string): string[] =>
  readExample(name)
    .filter(isSink)
    .flatMap(({ name: sink = "" }) => sink)
    .filter((sink) => sink !== "error" && !ELSEWHERE[name.slice(0, 2)]?.includes(sink))
    .sort();

/** The core nodes of the Node-RED that is tested, by the types that they register. */
const coreNodes = (): Map<string, string> => {
  const runtime = createRequire(
    createRequire(__filename).resolve(`${process.env.NR ?? "node-red"}/package.json`),
  );
  const folder = join(dirname(runtime.resolve("@node-red/nodes/package.json")), "core");
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /^[\w-]+[\\/][\w-]+\.js$/.test(file));
  return new Map(
    files.flatMap((file) => {
      const path = join(folder, file);
      const types = [...readFileSync(path, "utf8").matchAll(/registerType\("([^"]+)"/g)];
      return types.map(([, type = ""]) => [type, path] as const);
    }),
  );
};

/** What the helper loads by itself. */
const BUILT_IN = ["tab", "helper", "catch", "status", "complete", "group"];

export interface RunningExample {
  clock: VirtualClock;
  /** What arrived at the debug nodes, with their names, and at nodes that write files. */
  seen: Seen[];
  flow: FlowNode[];
  press(inject: FlowNode): void;
  /** Lets sockets and virtual time run in turn until the condition holds or so much virtual time has passed. */
  run(holds: () => boolean, forMs: number): Promise<void>;
  close(): Promise<void>;
}

const CONNECTED_WITHIN_MS = 10_000;
/** So much virtual time passes between two looks at a condition. */
export const STEP_MS = 200;
/** Loads a flow of examples into the Node-RED under test. The spec keeps what debug and file nodes receive, and plays the delays. */
export const openFlow = async (
  flow: FlowNode[],
  clock: VirtualClock = createClock(Date.parse("2026-03-02T09:00:00.000Z"), () => settleSockets()),
): Promise<RunningExample> => {
  const sinks = flow.filter(isSink);
  const delays = flow.filter(({ type }) => type === "delay");
  const watchers = watchersOf(flow);
  const played = flow
    .map((node) => ([...sinks, ...delays].includes(node) ? { ...node, type: "helper" } : node))
    .concat(watchers);
  const core = coreNodes();
  const files = new Set(
    played
      .filter(({ type }) => !type.startsWith("genesys-") && !BUILT_IN.includes(type))
      .map(({ type }) => core.get(type) ?? fail(`no core node is of the type "${type}"`)),
  );
  helper.settings({ genesysAccountClock: clock } as never);
  const sources = [...nodeTypes().map((type) => join(ROOT, "nodes", type)), ...files];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const modules = sources.map((source) => require(source) as object);
  await server.startServer();
  const web = await openWeb();
  // The helper registers what it loads by itself once for each node of the type: it is shown one of each first.
  const oneOfEach = BUILT_IN.flatMap((type) => played.find((node) => node.type === type) ?? []);
  await helper.load([web.mount, ...modules] as never, oneOfEach);
  await setFlows(played);
  const seen: Seen[] = [];
  for (const { id, name: node = "" } of sinks)
    helper.getNode(id).on("input", (msg) => seen.push({ id, node, msg: msg }));
  playDelays(delays, clock);
  const run = async (holds: () => boolean, forMs: number): Promise<void> => {
    // Not by the clock, which the flow itself may move on: it has not come to its end then.
    for (let passedMs = 0; !holds() && passedMs < forMs; passedMs += clock.isMoving() ? 0 : STEP_MS) {
      // A timer gives way to what the system has for this process.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (!clock.isMoving()) await clock.advance(STEP_MS);
    }
  };
  // A person presses a button when the nodes are connected. What happened before is no event.
  await run(watchConnected(watchers), CONNECTED_WITHIN_MS);
  return {
    clock,
    seen,
    flow,
    press: ({ id }) => helper.getNode(id).receive({}),
    run,
    close: async () => {
      await helper.unload();
      await server.stopServer();
      await web.close();
    },
  };
};

/** A web server for the flow's own endpoints. Its port is in the environment, where the settings of Node-RED look for it. */
const openWeb = async () => {
  let app: NodeAPI["httpNode"] | undefined;
  const running = await runHttp((...asked) => void app?.(...(asked as unknown as [never, never])));
  const { PORT: before } = process.env;
  process.env.PORT = String(running.port);
  return {
    mount: (RED: NodeAPI): void => void (app = RED.httpNode),
    close: async (): Promise<void> => {
      if (before === undefined) delete process.env.PORT;
      else process.env.PORT = before;
      await running.close();
    },
  };
};

export const openExample = (name: string): Promise<RunningExample> => openFlow(readExample(name));

interface DemoFlows {
  mergeExamples(examples: { file: string; nodes: FlowNode[] }[]): FlowNode[];
}

/** All examples as `npm start` shows them: in one Node-RED, on one account and its one simulated org. */
export const openAllExamples = async (): Promise<RunningExample> => {
  const { mergeExamples } = (await import(join(ROOT, "scripts/demo-flows.mjs"))) as DemoFlows;
  return openFlow(
    mergeExamples(exampleNames().map((name) => ({ file: `${name}.json`, nodes: readExample(name) }))),
  );
};
