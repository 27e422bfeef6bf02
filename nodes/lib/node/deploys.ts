import type { NodeAPI } from "node-red";

/**
 * Tells after each deploy, until the returned function is called. Node-RED's own list of listeners warns of a leak at
 * eleven, so all who ask share one.
 */
export const createDeploys = (RED: NodeAPI): ((tell: () => void) => () => void) => {
  const told = new Set<() => void>();
  const onStarted = (): void => {
    for (const tell of [...told]) tell();
  };
  return (tell) => {
    if (told.size === 0) RED.events.on("flows:started", onStarted);
    told.add(tell);
    return () => {
      told.delete(tell);
      if (told.size === 0) RED.events.removeListener("flows:started", onStarted);
    };
  };
};
