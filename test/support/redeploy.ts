import { once, type EventEmitter } from "node:events";
import helper from "node-red-node-test-helper";

type Stored = Record<string, unknown>;

/** What the editor calls it: all, the flows that have changed, or the nodes that have changed. */
export type DeployType = "full" | "flows" | "nodes";

const running = helper as unknown as {
  _events: EventEmitter;
  _redNodes: {
    getFlows(): { flows: Stored[] };
    setFlows(flow: unknown, credentials: object, type: string): Promise<void>;
  };
};

/** The flows that are deployed. */
export const deployedFlows = (): Stored[] => running._redNodes.getFlows().flows;

/** Deploys flows and waits until they have started. The helper itself gives up after 300 ms, on a slow machine too soon. */
export const setFlows = async (flow: unknown, type: DeployType = "full"): Promise<void> => {
  const started = once(running._events, "flows:started");
  await running._redNodes.setFlows(flow, {}, type);
  await started;
};

/** Deploys a node with this change, and what Node-RED takes for changed with it, as the editor's "Modified nodes" does. */
export const deployNode = (id: string, change: Stored, type: DeployType = "nodes"): Promise<void> =>
  setFlows(
    deployedFlows().map((node) => (node["id"] === id ? { ...node, ...change } : node)),
    type,
  );

/** The same for the account of the flow. */
export const deployAccount = (change: Stored): Promise<void> => deployNode("the-account", change);
