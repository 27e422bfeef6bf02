import type { NodeAPI, NodeDef } from "node-red";
import { operationNamed } from "../platform/catalogue/catalogue";
import { warmUpSteps } from "../platform/catalogue/warm-up";
import { createDeploys } from "./deploys";
import { sharedParts } from "./runtime-state";

type Stored = NodeDef & { operation?: unknown; operationType?: unknown };

/** May a message bring a wrong name, or is one written in the node? */
const mayBeWrong = ({ operation, operationType = "str" }: Stored): boolean =>
  operationType !== "str" || typeof operation !== "string" || operationNamed(operation) === undefined;

/** One step each time that Node-RED has nothing else to do. */
const runInTurns = ([step, ...others]: readonly (() => void)[]): void => {
  if (step === undefined) return;
  setImmediate(() => {
    step();
    runInTurns(others);
  }).unref();
};

/**
 * After a deploy with a `genesys-api` node whose operation may be wrong, prepares what suggestions are made of, once: otherwise
 * the first wrong name would hold up the flow for as long as that takes. Nothing is read before such a deploy.
 */
export const warmUpSuggestions = (RED: NodeAPI): void => {
  const afterDeploys = sharedParts(RED, "deploys", () => createDeploys(RED));
  sharedParts(RED, "suggestions", () => {
    const leave = afterDeploys(() => {
      const nodes: Stored[] = [];
      RED.nodes.eachNode((node) => void nodes.push(node));
      if (!nodes.some((node) => node.type === "genesys-api" && mayBeWrong(node))) return;
      leave();
      runInTurns(warmUpSteps());
    });
    return {};
  });
};
