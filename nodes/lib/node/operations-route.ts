import type { NodeAPI } from "node-red";
import { describeOperation, listOperations } from "../platform/catalogue/form";
import { createAdminRoutes } from "./admin-routes";

/** Asked for again each time, and answered "not modified" while the package is the same: never stale after an update. */
const REVALIDATE = { "Cache-Control": "private, no-cache" };

/**
 * Gives the editor the catalogue: the list that its picker searches, and the form of one operation. Facts of the
 * platform only, for whoever may see flows.
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
