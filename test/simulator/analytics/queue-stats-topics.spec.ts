import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkedCaller, frameFaults } from "../../support/models";
import { listenToTopics, passAndReceive } from "../notifications/frames";
import type { Metric } from "./metrics";

const BEN = idOf("user Ben Agent");
const SERVICE = idOf("queue Service");
const WEEKEND = idOf("queue Weekend");

describe("statistics of queues in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const arrives = (details = {}) =>
    simulator.act.customerCalls({ queue: "Weekend", from: "+15555550142", ...details }).conversationId;

  it("are sent by two topics when they change: only what has changed, once a second", async () => {
    simulator.settings.alertAfterMs = 50;
    const topics = ["observations", "activity"].map((name) => `v2.analytics.queues.${SERVICE}.${name}`);
    const listener = await listenToTopics(checkedCaller(simulator), topics);
    const metrics = (topic: string) => {
      const sent = listener.notifications().filter(({ topicName }) => topicName.endsWith(topic));
      listener.frames.length = 0;
      return sent.flatMap(({ eventBody }) =>
        ((eventBody["data"] ?? eventBody["results"]) as { metrics?: Metric[]; data?: Metric[] }[]).flatMap(
          (one) => one.metrics ?? one.data ?? [],
        ),
      );
    };
    try {
      const id = arrives({ queue: "Service" });
      await passAndReceive(clock, listener, 3_000);
      for (const frame of listener.notifications()) assert.deepEqual(frameFaults(frame), []);
      const first = listener.notifications().length;
      assert.ok(first > 0 && metrics("observations").some(({ metric }) => metric === "oWaiting"));
      simulator.act.agentAnswers(id, { user: "Ben Agent" });
      await passAndReceive(clock, listener, 3_000);
      const counts = metrics("observations").map(({ metric, qualifier, stats }) =>
        [metric, qualifier, stats.count].filter((each) => each !== undefined).join(" "),
      );
      assert.ok(counts.includes("oWaiting 0") && counts.includes("oInteracting 1"), counts.join());
      assert.ok(counts.includes("oUserRoutingStatuses INTERACTING 2"), counts.join());
      assert.ok(!counts.some((each) => each.startsWith("oMemberUsers")), counts.join());
      arrives({ queue: "Weekend" });
      await passAndReceive(clock, listener, 3_000);
      assert.deepEqual(metrics("activity"), []);
    } finally {
      listener.close();
    }
  });

  it("are not sent more often than once a second", async () => {
    const topic = `v2.analytics.queues.${WEEKEND}.activity`;
    const listener = await listenToTopics(checkedCaller(simulator), [topic]);
    const countAfter = async (ms: number): Promise<number> => {
      arrives();
      simulator.act.interactionArrives({ mediaType: "email", queue: "Weekend" });
      await passAndReceive(clock, listener, ms);
      return listener.notifications().filter(({ eventBody }) => JSON.stringify(eventBody).includes('"voice"'))
        .length;
    };
    try {
      const first = await countAfter(600);
      assert.equal(await countAfter(300), first);
      assert.equal(await countAfter(500), first + 1);
    } finally {
      listener.close();
    }
  });

  it("change with the membership of a queue", async () => {
    const topic = `v2.analytics.queues.${WEEKEND}.observations`;
    const caller = checkedCaller(simulator);
    const listener = await listenToTopics(caller, [topic]);
    await caller.call("POST", `/api/v2/routing/queues/${WEEKEND}/members`, [{ id: BEN }]);
    await passAndReceive(clock, listener, 500);
    const texts = listener.notifications().map(({ eventBody }) => JSON.stringify(eventBody));
    listener.close();
    assert.match(texts.join(), /"oMemberUsers","stats":\{"count":1\}/);
  });
});
