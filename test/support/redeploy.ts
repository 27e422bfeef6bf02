import helper from "node-red-node-test-helper";

type Stored = Record<string, unknown>;

const running = helper as unknown as {
  _redNodes: { getFlows(): { flows: Stored[] } };
  setFlows(flow: unknown, type: string): Promise<void>;
};

/** Deploys a node with this change, and what Node-RED takes for changed with it, as the editor's "Modified nodes" does. */
export const deployNode = (id: string, change: Stored): Promise<void> =>
  running.setFlows(
    running._redNodes.getFlows().flows.map((node) => (node["id"] === id ? { ...node, ...change } : node)),
    "nodes",
  );

/** The same for the account of the flow. */
export const deployAccount = (change: Stored): Promise<void> => deployNode("the-account", change);
