import type { NodeAPI } from "node-red";
import { operationGroups } from "../facts/operations";
import { loadRows } from "../facts/platform";
import { describeModel, describeOperation } from "../platform/catalogue/form";
import { createAdminRoutes, REVALIDATE } from "./admin-routes";

/**
 * Returns the catalogue to the editor: the index that its picker searches, and the form of one operation. It has only
 * facts of the platform, and needs the permission to read flows.
 */
export const serveOperations = (RED: NodeAPI): void => {
  const routes = createAdminRoutes(RED);
  routes.get("/operations", "genesys-api.read", (_asked, reply) => {
    reply.set(REVALIDATE).json({ groups: operationGroups, rows: loadRows() });
  });
  routes.get("/operation", "genesys-api.read", ({ query }, reply) => {
    const name = typeof query.name === "string" ? query.name : "";
    const { model } = query;
    reply
      .set(REVALIDATE)
      .json(typeof model === "string" ? describeModel(name, model) : describeOperation(name));
  });
};
