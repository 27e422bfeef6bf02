import type { NodeAPI } from "node-red";
import { ACT_FACTS } from "../facts/acts";
import { createAdminRoutes, REVALIDATE } from "./admin-routes";

/** Returns the table of the simulated org's acts to the editor, for the form of their details. */
export const serveActs = (RED: NodeAPI): void => {
  createAdminRoutes(RED).get("/acts", "genesys-simulate.read", (_asked, reply) => {
    reply.set(REVALIDATE).json(ACT_FACTS);
  });
};
