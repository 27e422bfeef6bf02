import type { NodeAPI } from "node-red";
import { PREFIX } from "./admin-routes";
import { sharedState } from "./runtime-state";

/**
 * Registers routes of the package with the first request of a browser to any of them: what they load is not needed before. The
 * web server finds what is registered while it looks for the route of a request. Of one name, the newest counts.
 */
export const registerLater = (RED: NodeAPI, name: string, register: () => void): void => {
  const waiting = sharedState(RED, "routes to register", () => {
    const all = new Map<string, () => void>();
    RED.httpAdmin.use(PREFIX, (_request, _reply, next) => {
      for (const [first, registerNow] of all) {
        all.delete(first);
        registerNow();
      }
      next();
    });
    return all;
  });
  waiting.set(name, register);
};
