import assert from "node:assert/strict";
import type Redis from "ioredis";
import { setTimeout as delay } from "node:timers/promises";
import type { Backplane } from "../../../nodes/lib/platform/backplane/types";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { openRedisBackplane, take } from "../../support/backplanes";
import { connected, describeWithRedis, startRedis, type RunningRedis } from "../../support/redis";

const CUSTOMER = "+49 30 901820";
const SECRET = "a token that must not be seen";

describeWithRedis("a backplane in Redis", () => {
  let redis: RunningRedis;
  let commands: Redis;
  let opened: Backplane[];
  const open = (owner?: string): Backplane => {
    const one = openRedisBackplane(commands, owner === undefined ? {} : { owner });
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    redis = await startRedis();
    commands = await connected(redis.connect());
    opened = [];
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(opened.map((one) => one.close()));
    await redis.stop();
  });

  /** One use of everything. */
  const useAll = async (one: Backplane): Promise<void> => {
    await take(one, 3);
    await one.window.report(1, { kind: "refused", retryAfterMs: 60_000 });
    await one.lease("owner").acquire(60_000);
    const claim = await one.claims.claim(`call ${CUSTOMER}`, 60_000);
    if (claim.mine) await claim.settle(`called ${CUSTOMER}`);
    const act = await one.acts.claim(`message to ${CUSTOMER}`, { agoMs: 0, isNamed: true });
    if (act.mine) await act.end("done");
    await one.token.get(undefined, () => Promise.resolve({ accessToken: SECRET }));
    await one.token.turn(CUSTOMER, () => Promise.resolve({ result: 1, keep: SECRET }));
    const consumer = await one.streamOf("s").consume(CUSTOMER, () => Promise.resolve());
    await one.streamOf("s").append([{ key: CUSTOMER, value: `{"from":"${CUSTOMER}"}` }]);
    await delay(300);
    await consumer.close();
  };
  const allKeys = async (): Promise<string[]> => (await commands.keys("*")).sort();

  it("gives each key an expiry", async () => {
    await useAll(open());
    const keys = await allKeys();
    assert.ok(keys.length >= 11, keys.join());
    for (const key of keys) assert.ok((await commands.pttl(key)) > 0, key);
  });

  it("shows neither secrets nor customers, in names and in values", async () => {
    await useAll(open());
    const dumps = await Promise.all((await allKeys()).map((key) => commands.dumpBuffer(key)));
    const text = [...(await allKeys()), ...dumps.map((bytes) => bytes?.toString("latin1") ?? "")].join("\n");
    for (const hidden of [CUSTOMER, "901820", SECRET, "must not be seen"])
      assert.ok(!text.includes(hidden), hidden);
  });

  it("keeps the instances of another OAuth client apart", async () => {
    const [one, other] = [open("one"), open("other")];
    await one.lease("owner").acquire(60_000);
    assert.equal((await other.lease("owner").acquire(60_000))?.token, 1);
    assert.equal((await other.claims.claim("key", 60_000)).mine, true);
    assert.equal((await one.claims.claim("key", 60_000)).mine, true);
  });

  it("does not know how a request ended whose claim is lost with the keys of Redis", async () => {
    const wanted = { agoMs: 0, isNamed: false };
    const [first, second] = [await open().acts.claim("key", wanted), await open().acts.claim("key", wanted)];
    assert.ok(first.mine && !second.mine);
    await commands.flushall();
    await first.end("released");
    assert.equal(await second.outcome(), "unknown");
  });

  it("goes on with a Redis that was restarted and has nothing any more", async () => {
    const one = open();
    await one.lease("owner").acquire(60_000);
    await redis.kill();
    await redis.start();
    await connected(commands);
    const fence = await one.lease("owner").acquire(60_000);
    assert.equal(fence?.token, 1);
    assert.deepEqual((await take(one, 1)).granted, [1]);
  });

  it("fails as `backplane` within two seconds, with nothing sent, where Redis is stopped or gone", async () => {
    const one = open();
    const isAway = (error: unknown): boolean =>
      isGenesysError(error, "backplane") && error.cause.outcome === "notSent";
    redis.freeze();
    const began = Date.now();
    await assert.rejects(one.claims.claim("key", 60_000), isAway);
    redis.thaw();
    await redis.kill();
    await assert.rejects(one.lease("owner").acquire(1_000), isAway);
    await assert.rejects(take(one, 1), isAway);
    assert.ok(Date.now() - began < 2_500);
  });

  it("uses a token that was obtained although it cannot be kept", async () => {
    const one = open();
    const token = await one.token.get(undefined, async () => {
      await redis.kill();
      return { accessToken: "token" };
    });
    assert.equal(token.accessToken, "token");
  });

  it("gives the entries of an instance that died to another one within three seconds, marked as redelivered", async () => {
    const itsConnection = await connected(redis.connect());
    const dying = openRedisBackplane(itsConnection);
    opened.push(dying);
    let held = 0;
    await dying.streamOf("s").consume("group", () => {
      held += 1;
      return new Promise(() => undefined); // it never acknowledges
    });
    const one = open();
    for (const key of ["a", "b", "c"]) await one.streamOf("s").append([{ key, value: key }]);
    while (held < 3) await delay(20);
    itsConnection.disconnect(); // it reports itself no more, and gives nothing back
    const received: string[] = [];
    const began = Date.now();
    await one.streamOf("s").consume("group", ({ value, redelivered }) => {
      if (redelivered) received.push(value);
      return Promise.resolve();
    });
    while (received.length < 3 && Date.now() - began < 5_000) await delay(20);
    assert.deepEqual(received.sort(), ["a", "b", "c"]);
    assert.ok(Date.now() - began < 3_000);
  });
});
