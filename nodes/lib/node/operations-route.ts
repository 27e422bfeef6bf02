import type { NodeAPI } from "node-red";
import { describeOperation, listOperations } from "../platform/catalogue/form";
import { createAdminRoutes, REVALIDATE } from "./admin-routes";

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
