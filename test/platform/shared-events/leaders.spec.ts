import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { describeWithRedis, startRedis, type RunningRedis } from "../../support/redis";
import { openInstance, type InstanceOptions, type SharedInstance } from "../../support/shared-instances";
import { until } from "../../support/until";

const SUPPORT = idOf("queue Support");

describeWithRedis("events of several instances", () => {
  let redis: RunningRedis;
  let simulator: Simulator;
  let instances: SharedInstance[] = [];
  const open = (options: Partial<InstanceOptions> = {}): SharedInstance => {
    const one = openInstance({ redisUrl: redis.url, url: simulator.url, names: [SUPPORT], ...options });
    instances.push(one);
    return one;
  };
  const channels = () => simulator.act.channels().filter(({ connected }) => connected);
  const isListening = (): boolean => channels().some(({ topics }) => topics.length > 0);
  const all = () => instances.flatMap(({ emitted }) => emitted);
  const told = (event: string): number => all().filter((one) => one.event.event === event).length;
  const call = async (): Promise<string> => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    return conversationId;
  };

  beforeEach(async () => {
    redis = await startRedis();
    simulator = await startSimulator();
  });
  afterEach(async () => {
    await Promise.all(instances.map((one) => one.close()));
    instances = [];
    await simulator.close();
    await redis.stop();
  });

  it("are received over one channel, and emitted once, in order", async () => {
    open();
    open();
    await until(isListening);
    await delay(1_500); // both read
    const ids = await Promise.all(Array.from({ length: 8 }, call));
    await until(() => told("offered") >= 8);
    for (const id of ids) simulator.act.agentAnswers(id);
    await until(() => told("connected") >= 8);
    for (const id of ids) simulator.act.customerHangsUp(id);
    await until(() => told("ended") >= 8);
    await delay(300);
    assert.equal(channels().length, 1);
    assert.deepEqual([told("offered"), told("connected"), told("ended")], [8, 8, 8]);
    assert.ok(
      instances.every(({ emitted }) => emitted.length > 0),
      "each emits a share",
    );
    assert.equal(instances.filter((one) => one.isLeading()).length, 1);
  });

  it("go on with another instance when the one that leads is killed in the middle", async () => {
    const one = open();
    await until(isListening);
    const other = open();
    const [id, gone] = [await call(), await call()];
    await until(() => told("offered") === 2);
    simulator.act.agentAnswers(id);
    await until(() => told("connected") === 1);
    one.kill();
    const killed = performance.now();
    simulator.act.agentHangsUp(id);
    simulator.act.customerHangsUp(gone);
    await until(() => other.isLeading());
    assert.ok(performance.now() - killed < 3_000, `${performance.now() - killed} ms`);
    await until(() => told("ended") >= 2);
    await delay(300);
    const late = all().filter(({ event: { event } }) => event === "ended");
    assert.ok(late.every(({ event }) => event.recovered));
    for (const name of ["offered", "ended"]) assert.equal(told(name), 2, name);
    assert.equal(told("connected"), 1);
    console.log(all().map((e) => `${e.event.event} ${e.redelivered} ${e.event.recovered}`));
  });
});
