import assert from "node:assert/strict";
import genesysWait from "../../../nodes/genesys-wait";
import type { Arrival } from "../flow";
import { until } from "../until";
import { nodeBench, type BenchOptions } from "./node-bench";

type Values = Record<string, unknown>;

/** What a message has of the wait that is over. */
export interface Wait {
  outcome: string;
  event?: string;
  already?: boolean;
  occurredAt?: number;
  waitedMs: number;
}

const INPUTS = { conversationId: "conversationId", conversationIdType: "msg" };

/** The node that waits for events of conversations, in front of a simulated org. */
export const waitBench = () => {
  const { bench, open: openNode } = nodeBench(genesysWait, "genesys-wait", {
    ...INPUTS,
    wires: [["the-result"], ["the-second"], ["the-second"]],
  });
  /** Lets sockets and virtual time go on in turn. */
  const run = async (holds: () => boolean, stepMs = 50): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 4_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench().clock.advance(stepMs);
    }
  };
  const pass = async (ms: number, stepMs = Math.max(50, ms / 100)): Promise<void> => {
    const end = bench().clock.now() + ms;
    await run(() => bench().clock.now() >= end, stepMs);
  };
  const topics = (): string[] =>
    bench()
      .simulator.act.channels()
      .flatMap((each) => (each.connected ? each.topics : []));
  const count = (operation: string): number => bench().simulator.log.count(operation);
  const act = () => bench().simulator.act;
  return {
    bench,
    act,
    run,
    pass,
    topics,
    count,
    open: (config: Values = {}, options: BenchOptions = {}) => openNode(config, options),
    /** Sends a message and lets time pass until its conversation is watched and was read. */
    start: async (conversationId: string, msg: Values = {}): Promise<void> => {
      const reads = count("getConversation");
      bench().start({ conversationId, ...msg });
      await run(
        () => count("getConversation") > reads && topics().some((one) => one.includes(conversationId)),
      );
      await pass(1_000);
    },
    /** The next message that comes out. */
    next: async (stepMs = 50): Promise<Arrival & { wait: Wait }> => {
      const [first] = await arrivals(1, stepMs);
      return first ?? assert.fail("no message");
    },
    arrivals: (count: number, stepMs = 50) => arrivals(count, stepMs),
    call: (queueName = "Support"): string => act().customerCalls({ queue: queueName }).conversationId,
    settle: () => until(() => true),
  };

  async function arrivals(count: number, stepMs: number) {
    await run(() => bench().arrivals.length >= count, stepMs);
    return bench()
      .arrivals.splice(0)
      .map(({ at, msg }) => ({ at, msg, wait: msg["wait"] as Wait }));
  }
};
