import { runScript, script } from "./script";
import type { ClaimStore } from "./store";
import type { RedisCommands } from "./types";

/**
 * Invariant: of all that claim a name, one finds it free. KEYS: claim. ARGV: id, forMs. The key holds `claimed:<id>`, and
 * later `outcome:<text>`.
 */
const CLAIM = script(`
local found = redis.call('GET', KEYS[1])
if found then return found end
redis.call('SET', KEYS[1], 'claimed:' .. ARGV[1], 'NX', 'PX', ARGV[2])
return false
`);

/** Invariant: only the one that claimed it ends a claim, and once. KEYS: claim. ARGV: id, outcome (none: release). */
const END = script(`
if redis.call('GET', KEYS[1]) ~= 'claimed:' .. ARGV[1] then return 0 end
if ARGV[2] then redis.call('SET', KEYS[1], 'outcome:' .. ARGV[2], 'KEEPTTL') else redis.call('DEL', KEYS[1]) end
return 1
`);

const OUTCOME = "outcome:";

export const createRedisClaims = (commands: RedisCommands, key: (name: string) => string): ClaimStore => ({
  claim: async (name, id, forMs) => {
    const found = await runScript(commands, CLAIM, [key(`claim:${name}`)], [id, forMs]);
    if (typeof found !== "string") return undefined;
    return found.startsWith(OUTCOME) ? { outcome: found.slice(OUTCOME.length) } : {};
  },
  settle: async (name, id, outcome) => {
    await runScript(commands, END, [key(`claim:${name}`)], [id, outcome]);
  },
  release: async (name, id) => {
    await runScript(commands, END, [key(`claim:${name}`)], [id]);
  },
});
