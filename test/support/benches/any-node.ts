import assert from "node:assert/strict";
import getConversation from "../../../nodes/genesys-get-conversation";
import type { Arrival } from "../flow";
import { nodeBench } from "./node-bench";
import { TARGET_INPUTS } from "../seed";

/** One node for all that act: what `defineNode` promises is the same for each. */
export const anyNodeBench = () => nodeBench(getConversation, "genesys-get-conversation", TARGET_INPUTS);

/** What a Catch node has received. */
export const failure = ({ at, msg }: Arrival) => {
  assert.equal(at, "catch", "the message reaches the Catch node");
  return { code: msg.error?.code, cause: msg.error?.cause ?? {}, message: msg.error?.message ?? "" };
};
