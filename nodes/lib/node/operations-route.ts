import type { NodeAPI } from "node-red";
import { describeOperation, listOperations } from "../platform/catalogue/form";
import { createAdminRoutes } from "./admin-routes";

/** The browser asks each time, and gets "not modified" while the package is the same: never stale after an update. */
const REVALIDATE = { "Cache-Control": "private, no-cache" };

/**
 * Returns the catalogue to the editor: the list that its picker searches, and the form of one operation. It has only
 * facts of the platform, and needs the permission to read flows.
 */
export const serveOperations = (RED: NodeAPI): void => {
  const routes = createAdminRoutes(RED);
  routes.get("/operations", "genesys-api.read", (_asked, reply) => {
    reply.set(REVALIDATE).json(listOperations());
  });
  routes.get("/operation", "genesys-api.read", ({ query }, reply) => {
    const name = typeof query.name === "string" ? query.name : "";
    reply.set(REVALIDATE).json(describeOperation(name));
  });
};
