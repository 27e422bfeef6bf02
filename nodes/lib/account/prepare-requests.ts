import type { NodeAPI } from "node-red";
import { deploysOf, nextStart } from "../node/deploys";
import { runInTurns } from "../node/in-turns";
import { requestSteps } from "../platform/compose";

/**
 * After the deploy with the first node of an account, loads what its first request would have to wait for, which is 0.1 to 0.2 s:
 * the first call that a flow places is not late by them, and the start of the flows is not, either.
 */
export const prepareRequests = (RED: NodeAPI): void => {
  void nextStart(deploysOf(RED)).then(() => runInTurns(requestSteps()));
};
