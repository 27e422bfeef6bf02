import helper from "node-red-node-test-helper";

interface FlowNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** More nodes for a flow: they show which of its nodes of events have subscribed. */
export const watchersOf = (flow: readonly FlowNode[]): FlowNode[] =>
  flow
    .filter(({ type }) => type === "genesys-events")
    .flatMap(({ id, z }) => [
      { id: `${id}-status`, type: "status", z, scope: [id], wires: [[`${id}-shown`]] },
      { id: `${id}-shown`, type: "helper", z, wires: [] },
    ]);

/** Have all of them subscribed? To be called with a flow that has just started. */
export const watchConnected = (watchers: readonly FlowNode[]): (() => boolean) => {
  const connecting = new Set(watchers.filter(({ type }) => type === "helper").map(({ id }) => id));
  for (const id of connecting)
    helper.getNode(id).on("input", (msg) => {
      const { status } = msg as { status?: { code?: string } };
      if (status?.code === "connected") connecting.delete(id);
    });
  return () => connecting.size === 0;
};
