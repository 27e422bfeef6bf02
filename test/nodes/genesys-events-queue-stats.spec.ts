import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { eventsBench } from "../support/benches/events";
import { deployNode } from "../support/redeploy";

const WEEKEND = idOf("queue Weekend");
const QUERY = "postAnalyticsQueuesObservationsQuery";

type Values = Record<string, unknown>;

describe("conversation events of the figures of queues", () => {
  const { bench, open, run, isConnected, events } = eventsBench();
  afterEach(() => bench().close());

  const follow = async (config: Values = {}): Promise<void> => {
    await open({ scope: "queueStats", ids: "Weekend, Service", ...config });
    await run(isConnected);
  };
  const arrives = (mediaType = "call") =>
    bench().simulator.act.interactionArrives({ mediaType, queue: "Weekend" }).conversationId;
  const last = () => bench().arrivals.at(-1)?.msg ?? assert.fail("nothing was sent");
  const arrived = (count: number) => () => bench().arrivals.length >= count;
  const figure = (name: string) => (last().payload as Values)[name];

  it("sends the figures of each queue at the start, and then what changes, without further requests", async () => {
    await follow({ raw: true });
    await run(arrived(2));
    assert.deepEqual(
      bench()
        .arrivals.map(({ msg }) => msg["queueName"])
        .sort(),
      ["Service", "Weekend"],
    );
    const requests = bench().simulator.log.count();
    arrives();
    await run(arrived(3));
    const { event, queueId, queueName, previous, frame, occurredAt } = last() as Values;
    assert.deepEqual([event, queueId, queueName], ["statsChanged", WEEKEND, "Weekend"]);
    assert.deepEqual([figure("waiting"), (previous as Values)["waiting"]], [1, 0]);
    assert.ok((frame as Values)["topicName"] && typeof occurredAt === "number");
    await bench().clock.advance(20_000);
    arrives();
    await run(arrived(4));
    assert.equal(figure("waiting"), 2);
    assert.ok(Number(figure("longestWaitSeconds")) >= 20);
    assert.deepEqual([bench().simulator.log.count(), bench().simulator.log.count(QUERY)], [requests, 1]);
  });

  it("sends only that a threshold is reached and left", async () => {
    await follow({
      ids: WEEKEND,
      thresholdFigure: "longestWaitSeconds",
      thresholdValue: "30",
    });
    await run(() => bench().simulator.log.count(QUERY) === 1);
    const id = arrives();
    await run(arrived(1), 500);
    assert.deepEqual(events(), ["thresholdReached"]);
    assert.ok(Number(figure("longestWaitSeconds")) >= 30);
    assert.deepEqual(last()["threshold"], {
      ...{ figure: "longestWaitSeconds", comparison: "atLeast", value: 30 },
    });
    bench().simulator.act.customerHangsUp(id);
    await run(arrived(2));
    assert.deepEqual(events(), ["thresholdReached", "thresholdLeft"]);
  });

  it("sends the figures of one medium, and none of the conversations themselves", async () => {
    await follow({ ids: WEEKEND, mediaType: "email" });
    await run(arrived(1));
    arrives("message");
    arrives("email");
    await run(arrived(2));
    await bench().clock.advance(5_000);
    assert.deepEqual([figure("waiting"), events()], [1, ["statsChanged", "statsChanged"]]);
  });

  it("reads again after a gap, and sends what has changed meanwhile", async () => {
    await follow({ ids: WEEKEND });
    await run(arrived(1));
    bench().simulator.act.dropSockets();
    await run(() => !isConnected());
    arrives();
    await run(arrived(2));
    assert.deepEqual([figure("waiting"), bench().simulator.log.count(QUERY)], [1, 2]);
  });

  it("repeats nothing after a deploy of the node", async () => {
    await follow({ ids: WEEKEND });
    await run(arrived(1));
    await deployNode("the-node", { name: "changed" });
    await run(() => bench().simulator.log.count(QUERY) === 2);
    await bench().clock.advance(5_000);
    assert.equal(bench().arrivals.length, 1);
    arrives();
    await run(arrived(2));
    assert.equal((last()["previous"] as Values)["waiting"], 0);
  });

  it("reads again until it succeeds, where the figures cannot be read", async () => {
    await open({ scope: "queueStats", ids: WEEKEND });
    for (let times = 0; times < 8; times++)
      bench().simulator.faults.add({ match: { operation: QUERY }, fault: { status: 500 } });
    await run(arrived(1), 500);
    assert.equal(figure("waiting"), 0);
  });

  it("names a queue that does not exist, and follows the others", async () => {
    await open({ scope: "queueStats", ids: "Weekend, Wekend" });
    await run(arrived(1));
    assert.ok(bench().statuses.some(({ text }) => text?.includes("Wekend")));
  });

  it("ignores a threshold that another scope hides", async () => {
    await open({ scope: "queue", ids: WEEKEND, thresholdFigure: "waitng", thresholdValue: "many" });
    await run(isConnected);
  });

  for (const [name, config] of [
    ["figure", { thresholdFigure: "waitng" }],
    ["value", { thresholdFigure: "waiting", thresholdValue: "many" }],
  ] as const)
    it(`does not start with a threshold whose ${name} is none`, async () => {
      await open({ scope: "queueStats", ids: WEEKEND, ...config });
      await run(() => bench().statuses.at(-1)?.fill === "red");
      assert.equal(bench().simulator.log.count(), 0);
    });
});
