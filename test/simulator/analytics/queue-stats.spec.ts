import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkedCaller } from "../../support/models";
import type { Metric } from "./metrics";
import { EVER } from "./queries";

const BEN = idOf("user Ben Agent");
const SUPPORT = idOf("queue Support");
const SERVICE = idOf("queue Service");
const WEEKEND = idOf("queue Weekend");

interface Result {
  group: Record<string, string>;
  data: (Metric & { metrics: Metric[] })[];
}

const of = (...queueIds: string[]) => ({
  type: "or",
  predicates: queueIds.map((value) => ({ dimension: "queueId", value })),
});

describe("statistics of queues in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const post = async (path: string, body: object) =>
    checkedCaller(simulator).call("POST", `/api/v2/analytics/${path}/query`, body);
  const results = async (path: string, body: object): Promise<Result[]> => {
    const { status, body: answer, text } = await post(path, body);
    assert.equal(status, 200, text);
    return answer["results"] as Result[];
  };
  const observed = (body: object) => results("queues/observations", body);
  const aggregated = (body: object) => results("conversations/aggregates", { interval: EVER, ...body });

  const arrives = (details = {}) =>
    simulator.act.customerCalls({ queue: "Weekend", from: "+15555550142", ...details }).conversationId;

  it("count who waits, per medium, and since when the first one has", async () => {
    arrives();
    clock.advance(30_000);
    arrives();
    simulator.act.interactionArrives({ mediaType: "message", queue: "Weekend" });
    clock.advance(10_000);
    const found = await observed({ filter: of(WEEKEND), metrics: ["oWaiting", "oLongestWaiting"] });
    const waiting = (mediaType: string) =>
      found.find(({ group }) => group["mediaType"] === mediaType)?.data.map(({ stats }) => stats);
    const [longest, count] = waiting("voice") ?? [];
    assert.deepEqual(
      [
        waiting("voice")?.find((each) => each.count)?.count,
        waiting("message")?.find((each) => each.count)?.count,
      ],
      [2, 1],
    );
    const since = (longest?.calculatedMetricValue ?? count?.calculatedMetricValue ?? 0) - clock.now();
    assert.equal(Math.round(since / 1000), -39); // half a second in the flow
    assert.equal(
      waiting("email")?.some((each) => each.count === 0),
      true,
    );
  });

  it("count agents by status: members who have activated the queue", async () => {
    const status = async () => {
      const [found] = await observed({ filter: of(SUPPORT), metrics: ["oUserRoutingStatuses"] });
      return new Map(found?.data.map(({ qualifier = "", stats }) => [qualifier, stats.count]));
    };
    const before = await status();
    assert.deepEqual([before.get("INTERACTING"), before.get("IDLE"), before.get("OFF_QUEUE")], [1, 20, 0]);
    const queue = simulator.org.queues.get(SUPPORT) ?? assert.fail();
    queue.inactiveMemberIds = [BEN];
    assert.equal((await status()).get("IDLE"), 19);
  });

  it("count presences by definition: one of the org's own is not that of the platform below it", async () => {
    const member = simulator.org.users.get(BEN) ?? assert.fail();
    Object.assign(member, { presence: "Busy", routingStatus: "OFF_QUEUE" });
    const [found] = await observed({ filter: of(SUPPORT), metrics: ["oOffQueueUsers"] });
    assert.deepEqual(
      found?.data.map(({ qualifier, stats }) => [qualifier, stats.count]),
      [[idOf("presence Busy"), 1]],
    );
  });

  it("obey the filter, and refuse a query without a queue", async () => {
    const voice = { type: "or", predicates: [{ dimension: "mediaType", value: "voice" }] };
    const both = { type: "and", clauses: [of(SUPPORT, WEEKEND), voice] };
    const found = await observed({ filter: both, metrics: ["oInteracting", "oUserRoutingStatuses"] });
    assert.deepEqual(
      found.map(({ group, data }) => [group["queueId"], group["mediaType"], data[0]?.stats.count]),
      [
        [SUPPORT, "voice", 1],
        [WEEKEND, "voice", 0],
      ],
    );
    assert.equal((await post("queues/observations", { filter: voice, metrics: ["oWaiting"] })).status, 400);
  });

  it("add up a conversation: offered, answered, handled, with its after-call work", async () => {
    const id = arrives({ queue: "Service" });
    clock.advance(10_500); // 0.5 s in the flow
    simulator.act.agentAnswers(id, { user: "Ben Agent" });
    clock.advance(60_000);
    simulator.act.customerHangsUp(id);
    clock.advance(20_000);
    simulator.act.agentWrapsUp(id, { code: "Resolved" });
    clock.advance(1_000);
    const [found, ...others] = await aggregated({
      groupBy: ["queueId", "mediaType"],
      filter: of(SERVICE),
      metrics: ["nOffered", "tAnswered", "tAbandon", "tTalk", "tAcw", "tHandle", "oServiceLevel"],
    });
    assert.deepEqual([found?.group, others], [{ queueId: SERVICE, mediaType: "voice" }, []]);
    const stats = Object.fromEntries(found?.data[0]?.metrics.map((each) => [each.metric, each.stats]) ?? []);
    assert.deepEqual(stats, {
      nOffered: { count: 1 },
      oServiceLevel: { ratio: 1, numerator: 1, denominator: 1, target: 0.8 },
      tAcw: { count: 1, max: 20_000, min: 20_000, sum: 20_000 },
      tAnswered: { count: 1, max: 10_000, min: 10_000, sum: 10_000 },
      tHandle: { count: 1, max: 80_000, min: 80_000, sum: 80_000 },
      tTalk: { count: 1, max: 60_000, min: 60_000, sum: 60_000 },
    });
  });

  it("know who hung up in the queue, and only what went on in the interval", async () => {
    const id = arrives();
    clock.advance(40_000);
    const from = clock.now();
    simulator.act.customerHangsUp(id);
    clock.advance(1_000);
    const metrics = ["nOffered", "tAbandon", "oServiceLevel"];
    const within = (start: number) =>
      aggregated({
        filter: of(WEEKEND),
        metrics,
        interval: `${new Date(start).toISOString()}/${new Date(clock.now()).toISOString()}`,
      });
    const names = (all: Result[]) => all[0]?.data[0]?.metrics.map(({ metric }) => metric);
    assert.deepEqual(names(await within(from)), ["oServiceLevel", "tAbandon"]);
    assert.deepEqual(names(await within(from - 60_000)), ["nOffered", "oServiceLevel", "tAbandon"]);
    assert.deepEqual(await within(clock.now() - 500), []);
  });

  it("refuse by name what is not played", async () => {
    for (const [body, part] of [
      [{ metrics: ["tVoicemail"] }, /metrics tVoicemail/],
      [{ metrics: ["tAcd"], groupBy: ["ani"] }, /groupBy ani/],
      [{ metrics: ["tAcd"], granularity: "PT15M" }, /granularity/],
    ] as const) {
      const { status, text } = await post("conversations/aggregates", { interval: EVER, ...body });
      assert.equal(status, 501, text);
      assert.match(text, part);
    }
  });
});
