import type { NodeAPI } from "node-red";
import { backplaneOptions } from "./settings";

/** The URL of a deployed backplane as it is in the flow: Node-RED gives a node the value of a variable in its place. */
export const storedUrl = (RED: NodeAPI, id: string): string | undefined => {
  let found: unknown;
  let isThere = false;
  RED.nodes.eachNode((node) => {
    if (node.id !== id) return;
    isThere = true;
    found = (node as unknown as { url?: unknown }).url;
  });
  if (!isThere) return undefined;
  return typeof found === "string" ? found.trim() : backplaneOptions.parse({}).url;
};
