import { script } from "./script";
import { GROUP_KEPT_MS, LEASED_MS, PARTITIONS } from "./store";

/** The steps of redis-log.ts. Without a use for a day, everything of a stream is forgotten. */
const KEPT_MS = 86_400_000;
/** So many entries of a partition are kept at most. */
export const LENGTH = 20_000;

/**
 * Invariant: with a fencing token nothing is done unless its lease is held with that very token, and a step is done once.
 * KEYS: lease, kept, streams. ARGV: held (empty: not fenced), name (empty: none), then three lists, each after its length:
 * partition, key, value; field, value (empty: removed); partition, id.
 */
export const APPEND = script(`
local lease, kept = KEYS[1], KEYS[2]
local held, name = ARGV[1], ARGV[2]
if held ~= '' and redis.call('GET', lease) ~= held then return false end
if name ~= '' and redis.call('HGET', kept, '#step') == name then
  return cjson.decode(redis.call('HGET', kept, '#ids'))
end
local at, ids = 3, {}
local function each(width, run)
  local count = tonumber(ARGV[at])
  at = at + 1
  for _ = 1, count do
    run(ARGV[at], ARGV[at + 1], ARGV[at + 2])
    at = at + width
  end
end
local function streamOf(partition) return KEYS[3 + tonumber(partition)] end
each(3, function(partition, key, value)
  local stream = streamOf(partition)
  ids[#ids + 1] = redis.call('XADD', stream, 'MAXLEN', '~', ${LENGTH}, '*', 'k', key, 'v', value)
  redis.call('PEXPIRE', stream, ${KEPT_MS})
end)
each(2, function(field, value)
  if value == '' then redis.call('HDEL', kept, field) else redis.call('HSET', kept, field, value) end
end)
each(2, function(partition, id) redis.call('XDEL', streamOf(partition), id) end)
if name ~= '' then redis.call('HSET', kept, '#step', name, '#ids', cjson.encode(ids)) end
redis.call('PEXPIRE', kept, ${KEPT_MS})
return ids
`);

/**
 * Invariant: nothing is forgotten that a group which is read with has not acknowledged. KEYS: lease, kept, groups, streams.
 * ARGV: held, field, partitions ... The reply begins with the run id of the server, as far as the user may read it.
 */
export const REPORT = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
local groups, isRead = redis.call('ZRANGEBYSCORE', KEYS[3], now - ${GROUP_KEPT_MS}, '+inf'), {}
for _, group in ipairs(groups) do isRead[group] = true end
local function isLower(one, other)
  local ms, count = one:match('^(%d+)-(%d+)$')
  local otherMs, otherCount = other:match('^(%d+)-(%d+)$')
  if ms ~= otherMs then return tonumber(ms) < tonumber(otherMs) end
  return tonumber(count) < tonumber(otherCount)
end
local found = {}
for i = 3, #ARGV do
  local stream, first = KEYS[4 + tonumber(ARGV[i])], nil
  local infos = redis.pcall('XINFO', 'GROUPS', stream)
  if infos.err then infos = {} end
  for _, fields in ipairs(infos) do
    local info = {}
    for at = 1, #fields, 2 do info[fields[at]] = fields[at + 1] end
    if isRead[info.name] then
      local readTo, pending = info['last-delivered-id'], ''
      if info.pending > 0 then pending = redis.call('XPENDING', stream, info.name)[2] end
      found[#found + 1] = { ARGV[i], info.name, readTo, pending }
      local needed = pending ~= '' and pending or readTo
      if not first or isLower(needed, first) then first = needed end
    end
  end
  if first then redis.call('XTRIM', stream, 'MINID', first) end
end
local info = redis.pcall('INFO', 'server')
local server = type(info) == 'string' and info:match('run_id:(%w+)') or ''
return { server, redis.call('HGET', KEYS[2], ARGV[2]) or '', groups, found }
`);

/** KEYS: streams. ARGV: partition, id, partition ... Returns 1 for each entry that is there, else 0. */
export const PRESENT = script(`
local found = {}
for i = 1, #ARGV, 2 do
  found[#found + 1] = #redis.call('XRANGE', KEYS[1 + tonumber(ARGV[i])], ARGV[i + 1], ARGV[i + 1])
end
return found
`);

/** Invariant: a group that exists stays where it is. KEYS: groups, streams. ARGV: group, from where (\`$\`: the end). */
export const OPEN = script(`
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${KEPT_MS})
for i = 2, #KEYS do
  redis.pcall('XGROUP', 'CREATE', KEYS[i], ARGV[1], ARGV[2], 'MKSTREAM')
  redis.call('PEXPIRE', KEYS[i], ${KEPT_MS})
end
return 1
`);

/**
 * Invariant: a partition has one owner at a time; an owner keeps it for LEASED_MS after each call. An instance takes no
 * more than its share of the free ones. KEYS: members, owners, groups. ARGV: instance, group. A field of owners is the
 * partition; its value is \`until:instance\`.
 */
export const OWN = script(`
local members, owners, instance = KEYS[1], KEYS[2], ARGV[1]
redis.call('ZADD', KEYS[3], now, ARGV[2])
redis.call('ZADD', members, now, instance)
redis.call('ZREMRANGEBYSCORE', members, '-inf', now - ${LEASED_MS})
local share = math.ceil(${PARTITIONS} / redis.call('ZCARD', members))
local own, free = {}, {}
for partition = 0, ${PARTITIONS - 1} do
  local found = redis.call('HGET', owners, partition)
  local till, owner = (found or ''):match('^(%d+):(.*)$')
  if owner == instance then own[#own + 1] = partition
  elseif not owner or tonumber(till) <= now then free[#free + 1] = partition end
end
for _, partition in ipairs(free) do
  if #own >= share then break end
  own[#own + 1] = partition
end
local till = string.format('%.0f', now + ${LEASED_MS})
for _, partition in ipairs(own) do redis.call('HSET', owners, partition, till .. ':' .. instance) end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${KEPT_MS}) end
return { own, share, string.format('%.0f', now) }
`);

/**
 * Invariant: only its owner reads a partition, so that what is pending of it is all that the owners before have left. KEYS:
 * owners, streams. ARGV: group, instance, count, partitions ... Returns of each: the partition, its new entries, its last id.
 */
export const READ = script(`
local group, instance, count = ARGV[1], ARGV[2], ARGV[3]
local found = {}
for i = 4, #ARGV do
  local stream = KEYS[i - 2]
  local till, owner = (redis.call('HGET', KEYS[1], ARGV[i]) or ''):match('^(%d+):(.*)$')
  if owner == instance and tonumber(till) > now then
    local read = redis.call('XREADGROUP', 'GROUP', group, instance, 'COUNT', count, 'STREAMS', stream, '>')
    local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
    found[#found + 1] = { ARGV[i], read and read[1][2] or {}, last and last[1] or '0-0' }
  end
end
return found
`);

/** Invariant: only its owner gives a partition back. KEYS: owners, members. ARGV: instance, leaves (1: for good), partitions ... */
export const GIVE_BACK = script(`
for i = 3, #ARGV do
  local found = redis.call('HGET', KEYS[1], ARGV[i])
  if found and found:match(':(.*)$') == ARGV[1] then redis.call('HDEL', KEYS[1], ARGV[i]) end
end
if ARGV[2] == '1' then redis.call('ZREM', KEYS[2], ARGV[1]) end
return 1
`);
