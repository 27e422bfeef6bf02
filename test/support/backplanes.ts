import type Redis from "ioredis";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createMemoryBackplanes } from "../../nodes/lib/platform/backplane/memory";
import { createRedisBackplane } from "../../nodes/lib/platform/backplane/redis";
import type { Backplane, RedisCommands } from "../../nodes/lib/platform/backplane/types";
import { WINDOW_RULES } from "../../nodes/lib/platform/backplane/window-rules";
import type { WindowSettings } from "../../nodes/lib/platform/http/known-window";
import { realClock } from "../../nodes/lib/platform/time/clock";
import { createClock } from "./clock";
import { connected, describeWithRedis, startRedis, type RunningRedis } from "./redis";

export const SETTINGS: WindowSettings = { perMinute: 300, maxWaitMs: 180_000, jitterMs: 0 };

/** Several instances on one backplane, and time that passes for all of them. */
export interface Instances {
  /** One more instance. */
  open(settings?: Partial<WindowSettings>): Promise<Backplane>;
  pass(ms: number): Promise<void>;
}

/** The same specs for the backplane in memory and the one in Redis. */
export const describeBackplanes = (title: string, specs: (instances: Instances) => void): void => {
  describe(`${title}, in memory`, () => {
    let clock: ReturnType<typeof createClock>;
    let stores: Map<string, () => Backplane>;
    let opened: Backplane[];
    beforeEach(() => {
      clock = createClock(1_000_000);
      stores = new Map();
      opened = [];
    });
    afterEach(async () => {
      const closing = Promise.all(opened.map((one) => one.close()));
      await clock.runUntil(closing);
    });
    specs({
      open: (settings = {}) => {
        const name = JSON.stringify(settings);
        const make =
          stores.get(name) ??
          createMemoryBackplanes({ clock, random: () => 0, settings: { ...SETTINGS, ...settings } });
        stores.set(name, make);
        const one = make();
        opened.push(one);
        return Promise.resolve(one);
      },
      pass: (ms) => clock.advance(ms),
    });
  });

  describeWithRedis(`${title}, in Redis`, () => {
    let server: RunningRedis;
    let opened: { backplane: Backplane; redis: Redis }[] = [];
    let owners = 0;
    before(async () => {
      server = await startRedis();
    });
    after(() => server.stop());
    beforeEach(() => {
      owners += 1;
    });
    afterEach(async () => {
      await Promise.all(opened.map(({ backplane }) => backplane.close()));
      for (const { redis } of opened) redis.disconnect();
      opened = [];
    });
    specs({
      open: async (settings = {}) => {
        const redis = await connected(server.connect());
        const backplane = openRedisBackplane(redis, { owner: `owner-${owners}`, settings });
        opened.push({ backplane, redis });
        return backplane;
      },
      pass: (ms) => delay(ms).then(() => undefined),
    });
  });
};

export const openRedisBackplane = (
  redis: RedisCommands,
  {
    owner = "owner",
    settings = {},
    group = "group",
  }: { owner?: string; settings?: Partial<WindowSettings>; group?: string } = {},
): Backplane =>
  createRedisBackplane({
    ...{ commands: redis, prefix: "spec", owner, secret: "secret", settings: { ...SETTINGS, ...settings } },
    ...{ instance: randomUUID(), group, clock: realClock, random: () => 0, warn: () => undefined },
  });

/** Waits while time passes, as it does by itself with Redis. */
export const passing = async <T>(pass: Instances["pass"], promise: Promise<T>): Promise<T> => {
  let isDone = false;
  const mark = (): void => void (isDone = true);
  promise.then(mark, mark);
  while (!isDone) await pass(10);
  return promise;
};

/** Asks for so many permits at once. */
export const take = (one: Backplane, added: number, more: { most?: number; positions?: number[] } = {}) =>
  one.window.take({ added, dropped: [], positions: [], most: 32, ...more });

export const { probeMs, lostMs } = WINDOW_RULES;
