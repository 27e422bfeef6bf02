import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { openConnection } from "../support/backplane";
import { openRedisBackplane } from "../support/backplanes";
import { startFront, type Front } from "../support/kills/front";
import { describeWithRedis } from "../support/redis";
import { startReplica, type Replica } from "../support/replica";
import { sharedSpecs, type SharedInstance } from "../support/shared-instances";
import { until } from "../support/until";

describeWithRedis("events of several instances, when a replica takes over,", function (this: Mocha.Suite) {
  this.timeout(90_000); // it waits for real leases, and all of it for the machine
  const { act, open, redis, isListening, call, countOf } = sharedSpecs();
  let front: Front;
  let replica: Replica;
  const opened: { close(): unknown }[] = [];
  beforeEach(async () => {
    front = await startFront(redis().port);
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await front.close();
    await replica.stop();
  });
  const conversationsOf = ({ emitted }: SharedInstance) =>
    new Set(emitted.map(({ event }) => event.conversationId));

  it("are written after the leader has read it, and not before", async () => {
    const { connection, reach } = openConnection(front.url);
    await reach("ready");
    const backplane = openRedisBackplane(connection.commands);
    opened.push(backplane, connection);
    const fence = await backplane.lease("lead").acquire(60_000);
    assert.ok(fence);
    const stream = backplane.streamOf("s");
    await stream.kept();
    const append = () => stream.append([{ key: "k", value: "v" }], { fence });
    assert.equal((await append())?.length, 1);
    replica = await startReplica(redis());
    await replica.promote();
    const before = await stream.report(fence, "a", []);
    await front.leadTo(replica.port);
    await until(() => connection.commands.connections?.() === 2);
    await reach("ready");
    await assert.rejects(append, { code: "backplane" });
    const after = await stream.report(fence, "a", []);
    assert.notEqual(after?.server, before?.server);
    assert.equal((await append())?.length, 1);
  });

  it("are emitted where it lacks them, as redelivered, and what is known is written to it", async () => {
    const one = open({ redisUrl: front.url });
    await until(isListening);
    const held = open({ redisUrl: front.url, onEmit: () => new Promise(() => undefined) });
    await delay(1_500); // each has its half
    replica = await startReplica(redis());
    await replica.promote();
    const ids = Array.from({ length: 8 }, call);
    await until(() => one.emitted.length > 0 && held.emitted.length > 0);
    await delay(500);
    held.kill();
    await front.leadTo(replica.port);
    await until(() => conversationsOf(one).size === ids.length);
    for (const { event, redelivered } of one.emitted)
      assert.ok(redelivered || !conversationsOf(held).has(event.conversationId));
    const [id = ""] = ids;
    act().agentAnswers(id);
    await until(() => countOf("connected") >= 1);

    const next = open({ redisUrl: front.url });
    await delay(500);
    one.kill();
    await until(() => next.isLeading());
    act().customerHangsUp(id);
    await until(() => countOf("ended") >= 1);
    await delay(500);
    const again = next.emitted.filter(
      ({ event }) => event.event === "offered" || event.event === "connected",
    );
    assert.deepEqual(again, [], "what was known was written to the replica");
  });
});
