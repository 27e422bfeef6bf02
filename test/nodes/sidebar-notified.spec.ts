import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import events from "../../nodes/genesys-events";
import sidebar from "../../nodes/sidebar";
import { startSimulator } from "../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../nodes/lib/simulator/store/clock";
import { openFront } from "../support/damaging-front";
import { openBench, type Bench } from "../support/flow";

interface Shown {
  id: string;
  summary: { state: string };
  rows: { role: string; name?: string; bars: { state: string }[] }[];
}

/** What sockets bring, and what timers begin, takes a moment. */
const eventually = async (bench: Bench, holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await holds()) return;
    await bench.clock.advance(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail(`it did not come about: ${holds.toString()}`);
};

describe("the sidebar of an org that is not simulated", () => {
  it("shows what the channel reports, without a name and without a request of its own", async () => {
    const clock = createVirtualClock(Date.parse("2026-03-02T09:00:00.000Z"));
    const simulator = await startSimulator({ clock });
    const front = await openFront();
    front.target = simulator.url;
    front.strike({ method: "GET", path: /^\/_simulator\// }, "nothing in it", 404);
    const bench = await openBench(
      events,
      "genesys-events",
      { scope: "queue", ids: ["Support"], events: [], mediaType: "any" },
      { simulator, modules: [sidebar], account: { apiUrl: front.url } },
    );
    try {
      const look = async (): Promise<{
        simulated: boolean;
        conversations: Shown[];
        channel?: { kind: string };
      }> => (await helper.request().get("/genesys-cloud/sidebar/the-account").expect(200)).body as never;
      await eventually(bench, async () => (await look()).channel?.kind === "connected");
      const sent = simulator.log.entries().length;

      const { conversationId } = simulator.act.customerCalls({ queue: "Support", name: "Gloria Customer" });
      const shown = async (): Promise<Shown | undefined> =>
        (await look()).conversations.find(({ id }) => id === conversationId);
      clock.advance(2_000);
      await eventually(bench, async () => (await shown())?.summary.state === "alerting");
      simulator.act.agentAnswers(conversationId);
      clock.advance(5_000); // the notifications take a moment
      await eventually(bench, async () => (await shown())?.summary.state === "connected");
      simulator.act.agentHolds(conversationId);
      clock.advance(5_000);
      await eventually(bench, async () => (await shown())?.summary.state === "held");

      const rows = (await shown())?.rows ?? [];
      assert.deepEqual(
        rows
          .find(({ role }) => role === "agent")
          ?.bars.map(({ state }) => state)
          .slice(-2),
        ["connected", "held"],
      );
      for (const row of rows.filter(({ role }) => role === "customer" || role === "agent"))
        assert.equal(row.name, undefined);
      assert.equal((await look()).simulated, false);
      assert.equal(front.struck(), 1, "it was asked once whether it is a simulated org");
      assert.equal(simulator.log.entries().length, sent, "no request was sent for the sidebar");
    } finally {
      await bench.clock.advance(61_000);
      await bench.close();
      await front.close();
      await simulator.close();
    }
  });
});
