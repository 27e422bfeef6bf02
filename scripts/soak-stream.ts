// npm run soak -- backplane stream: how many events pass through the stream, how long each takes, and what a day of them takes
// of Redis.
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Backplane } from "../nodes/lib/platform/backplane/types";
import { openRedisBackplane } from "../test/support/backplanes";
import { connected, startRedis, type RunningRedis } from "../test/support/redis";

const GROUP = "group";
const EVENTS = 20_000;
/** An event with its participant, and what is known of its conversation, assumed: of a voice conversation with four legs. */
const EVENT_BYTES = 1_400;
const KNOWN_BYTES = 2_000;
const KEYS = 500;

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

interface Bench {
  /** Of one that appends, and of so many that read. */
  leader: Backplane;
  latencies: number[];
  received(): number;
  close(): Promise<void>;
}

const openBench = async (redis: RunningRedis, consumers: number, owner: string): Promise<Bench> => {
  const open = async (): Promise<Backplane> =>
    openRedisBackplane(await connected(redis.connect()), { owner });
  const latencies: number[] = [];
  let received = 0;
  const onEntry = ({ value }: { value: string }): Promise<void> => {
    received += 1;
    latencies.push(performance.now() - Number(value.slice(0, value.indexOf(" "))));
    return Promise.resolve();
  };
  const readers = await Promise.all(Array.from({ length: consumers }, open));
  for (const one of readers) await one.streamOf("s").consume(GROUP, onEntry);
  const leader = await open();
  await delay(2_000); // the parts are shared out
  return {
    ...{ leader, latencies },
    received: () => received,
    close: async () => void (await Promise.all([leader, ...readers].map((one) => one.close()))),
  };
};

const appendOne = async (leader: Backplane, nth: number): Promise<void> => {
  const key = `conversation ${nth % KEYS}`;
  const value = `${performance.now()} `.padEnd(EVENT_BYTES, "x");
  const fence = await leader.lease("lead").acquire(60_000);
  if (fence === undefined) throw new Error("there is no lease");
  const keep = new Map([[key, "k".repeat(KNOWN_BYTES)]]);
  await leader.streamOf("s").append([{ key, value }], { fence, keep });
};

/** As fast as one instance appends, one step after the other; what it keeps is appended with it. */
const throughput = async (redis: RunningRedis, consumers: number): Promise<string> => {
  const bench = await openBench(redis, consumers, `throughput ${consumers}`);
  const fence = await bench.leader.lease("lead").acquire(600_000);
  if (fence === undefined) throw new Error("there is no lease");
  const stream = bench.leader.streamOf("s");
  const beganAt = performance.now();
  for (let nth = 0; nth < EVENTS; nth += 20) {
    const keys = Array.from({ length: 20 }, (_, place) => `conversation ${(nth + place) % KEYS}`);
    const entries = keys.map((key) => ({ key, value: `${performance.now()} `.padEnd(EVENT_BYTES, "x") }));
    const keep = new Map(keys.map((key) => [key, "k".repeat(KNOWN_BYTES)] as const));
    await stream.append(entries, { fence, keep });
  }
  while (bench.received() < EVENTS) await delay(5);
  const perSecond = EVENTS / ((performance.now() - beganAt) / 1_000);
  await bench.close();
  return perSecond.toFixed(0);
};

/** At 50 events a second. */
const latency = async (redis: RunningRedis, consumers: number): Promise<string[]> => {
  const bench = await openBench(redis, consumers, `latency ${consumers}`);
  for (let nth = 0; nth < 500; nth += 1) {
    await appendOne(bench.leader, nth);
    await delay(20);
  }
  await delay(500);
  const sorted = bench.latencies.toSorted((one, other) => one - other);
  await bench.close();
  return [0.5, 0.99].map((part) => percentile(sorted, part).toFixed(1));
};

const CONVERSATIONS = 100_000;
const EVENTS_OF_EACH = 8;
/** So many of them are known at the same time: those of the last ten minutes. */
const MEASURED = 10_000;

const usedBytes = async (redis: RunningRedis): Promise<number> => {
  const control = await connected(redis.connect());
  const used = Number(/used_memory:(\d+)/.exec(await control.info("memory"))?.[1]);
  control.disconnect();
  return used;
};

/** What one conversation takes while it is known, and one entry while it is not forgotten. */
const memory = async (redis: RunningRedis): Promise<string> => {
  const one = openRedisBackplane(await connected(redis.connect()), { owner: "memory" });
  const fence = await one.lease("lead").acquire(600_000);
  if (fence === undefined) throw new Error("there is no lease");
  const before = await usedBytes(redis);
  for (let nth = 0; nth < MEASURED; nth += 100) {
    const names = Array.from({ length: 100 }, (_, place) => `conversation ${nth + place}`);
    const keep = new Map(names.map((name) => [name, "k".repeat(KNOWN_BYTES)] as const));
    await one.streamOf("s").append([], { fence, keep });
  }
  const known = await usedBytes(redis);
  for (let nth = 0; nth < MEASURED; nth += 100) {
    const entries = Array.from({ length: 100 }, (_, place) => ({
      ...{ key: `conversation ${nth + place}`, value: "x".repeat(EVENT_BYTES) },
    }));
    await one.streamOf("s").append(entries, { fence });
  }
  const all = await usedBytes(redis);
  await one.close();
  const [eachKnown, eachEntry] = [(known - before) / MEASURED, (all - known) / MEASURED];
  const perMinute = CONVERSATIONS / 1_440;
  const knownAtOnce = perMinute * 15; // five minutes of talk, and ten until it is forgotten
  const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
  const day = CONVERSATIONS * EVENTS_OF_EACH;
  return [
    `each conversation that is known: ${eachKnown.toFixed(0)} bytes; each entry: ${eachEntry.toFixed(0)} bytes`,
    `${CONVERSATIONS} conversations a day, evenly: ${megabytes(knownAtOnce * eachKnown)} MB for what is known;`,
    `entries are forgotten when all groups have them; kept for the whole day, ${day} would take ${megabytes(day * eachEntry)} MB,`,
    `and at most 16 × 20,000 are kept: ${megabytes(320_000 * eachEntry)} MB`,
  ].join("\n");
};

export const soakStream = async (): Promise<void> => {
  const redis = await startRedis();
  console.log("| consumers | events a second | added, ms: p50 | p99 |\n| --- | --- | --- | --- |");
  for (const consumers of [1, 2, 4]) {
    const perSecond = await throughput(redis, consumers);
    const [middle, late] = await latency(redis, consumers);
    console.log(`| ${consumers} | ${perSecond} | ${middle} | ${late} |`);
    await redis.kill();
    await redis.start();
  }
  console.log(await memory(redis));
  await redis.stop();
};
