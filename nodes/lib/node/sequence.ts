import type { NodeAPI, NodeMessage } from "node-red";
import { succeeded } from "./delivery";

type Values = Record<string, unknown>;

/**
 * Several results of one message as one message each on the first output, numbered by `msg.parts` as Node-RED's own Split
 * does it, so that a Join node puts lists together again. Each run has an id of its own: another node may have split the same
 * message.
 */
export const asSequence = (RED: NodeAPI, msg: NodeMessage & Values, results: Values[]): [NodeMessage[]] => {
  const longest = Math.max(2, ...results.map(({ payload }) => (Array.isArray(payload) ? payload.length : 0)));
  const outer = msg.parts === undefined ? {} : { parts: msg.parts };
  const id = RED.util.generateId();
  const messages = results.map((properties, index) => {
    const parts = { id, type: "array", count: results.length, len: longest, index, ...outer };
    return succeeded(RED.util.cloneMessage(msg), { ...properties, parts });
  });
  return [messages];
};
