import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
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

/** Loads an example as it ships; only its debug nodes (and files) are replaced by ears of the spec. */
export const openExample = async (name: string): Promise<RunningExample> => {
  const flow = readExample(name);
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  const ears = flow.filter(({ type }) => type === "debug" || type === "file");
  const heard = flow.map((node) => (ears.includes(node) ? { ...node, type: "helper" } : node));
  helper.settings({ genesysAccountClock: clock } as never);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const modules = nodeTypes().map((type) => require(join(ROOT, "nodes", type)) as object);
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
