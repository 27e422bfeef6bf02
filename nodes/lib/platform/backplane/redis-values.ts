import { heldBy } from "./redis-leases";
import { runScript, script } from "./script";
import type { ValueStore } from "./store";
import type { RedisCommands } from "./types";

/** Invariant: the text and its rest belong to each other. KEYS: value. */
const READ = script(`
local text = redis.call('GET', KEYS[1])
if not text then return false end
return { text, redis.call('PTTL', KEYS[1]) }
`);

/** Invariant: only the holder of the lease writes, and with its present token. KEYS: value, lease. ARGV: text, forMs, held. */
const WRITE = script(`
if redis.call('GET', KEYS[2]) ~= ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

export const createRedisValues = (
  commands: RedisCommands,
  key: (name: string) => string,
  instance: string,
): ValueStore => ({
  read: async (name) => {
    const found = await runScript(commands, READ, [key(`value:${name}`)], []);
    if (!Array.isArray(found)) return undefined;
    const [text, restMs] = found as [string, number];
    return { text, restMs };
  },
  write: async (name, text, forMs, { lease, token }) => {
    const keys = [key(`value:${name}`), key(`lease:${lease}`)];
    const args = [text, Math.max(1, Math.round(forMs)), heldBy(instance, token)];
    return (await runScript(commands, WRITE, keys, args)) === 1;
  },
});
