import type { NodeAPI } from "node-red";
import { loadTopics } from "../facts/topics";
import { createAdminRoutes, REVALIDATE } from "./admin-routes";

/** Returns the topics of the platform to the editor, each with its payload and its permission, for the search in the dialog. */
export const serveTopics = (RED: NodeAPI): void => {
  createAdminRoutes(RED).get("/topics", "genesys-events.read", (_asked, reply) => {
    reply.set(REVALIDATE).json(loadTopics());
  });
};
