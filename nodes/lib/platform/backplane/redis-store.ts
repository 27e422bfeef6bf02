import { isGenesysError } from "../errors/errors";
import { createRedisActs } from "./redis-acts";
import { createRedisClaims } from "./redis-claims";
import { createRedisLeases } from "./redis-leases";
import { createRedisLog } from "./redis-log";
import { createRedisValues } from "./redis-values";
import { createRedisWindow } from "./redis-window";
import type { LogStore, Store } from "./store";
import type { Random } from "../types";
import type { RedisCommands } from "./types";
import type { WindowSettings } from "../http/known-window";

interface Parts {
  commands: RedisCommands;
  /** Before all names, so that several installations can use one Redis. */
  prefix: string;
  /** A hash of what identifies the OAuth client. */
  owner: string;
  instance: string;
  settings: WindowSettings;
  random: Random;
}

/** A user that may not read it does not know it. */
const ageOf = async (commands: RedisCommands): Promise<number> => {
  const info = await commands.call("INFO", "server").catch((error: unknown) => {
    if (isGenesysError(error)) throw error;
    return "";
  });
  const [, seconds] = /^uptime_in_seconds:(\d+)/m.exec(String(info)) ?? [];
  return seconds === undefined ? Infinity : Number(seconds) * 1_000;
};

/** The store in Redis. The braces keep all keys of one client together, which a script needs. */
export const createRedisStore = ({ commands, prefix, owner, instance, settings, random }: Parts): Store => {
  const key = (name: string): string => `${prefix}:{${owner}}:${name}`;
  const logs = new Map<string, ReturnType<typeof createRedisLog>>();
  const logOf = (name: string): LogStore => {
    const found = logs.get(name) ?? createRedisLog({ commands, key, instance, name });
    logs.set(name, found);
    return found;
  };
  return {
    window: createRedisWindow({ commands, key, instance, settings, random }),
    leases: createRedisLeases(commands, key, instance),
    claims: createRedisClaims(commands, key),
    acts: createRedisActs(commands, key, instance),
    values: createRedisValues(commands, key, instance),
    logOf,
    isGone: () => commands.isGone?.() === true,
    onConnected: (listener) =>
      commands.onConnected?.(() => listener((commands.connections?.() ?? 1) > 1)) ?? (() => undefined),
    ageMs: () => ageOf(commands),
    close: () => logs.forEach((log) => log.close()),
  };
};
