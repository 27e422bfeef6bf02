import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { once, type EventEmitter } from "node:events";

/** A Node-RED without its editor, in this process. */

export interface LiveNode extends EventEmitter {
  id: string;
  type: string;
  name?: string;
  /** The id in the flow file, for a node in a subflow. */
  _alias?: string;
  receive(msg: Record<string, unknown>): void;
}

export interface Hooks {
  add(name: string, fn: (event: never) => void): void;
}

interface Context {
  set(values: string[], to: unknown[]): void;
  get(key: string): unknown;
  keys(): string[];
}

export interface LogEntry {
  /** 10 fatal, 20 error, 30 warning, 40 information. */
  level: number;
  /** Of the node that has logged it. */
  id?: string;
  msg: unknown;
}

interface RedModule {
  init(server: unknown, settings: object): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  httpNode: RequestListener;
  events: EventEmitter;
  hooks: Hooks;
  nodes: {
    getNode(id: string): LiveNode | null;
    setFlows(flows: object[], type: string): Promise<unknown>;
  };
  version: string;
}

export interface Headless {
  port: number;
  hooks: Hooks;
  events: EventEmitter;
  nodeById(id: string): LiveNode | undefined;
  /** The context of a flow or node by its id, or `global`. */
  contextOf(id: string): Context;
  /** @throws Error in one sentence where the flow has nodes of types that are not installed. */
  deploy(flows: readonly object[]): Promise<void>;
}

interface Parts {
  /** The file of the `node-red` package. */
  nodeRed: string;
  settings: Record<string, unknown>;
  onLog: (entry: LogEntry) => void;
}

interface RuntimeEvent {
  payload?: { error?: string; types?: string[]; modules?: { module: string }[] };
}

const startFailure = ({ payload }: RuntimeEvent): Error | undefined => {
  const { error, types = [], modules = [] } = payload ?? {};
  if (error === "missing-types")
    return new Error(
      `No installed package has nodes of these types: ${types.join(", ")}. Install the package next to the flow file.`,
    );
  if (error === "missing-modules")
    return new Error(
      `Function nodes need modules that are not installed: ${modules.map((one) => one.module).join(", ")}.`,
    );
  return undefined;
};

export const startHeadless = async ({ nodeRed, settings, onLog }: Parts): Promise<Headless> => {
  const load = createRequire(nodeRed);
  const red = load(nodeRed) as RedModule;
  const server = createServer((request, response) => red.httpNode(request, response));
  red.init(server, {
    ...{ httpAdminRoot: false, httpNodeRoot: "/", disableEditor: true, uiPort: 1880, uiHost: "127.0.0.1" },
    ...{
      flowFile: "flows.json",
      credentialSecret: "flow test",
      editorTheme: { projects: { enabled: false } },
    },
    ...{ telemetry: { enabled: false, updateNotification: false }, functionExternalModules: true },
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false },
      modules: { allowInstall: false },
    },
    ...settings,
    logging: {
      console: { level: "off", metrics: false, audit: false },
      test: { level: "info", metrics: false, audit: false, handler: () => onLog },
    },
  });
  const listening = once(server, "listening");
  server.listen(0, "127.0.0.1");
  await listening;
  // The flows, of which there are none yet, start after the promise.
  const started = once(red.events, "flows:started");
  await red.start();
  await started;
  const context = createRequire(load.resolve("@node-red/runtime"))("./nodes/context") as {
    get(id: string): Context;
  };
  return {
    port: (server.address() as AddressInfo).port,
    hooks: red.hooks,
    events: red.events,
    nodeById: (id) => red.nodes.getNode(id) ?? undefined,
    contextOf: (id) => context.get(id),
    deploy: async (flows) => {
      const outcome = new Promise<void>((resolve, reject) => {
        red.events.once("flows:started", () => resolve());
        red.events.on("runtime-event", (event: RuntimeEvent) => {
          const failure = startFailure(event);
          if (failure) reject(failure);
        });
      });
      outcome.catch(() => undefined); // it is awaited below
      await red.nodes.setFlows([...flows], "full");
      await outcome;
    },
  };
};
