import helper from "node-red-node-test-helper";

type Stored = Record<string, unknown>;

const running = helper as unknown as {
  _redNodes: { getFlows(): { flows: Stored[] } };
  setFlows(flow: unknown, type: string): Promise<void>;
};

/** Deploys the account so, and what Node-RED takes for changed with it, as the editor's "Modified nodes" does. */
export const deployAccount = (change: Stored): Promise<void> =>
  running.setFlows(
    running._redNodes
      .getFlows()
      .flows.map((node) => (node["id"] === "the-account" ? { ...node, ...change } : node)),
    "nodes",
  );
