import assert from "node:assert/strict";
import backplane from "../../nodes/genesys-backplane";
import { eventsBench, SUPPORT } from "../support/benches/events";
import { describeWithRedis, startRedis, type RunningRedis } from "../support/redis";
import { openInstance, type SharedInstance } from "../support/shared-instances";
import { until } from "../support/until";

describeWithRedis("conversation events of one of several instances", () => {
  const { bench, open, run, has, first } = eventsBench();
  let redis: RunningRedis;
  let other: SharedInstance | undefined;
  const codes = (): unknown[] => bench().statuses.map((status) => (status as { code?: string }).code);
  const openNode = async (config: Record<string, unknown> = {}): Promise<void> => {
    await open(config, {
      account: { backplane: "the-backplane" },
      modules: [backplane],
      flow: [
        { id: "the-backplane", type: "genesys-backplane", url: redis.url, prefix: "spec", group: "group" },
      ],
    });
  };
  const openOther = (): SharedInstance => {
    const name = JSON.stringify([bench().node.id, "queue", [SUPPORT]]);
    other = openInstance({ redisUrl: redis.url, url: bench().simulator.url, name, names: [SUPPORT] });
    return other;
  };

  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await bench().close();
    await other?.close();
    other = undefined;
    await redis.stop();
  });

  it("shows that it leads, and emits events with its instance", async () => {
    await openNode();
    await run(() => codes().at(-1) === "leading");
    bench().simulator.act.customerCalls({ queue: "Support" });
    await run(has("offered"));
    const { genesys, redelivered } = first("offered") as {
      genesys?: { instance?: string };
      redelivered?: true;
    };
    assert.equal(typeof genesys?.instance, "string");
    assert.equal(redelivered, undefined);
    assert.ok(codes().includes("waitingForLead"));
  });

  it("hands over to another instance when it is closed, and every event is emitted once", async () => {
    await openNode();
    await run(() => codes().at(-1) === "leading");
    const one = openOther();
    const { act } = bench().simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    act.agentAnswers(conversationId); // at once: a call that rings while virtual time passes is offered to another agent
    const emitted = (): unknown[] => [
      ...bench().arrivals.map(({ msg }) => msg["event"]),
      ...one.emitted.map(({ event }) => event.event),
    ];
    await run(() => emitted().length === 2);
    assert.equal(one.isLeading(), false);
    const begun = performance.now();
    await bench().node.close(false);
    assert.ok(performance.now() - begun < 1_000);
    await run(() => one.isLeading());
    act.customerHangsUp(conversationId);
    await until(() => one.emitted.some(({ event }) => event.event === "ended"));
    const all = emitted();
    assert.deepEqual(all, [...new Set(all)]);
    for (const name of ["offered", "connected", "ended"]) assert.ok(all.includes(name), name);
  });
});
