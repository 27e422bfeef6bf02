import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fail } from "node:assert/strict";
import type { NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import { createClock, type VirtualClock } from "./clock";

helper.init(createRequire(__filename).resolve(process.env.NR ?? "node-red"));

const server = helper as unknown as { startServer(): Promise<void>; stopServer(): Promise<void> };
const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, "examples");

export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  [property: string]: unknown;
}

export interface Seen {
  node: string;
  msg: NodeMessage & Record<string, unknown>;
}

export const exampleNames = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();

export const readExample = (name: string): FlowNode[] =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as FlowNode[];

/** The node types of the package, from its package.json. */
export const nodeTypes = (): string[] => {
  const text = readFileSync(join(ROOT, "package.json"), "utf8");
  return Object.keys((JSON.parse(text) as { "node-red": { nodes: object } })["node-red"].nodes);
};

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

/** As it ships, but for its debug and file nodes, which are ears of the spec, and the core's delays, which know no clock. */
const prepared = (node: FlowNode, ears: readonly FlowNode[]): FlowNode => {
  if (ears.includes(node)) return { ...node, type: "helper" };
  return node.type === "delay" ? { ...node, timeout: "1", timeoutUnits: "milliseconds" } : node;
};

/** Loads an example into the Node-RED that is tested. */
export const openExample = async (name: string): Promise<RunningExample> => {
  const flow = readExample(name);
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  const ears = flow.filter(({ type }) => type === "debug" || type === "file");
  const heard = flow.map((node) => prepared(node, ears));
  const core = coreNodes();
  const files = new Set(
    heard
      .filter(({ type }) => !type.startsWith("genesys-") && !BUILT_IN.includes(type))
      .map(({ type }) => core.get(type) ?? fail(`${name}: no core node is of the type "${type}"`)),
  );
  helper.settings({ genesysAccountClock: clock } as never);
  const sources = [...nodeTypes().map((type) => join(ROOT, "nodes", type)), ...files];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const modules = sources.map((source) => require(source) as object);
  await server.startServer();
  await helper.load(modules as never, heard);
  const seen: Seen[] = [];
  for (const { id, name: node = "" } of ears)
    helper.getNode(id).on("input", (msg) => seen.push({ node, msg: msg }));
  return {
    clock,
    seen,
    flow,
    press: ({ id }) => helper.getNode(id).receive({}),
    run: async (holds, forMs) => {
      const end = clock.now() + forMs;
      while (!holds() && clock.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await clock.advance(200);
      }
    },
    close: async () => {
      await helper.unload();
      await server.stopServer();
    },
  };
};
