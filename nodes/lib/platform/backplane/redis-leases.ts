import { awayError } from "./away";
import { runScript, script } from "./script";
import type { LeaseStore } from "./store";
import type { RedisCommands } from "./types";

const FENCE_MS = 30 * 86_400_000;

/**
 * Invariant: while the lease has a holder, only that holder gets a token, and always the same one; each new holder gets a
 * higher one than all before. KEYS: lease, counter. ARGV: instance, forMs.
 */
const ACQUIRE = script(`
local held = redis.call('GET', KEYS[1])
if held then
  local token, holder = held:match('^(%d+):(.*)$')
  if holder ~= ARGV[1] then return false end
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return tonumber(token)
end
local token = redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ${FENCE_MS})
redis.call('SET', KEYS[1], token .. ':' .. ARGV[1], 'NX', 'PX', ARGV[2])
return token
`);

/** Invariant: only its holder, with its present token, ends a lease. KEYS: lease. ARGV: its value. */
const RELEASE = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`);

/** What the key of a lease holds while this instance has it with this token. */
export const heldBy = (instance: string, token: number): string => `${token}:${instance}`;

export const createRedisLeases = (
  commands: RedisCommands,
  key: (name: string) => string,
  instance: string,
): LeaseStore => ({
  acquire: async (name, forMs) => {
    const keys = [key(`lease:${name}`), key(`fence:${name}`)];
    const token = await runScript(commands, ACQUIRE, keys, [instance, forMs]);
    return token === null ? undefined : Number(token);
  },
  release: async (name, token) => {
    await runScript(commands, RELEASE, [key(`lease:${name}`)], [heldBy(instance, token)]);
  },
  isFree: async (name) => {
    try {
      return (await commands.call("EXISTS", key(`lease:${name}`))) === 0;
    } catch (error) {
      throw awayError(error);
    }
  },
});
