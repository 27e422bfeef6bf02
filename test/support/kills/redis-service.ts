import { setTimeout as delay } from "node:timers/promises";
import { connected, startRedis, type RunningRedis } from "../redis";
import { startReplica } from "../replica";
import type { Front } from "./front";

/** A Redis behind the fronts of the instances, and what may happen to it. */
export interface RedisService {
  present(): RunningRedis;
  /** It is away for so long, and comes back empty. */
  restartEmpty(awayMs: number): Promise<void>;
  /** A replica takes its place. As replicas do, it may lack what was written last. */
  failOver(awayMs: number): Promise<void>;
  /** It refuses every write that takes memory, for so long. */
  fill(forMs: number): Promise<void>;
  /** Calls this with each server that takes the place of another one. */
  onServer(watch: (redis: RunningRedis) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const createRedisService = async (fronts: () => readonly Front[]): Promise<RedisService> => {
  let present = await startRedis();
  let watch: (redis: RunningRedis) => Promise<void> = () => Promise.resolve();

  const refuse = (): Promise<unknown> => Promise.all(fronts().map((front) => front.refuse()));
  const lead = async (to: RunningRedis): Promise<void> => {
    present = to;
    await watch(to);
    await Promise.all(fronts().map((front) => front.leadTo(to.port)));
  };
  const command = async (redis: RunningRedis, name: string, ...args: string[]): Promise<void> => {
    const control = await connected(redis.connect());
    await control.call(name, ...args);
    control.disconnect();
  };

  return {
    present: () => present,
    restartEmpty: async (awayMs) => {
      const before = present;
      await before.kill();
      await refuse();
      await before.stop();
      const next = await startRedis();
      await delay(awayMs);
      await lead(next);
    },
    failOver: async (awayMs) => {
      const before = present;
      const replica = await startReplica(before);
      await before.kill();
      await refuse();
      await before.stop();
      await delay(awayMs);
      await replica.promote();
      await lead(replica);
    },
    fill: async (forMs) => {
      await command(present, "CONFIG", "SET", "maxmemory", "1");
      await delay(forMs);
      await command(present, "CONFIG", "SET", "maxmemory", "0");
    },
    onServer: async (watcher) => {
      watch = watcher;
      await watch(present);
    },
    stop: () => present.stop(),
  };
};
