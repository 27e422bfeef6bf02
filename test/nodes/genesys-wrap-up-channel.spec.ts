import assert from "node:assert/strict";
import genesysEvents from "../../nodes/genesys-events";
import wrapUp from "../../nodes/genesys-wrap-up";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";

const MINUTE = 60_000;

/** Events of the same account, in the same flow. */
const listening = {
  id: "the-events",
  type: "genesys-events",
  z: "tab",
  account: "the-account",
  ids: idOf("queue Support"),
  wires: [[]],
};

describe("genesys-wrap-up beside conversation events of its account", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const pass = async (ms: number): Promise<void> => {
    const end = bench.clock.now() + ms;
    while (bench.clock.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await bench.clock.advance(Math.min(1_000, end - bench.clock.now()));
    }
  };

  /** Four minutes of a call, then its end: how often it was read, and how long after the end the code was given. */
  const play = async (beside: Record<string, unknown>[]): Promise<{ reads: number; lateMs: number }> => {
    const config = {
      ...{ when: "ended", deadlineSeconds: 3600 },
      ...{ code: "Resolved", codeType: "str", conversationId: "conversationId", conversationIdType: "msg" },
    };
    bench = await openBench(wrapUp, "genesys-wrap-up", config, { modules: [genesysEvents], flow: beside });
    const { simulator, clock, arrivals, start } = bench;
    const isOpen = (): boolean => simulator.act.channels().some(({ connected }) => connected);
    while (beside.length > 0 && !isOpen()) await pass(1_000);
    await pass(2_000);
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    await pass(2_000);
    simulator.act.agentAnswers(conversationId);
    start({ conversationId });
    await pass(4 * MINUTE);
    const reads = simulator.log.count("getConversation");
    simulator.act.customerHangsUp(conversationId);
    const endedAt = clock.now();
    while (arrivals.length === 0 && clock.now() < endedAt + MINUTE) await pass(500);
    assert.equal(arrivals[0]?.at, "result", arrivals[0]?.msg.error?.message);
    return { reads, lateMs: clock.now() - endedAt };
  };

  it("reads less often than alone, and yet wraps up as soon as the leg has ended", async function () {
    this.timeout(10_000);
    const alone = await play([]);
    await bench.close();
    const beside = await play([listening]);
    assert.ok(beside.reads < alone.reads * 0.7, `${beside.reads} reads, ${alone.reads} alone`);
    assert.ok(beside.lateMs <= 5_000, `${beside.lateMs} ms late`);
  });
});
