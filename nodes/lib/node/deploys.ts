import type { NodeAPI } from "node-red";
import { sharedParts } from "./runtime-state";

/**
 * Calls a listener after each deploy, until the returned function is called. Node-RED warns of a leak at eleven
 * listeners of one event, so all share one.
 */
export const createDeploys = (RED: NodeAPI): ((listener: () => void) => () => void) => {
  const listeners = new Set<() => void>();
  const onStarted = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return (listener) => {
    if (listeners.size === 0) RED.events.on("flows:started", onStarted);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) RED.events.removeListener("flows:started", onStarted);
    };
  };
};

/** The same for all nodes of this runtime. */
export const deploysOf = (RED: NodeAPI): ReturnType<typeof createDeploys> =>
  sharedParts(RED, "deploys", () => createDeploys(RED));

/** Resolves when the flows of the present deploy have started. */
export const nextStart = (afterDeploys: ReturnType<typeof createDeploys>): Promise<void> =>
  new Promise((resolve) => {
    const leave = afterDeploys(() => {
      leave();
      resolve();
    });
  });
