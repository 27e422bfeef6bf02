import type { NodeAPI } from "node-red";
import { operationNamed } from "../platform/catalogue/catalogue";
import { warmUpSteps } from "../platform/catalogue/warm-up";
import type { Values } from "./definition";
import { deploysOf, nextStart } from "./deploys";
import { runInTurns } from "./in-turns";
import { sharedParts } from "./runtime-state";

/** May a message bring a wrong name, or is one written in the node? */
const mayBeWrong = ({ operation, operationType = "str" }: Values): boolean =>
  operationType !== "str" || typeof operation !== "string" || operationNamed(operation) === undefined;

/**
 * After a deploy with a `genesys-api` node whose operation may be wrong, prepares what suggestions are made of, once: otherwise
 * the first wrong name would hold up the flow for as long as that takes. Nothing is read before such a deploy.
 */
export const prepareSuggestions = (RED: NodeAPI, stored: Values): void => {
  const afterDeploys = deploysOf(RED);
  const state = sharedParts(RED, "suggestions", () => ({ deployed: [] as Values[], isPrepared: false }));
  if (state.isPrepared || state.deployed.push(stored) > 1) return;
  void nextStart(afterDeploys).then(() => {
    state.isPrepared = state.deployed.splice(0).some(mayBeWrong);
    if (state.isPrepared) runInTurns(warmUpSteps());
  });
};
