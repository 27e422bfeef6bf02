import assert from "node:assert/strict";
import type Redis from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import { createRedisLog } from "../../../nodes/lib/platform/backplane/redis-log";
import { LEASED_MS, PARTITIONS } from "../../../nodes/lib/platform/backplane/store";
import { openRedisBackplane } from "../../support/backplanes";
import { connected, describeWithRedis, startRedis, type RunningRedis } from "../../support/redis";
import { eventually, until } from "../../support/until";

const GROUP = "group";
const isTrue = (): boolean => true;
const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);

describeWithRedis("the shares of a stream", () => {
  let redis: RunningRedis;
  let commands: Redis;
  beforeEach(async () => {
    redis = await startRedis();
    commands = await connected(redis.connect());
  });
  afterEach(() => redis.stop());

  it("are read by their owner only: what comes while one changes hands goes to the next one", async () => {
    const logOf = (instance: string) =>
      createRedisLog({ commands, key: (name) => `spec:${name}`, instance, name: "s" });
    const [one, other] = [logOf("one"), logOf("other")];
    await one.open(GROUP);
    assert.deepEqual((await one.own(GROUP)).own, ALL);
    await eventually(() => one.read(GROUP, ALL).then(isTrue, () => false)); // its reader is connected
    const waiting = one.read(GROUP, ALL);
    await delay(50); // it waits for an entry
    await one.giveBack(GROUP, ALL);
    const { own } = await other.own(GROUP);
    for (const partition of own) assert.deepEqual(await other.pending(GROUP, partition), []);
    const [partition = 0] = own;
    const entry = { partition, key: "c", value: "1" };
    await one.append({ entries: [entry], keep: [], remove: [] });
    assert.deepEqual(await waiting, [], "it does not own it any more");
    const read = await other.read(GROUP, own);
    assert.deepEqual(
      read.map(({ value }) => value),
      ["1"],
    );
    for (const log of [one, other]) log.close();
  });

  it("are read again by an owner that could not extend them in time, so that nothing stays unread", async () => {
    const backplane = openRedisBackplane(commands);
    const stream = backplane.streamOf("s");
    const values: string[] = [];
    let release = (): void => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    await stream.consume(GROUP, async ({ value }) => {
      values.push(value);
      if (value === "1") await first;
    });
    await delay(100);
    await stream.append(["1", "2", "3"].map((value) => ({ key: "c", value })));
    await until(() => values.length === 1);
    await commands.config("SET", "maxmemory", "1");
    await delay(LEASED_MS + 300);
    release();
    await delay(50);
    await commands.config("SET", "maxmemory", "0");
    await until(() => values.length === 3, 3_000);
    assert.deepEqual(values, ["1", "2", "3"]);
    await backplane.close();
  });

  it("are left alone after an acknowledgement without a reply: what was read behind it is not given twice", async () => {
    const backplane = openRedisBackplane(commands);
    const stream = backplane.streamOf("s");
    const given: string[] = [];
    let release = (): void => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    await stream.consume(GROUP, async ({ value }) => {
      given.push(value);
      if (value === "1") await first;
    });
    await delay(100);
    await stream.append(["1", "2", "3"].map((value) => ({ key: "c", value })));
    await until(() => given.length === 1);
    redis.freeze();
    release(); // the acknowledgement fails after a second; the lease lasts half a second longer
    await delay(1_300);
    assert.deepEqual(given, ["1"], "another instance may give the others meanwhile");
    redis.thaw();
    await until(() => given.length === 3);
    assert.deepEqual(given, ["1", "2", "3"]);
    await backplane.close();
  });
});
