import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import setPostflow from "../../../nodes/genesys-set-postflow";
import { openBench, type Bench } from "../flow";
import type { NodeModule } from "./node-bench";
import { CALL, fromMessage, TARGET_INPUTS } from "../seed";
import { until } from "../until";

/** As Node-RED numbers the levels of its log. */
const WARN = 30;

export const POSTFLOW = "patchConversationsCallParticipantCommunicationPostflowaction";

/** The warnings that a node has logged. */
export const lines = (type: string): string[] =>
  (helper.log() as unknown as { args: [{ level: number; type?: string; msg: unknown }][] }).args
    .filter(([{ level, type: from }]) => level === WARN && from === type)
    .map(([{ msg }]) => String(msg));

/** A message about another conversation. */
export const other = (nth: number) => ({
  ...CALL,
  conversationId: CALL.conversationId.replace(/^.{8}/, `0000000${nth}`),
});

/** A node that is closed while messages are in progress, and what it logs. */
export const closingBench = () => {
  let bench: Bench;
  const openNode = async (
    module: NodeModule,
    type: string,
    config: Record<string, unknown>,
  ): Promise<Bench> => (bench = await openBench(module, type, config));
  return {
    bench: () => bench,
    openNode,
    count: (operation: string): number => bench.simulator.log.count(operation),
    openPostflow: async (): Promise<void> => {
      await openNode(setPostflow, "genesys-set-postflow", {
        ...TARGET_INPUTS,
        ...fromMessage("destination", "invocationData"),
        target: "ids",
      });
      // Another request has shown that the account may send.
      bench.start({ ...CALL, destination: "+15555550100" });
      await until(() => bench.arrivals.length === 1);
      bench.simulator.log.clear();
    },
    closeWith: async (type: string): Promise<string> => {
      await bench.node.close(false);
      const [line = "", ...more] = lines(type);
      assert.deepEqual(more, []);
      return line.replace(/^.*closed and did not continue\. /, "");
    },
  };
};
