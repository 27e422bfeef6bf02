import type { NodeAPI } from "node-red";
import { previewOf } from "../platform/preview";

/** What is used of the web server's request and response. */
interface Asked {
  query: Record<string, unknown>;
}
interface Reply {
  json(body: unknown): void;
}

/**
 * Tells the editor which requests a node with these settings sends: facts of the catalogue, no value of a message or an
 * account. Nothing is called.
 */
export const servePreviews = (RED: NodeAPI): void => {
  const mayRead = RED.auth.needsPermission("genesys-account.read");
  RED.httpAdmin.get("/genesys-cloud/preview", mayRead, ({ query }: Asked, reply: Reply) => {
    const told = Object.entries(query).filter((one): one is [string, string] => typeof one[1] === "string");
    const { type = "", ...settings }: Record<string, string> = Object.fromEntries(told);
    reply.json(previewOf(type, settings));
  });
};
