import type { Clock, Random } from "../types";
import { createBackplane } from "./backplane";
import { createRedisStore } from "./redis-store";
import type { Backplane, RedisCommands } from "./types";
import type { WindowSettings } from "../http/known-window";

export interface RedisBackplaneParts {
  commands: RedisCommands;
  prefix: string;
  /** Another one for each backplane that is opened. */
  instance: string;
  /** With which instances it shares entries. */
  group: string;
  /** Made by `ownerHash`: instances with the same one act as one. */
  owner: string;
  secret: string;
  settings: WindowSettings;
  clock: Clock;
  random: Random;
  warn: (text: string) => void;
}

/** The backplane in Redis or Valkey. The connection belongs to the caller, who closes it after the backplane. */
export const createRedisBackplane = (parts: RedisBackplaneParts): Backplane =>
  createBackplane({ ...parts, store: createRedisStore(parts) });
