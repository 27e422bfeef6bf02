import { runScript, script } from "./script";
import { SAME_MS, type ActState, type ActStore } from "./store";
import type { RedisCommands } from "./types";

/**
 * The steps of memory-acts.ts as scripts. KEYS: acts, a hash of all claims of one key: id, and as its value
 * `instance receivedAt endsAt state foundBy,foundBy,...`.
 */
const COMMON = `
local FORM = '^(%S+) (%d+) (%d+) (%l+) (%S*)$'
local function write(id, instance, at, ends, state, foundBy)
  local value = string.format('%s %.0f %.0f %s %s', instance, at, ends, state, foundBy)
  redis.call('HSET', KEYS[1], id, value)
  redis.call('PEXPIRE', KEYS[1], math.max(redis.call('PTTL', KEYS[1]), ends - now))
end
`;

/**
 * Invariant: of all instances that received one message, one finds the key free; each of the others finds that claim, and
 * finds it once. ARGV: id, instance, agoMs, keptMs, 1 if the key is that of one act.
 */
const CLAIM = script(`${COMMON}
local instance, received = ARGV[2], now - tonumber(ARGV[3])
local all, best = redis.call('HGETALL', KEYS[1]), nil
for i = 1, #all, 2 do
  local of, at, ends, state, foundBy = all[i + 1]:match(FORM)
  local gap = math.abs(tonumber(at) - received)
  if tonumber(ends) <= now then
    redis.call('HDEL', KEYS[1], all[i])
  elseif state ~= 'released' and (not best or gap < best.gap) then
    local isSame = of ~= instance and gap <= ${SAME_MS} and not foundBy:find(instance, 1, true)
    if ARGV[5] == '1' or isSame then
      best = { id = all[i], of = of, at = at, ends = ends, state = state, foundBy = foundBy, gap = gap }
    end
  end
end
if best then
  if ARGV[5] == '0' then
    write(best.id, best.of, best.at, best.ends, best.state, best.foundBy .. instance .. ',')
  end
  return { best.id, best.of }
end
write(ARGV[1], instance, received, now + tonumber(ARGV[4]), 'open', '')
return false
`);

/** Invariant: nothing changes. ARGV: id. */
const STATE = script(`${COMMON}
local found = redis.call('HGET', KEYS[1], ARGV[1])
if not found then return false end
local _, _, ends, state = found:match(FORM)
return tonumber(ends) > now and state
`);

/** Invariant: only a claim that is there ends. ARGV: id, outcome, keptMs. */
const END = script(`${COMMON}
local found = redis.call('HGET', KEYS[1], ARGV[1])
if not found then return 0 end
local of, at, _, _, foundBy = found:match(FORM)
write(ARGV[1], of, at, now + tonumber(ARGV[3]), ARGV[2], foundBy)
return 1
`);

export const createRedisActs = (
  commands: RedisCommands,
  key: (name: string) => string,
  instance: string,
): ActStore => ({
  claim: async (name, { id, agoMs, keptMs, isNamed }) => {
    const args = [id, instance, agoMs, keptMs, isNamed ? 1 : 0];
    const found = await runScript(commands, CLAIM, [key(`act:${name}`)], args);
    if (!Array.isArray(found)) return undefined;
    const [foundId, foundInstance] = found as [string, string];
    return { id: foundId, instance: foundInstance };
  },
  state: async (name, id) => {
    const found = await runScript(commands, STATE, [key(`act:${name}`)], [id]);
    return typeof found === "string" ? (found as ActState) : undefined;
  },
  end: async (name, id, outcome, keptMs) => {
    await runScript(commands, END, [key(`act:${name}`)], [id, outcome, keptMs]);
  },
});
