import openMessageOut from "../../../nodes/genesys-open-message-out";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { nodeBench } from "./node-bench";

type Values = Record<string, unknown>;

export const SHOP = idOf("integration Web shop");
/** A customer of the web shop, as a message names them. */
export const customer = { integrationId: SHOP, fromId: "chat-user-1", fromName: "Ada" };

/** The node in a flow, and the bodies that the simulated org got for an operation. */
export const openMessageOutBench = () => {
  const { bench, open, play } = nodeBench(openMessageOut, "genesys-open-message-out");
  const sent = (operation: string): Values[] =>
    bench()
      .simulator.log.entries()
      .filter((entry) => entry.operation === operation)
      .map(({ body }) => body as Values);
  return { bench, open, play, sent };
};
