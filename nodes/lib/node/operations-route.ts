import type { NodeAPI } from "node-red";
import { describeOperation, listOperations } from "../platform/catalogue-form";

/** What is used of the web server's request and response. */
interface Asked {
  query: Record<string, unknown>;
}
interface Reply {
  set(header: string, value: string): Reply;
  json(body: unknown): void;
}

/** Asked for again each time, and answered "not modified" while the package is the same: never stale after an update. */
const REVALIDATE = "private, no-cache";

/**
 * Gives the editor the catalogue: the list that its picker searches, and the form of one operation. Facts of the
 * platform only, for whoever may see flows.
 */
export const serveOperations = (RED: NodeAPI): void => {
  const mayRead = RED.auth.needsPermission("genesys-api.read");
  RED.httpAdmin.get("/genesys-cloud/operations", mayRead, (_asked: Asked, reply: Reply) => {
    reply.set("Cache-Control", REVALIDATE).json(listOperations());
  });
  RED.httpAdmin.get("/genesys-cloud/operation", mayRead, ({ query }: Asked, reply: Reply) => {
    const name = typeof query.name === "string" ? query.name : "";
    reply.set("Cache-Control", REVALIDATE).json(describeOperation(name));
  });
};
