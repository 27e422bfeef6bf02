import { createHash } from "node:crypto";
import { awayError } from "./away";
import type { RedisCommands } from "./types";

/** One atomic step in Redis. */
export interface Script {
  lua: string;
  sha: string;
}

/** The time of Redis in ms: the only clock that all instances share. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

export const script = (body: string): Script => {
  const lua = NOW + body;
  return { lua, sha: createHash("sha1").update(lua).digest("hex") };
};

type Argument = string | number;

/** Runs it by its hash; a Redis that does not have it, as after a restart, gets its text. @throws GenesysError `backplane` */
export const runScript = async (
  commands: RedisCommands,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> => {
  const rest = [keys.length, ...keys, ...args];
  try {
    return await commands.call("EVALSHA", sha, ...rest).catch((error: unknown) => {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return commands.call("EVAL", lua, ...rest);
    });
  } catch (error) {
    throw awayError(error);
  }
};
