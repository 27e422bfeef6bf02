import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import queueStats from "../../nodes/genesys-queue-stats";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { nodeBench } from "../support/benches/node-bench";
import { essence, sdkRequests } from "../support/sdk";

const WEEKEND = idOf("queue Weekend");
const SERVICE = idOf("queue Service");
const NOW = "postAnalyticsQueuesObservationsQuery";
const INTERVAL = "postAnalyticsConversationsAggregatesQuery";

type Values = Record<string, unknown>;

describe("queue statistics", () => {
  const { bench, open, play } = nodeBench(queueStats, "genesys-queue-stats");
  afterEach(() => bench().close());

  const arrives = (queue = "Weekend", mediaType = "call") =>
    bench().simulator.act.interactionArrives({ mediaType, queue }).conversationId;

  it("reads how queues are now, all of them by one request, by id or name", async () => {
    await open({}, { account: { successStatus: "names" } });
    arrives();
    await bench().clock.advance(30_500);
    arrives("Weekend", "message");
    await bench().clock.advance(1_000);
    const { at, msg } = await play({ queueIds: "Weekend, Support", topic: "kept" });
    assert.equal(at, "result", JSON.stringify(msg.error));
    const { queues, ...all } = msg.payload as Values & { queues: Values[] };
    assert.equal(all["waiting"], 2);
    assert.ok(Number(all["longestWaitSeconds"]) >= 31);
    assert.deepEqual(
      queues.map((one) => [one["queueName"], one["waiting"], one["interacting"], one["agentsInteracting"]]),
      [
        ["Weekend", 2, 0, 0],
        ["Support", 0, 1, 1],
      ],
    );
    assert.equal(bench().simulator.log.count(NOW), 1);
    assert.deepEqual([msg["topic"], msg["queueId"]], ["kept", undefined]);
    assert.ok(Array.isArray((msg["response"] as Values)["results"]));
    await bench().clock.advance(300); // the status after success is shown
    assert.match(bench().statuses.at(-1)?.text ?? "", /^2 · now · 2 · /);
  });

  it("is flat for one queue, and of one medium where one is chosen", async () => {
    await open({ mediaType: "message" });
    arrives();
    arrives("Weekend", "message");
    await bench().clock.advance(1_000);
    const { msg } = await play({ queueIds: [WEEKEND] });
    const { queueId, queueName, waiting, agentsOnQueue, media } = msg.payload as Values;
    assert.deepEqual([queueId, queueName, waiting, agentsOnQueue], [WEEKEND, "Weekend", 1, 0]);
    assert.deepEqual(Object.keys(media as object), ["message"]);
    assert.equal(msg["queueId"], WEEKEND);
  });

  it("reads what went on in an interval", async () => {
    await open({ what: "interval", metrics: "tAcw" });
    const id = arrives("Service");
    await bench().clock.advance(2_000);
    bench().simulator.act.agentAnswers(id);
    await bench().clock.advance(60_000);
    bench().simulator.act.customerHangsUp(id);
    const lost = arrives("Weekend");
    await bench().clock.advance(5_000);
    bench().simulator.act.customerHangsUp(lost);
    await bench().clock.advance(1_000);
    const { at, msg } = await play({ queueIds: ["Service", "Weekend"], interval: "PT1H" });
    assert.equal(at, "result", JSON.stringify(msg.error));
    const { queues, ...all } = msg.payload as Values & { queues: Values[] };
    assert.deepEqual(
      [all["offered"], all["answered"], all["abandoned"], all["serviceLevelPercent"]],
      [2, 1, 1, 50],
    );
    assert.deepEqual(
      queues.map((one) => [one["queueName"], one["serviceLevelPercent"], one["serviceLevelTargetPercent"]]),
      [
        ["Service", 100, 80],
        ["Weekend", 0, 80],
      ],
    );
    assert.match(String(all["interval"]), /^.{24}\/.{24}$/);
  });

  it("takes the last half hour where no interval is given, and ignores one for now", async () => {
    await open({ what: "interval" });
    const { msg } = await play({ queueIds: "Weekend" });
    const [from, to] = String((msg.payload as Values)["interval"])
      .split("/")
      .map(Date.parse);
    assert.equal(Number(to) - Number(from), 30 * 60_000);
    await bench().close();
    await open();
    assert.equal((await play({ queueIds: "Weekend", interval: { never: "read" } })).at, "result");
  });

  for (const [name, config, msg, field] of [
    ["no queue", {}, {}, "queueIds"],
    [
      "an interval that is none",
      { what: "interval" },
      { queueIds: "Weekend", interval: "today" },
      "interval",
    ],
    ["a metric that does not exist", { metrics: "oWating" }, { queueIds: "Weekend" }, "metrics"],
  ] as const)
    it(`sends nothing for ${name}`, async () => {
      await open(config);
      const { at, msg: failed } = await play(msg);
      const { code, cause } = failed.error ?? {};
      assert.deepEqual(
        [at, code, cause?.["outcome"], cause?.["field"]],
        ["catch", "input", "notSent", field],
      );
      assert.equal(bench().simulator.log.count("getRoutingQueues"), 0);
    });

  it("names the permission that is missing", async () => {
    await open({}, { credentials: { clientId: "limited", clientSecret: "limited" } });
    const { at, msg } = await play({ queueIds: [WEEKEND] });
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
    assert.deepEqual(msg.error?.cause?.["missingPermissions"], ["analytics:queueObservation:view"]);
  });

  for (const [name, fault] of [
    ["a lost answer", { lostAnswer: true }],
    ["a 429", { retryAfter: 2 }],
    ["a 503", { status: 503 }],
  ] as const)
    it(`reads again after ${name}`, async () => {
      await open();
      bench().simulator.faults.add({ match: { operation: NOW }, fault });
      assert.equal((await play({ queueIds: "Weekend" })).at, "result");
    });

  const of = (dimension: string, value: string) => ({
    type: "or",
    predicates: [{ type: "dimension", dimension, value }],
  });
  const analytics = new sdk.AnalyticsApi();
  const metrics = ["nOffered", "tAnswered", "tAbandon", "tHandle", "oServiceLevel"];
  const interval = "2026-03-02T08:00:00.000Z/2026-03-02T09:00:00.000Z";
  const CASES: [what: string, operation: string, theirs: () => Promise<unknown>][] = [
    [
      "now",
      NOW,
      () =>
        analytics.postAnalyticsQueuesObservationsQuery({
          filter: of("queueId", SERVICE),
          metrics: ["oWaiting", "oInteracting", "oAlerting", "oLongestWaiting", "oUserRoutingStatuses"],
        }),
    ],
    [
      "interval",
      INTERVAL,
      () =>
        analytics.postAnalyticsConversationsAggregatesQuery({
          ...{ interval, metrics, groupBy: ["queueId", "mediaType"] },
          filter: { type: "and", clauses: [of("queueId", SERVICE), of("mediaType", "voice")] },
        }),
    ],
  ];
  for (const [what, operation, theirs] of CASES)
    it(`sends for ${what} what the SDK sends`, async () => {
      await open({ what, mediaType: "call" });
      assert.equal((await play({ queueIds: SERVICE, interval })).at, "result");
      const ours = bench()
        .simulator.log.entries()
        .filter((entry) => entry.operation === operation)
        .map(essence);
      assert.deepEqual(ours, await sdkRequests(bench().simulator, theirs));
    });
});
