import { script } from "./script";
import { WINDOW_RULES as RULES } from "./window-rules";

/**
 * The steps of memory-window.ts as scripts. KEYS: state, queue, flight, active, seen. A member of queue and flight is
 * `position:instance`; the queue is ordered by the position.
 */

const COMMON = `
local state, queue, flight, active, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local instance = ARGV[1]
local perMinute, maxWait, jitter = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

local found = redis.call('HGETALL', state)
local s = {}
for i = 1, #found, 2 do s[found[i]] = tonumber(found[i + 1]) end

-- A window is known exactly while endsAt is set.
local function forget() s.endsAt = nil end
local function begin(endsAt, used, allowed)
  s.endsAt, s.used, s.allowed, s.isOwn, s.isUsedUp, s.checkAt = endsAt, used, allowed, 1, 0, nil
end
local function inFlight() return redis.call('HLEN', flight) end

-- Every key has an end: two hours after the last use, or after the time that the platform has named.
local function save()
  redis.call('DEL', state)
  local fields = {}
  for name, value in pairs(s) do
    fields[#fields + 1] = name
    fields[#fields + 1] = string.format('%.0f', value)
  end
  if #fields > 0 then redis.call('HSET', state, unpack(fields)) end
  local ttl = string.format('%.0f', 7200000 + math.max(0, (s.endsAt or 0) - now, (s.closedUntil or 0) - now))
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ttl) end
end
`;

/**
 * Invariant: at no time are more positions granted and without a response than the window has left; while no window is known, one
 * position at a time is granted. Among the positions that wait, a lower one is never left without room because of a higher one.
 * ARGV: instance, perMinute, maxWaitMs, jitterMs, added, most, dropped positions (comma-separated), present positions,
 * 1 if what else the instance has is not valid.
 */
export const TAKE = script(`${COMMON}
local added, most = tonumber(ARGV[5]), tonumber(ARGV[6])
local function member(position) return position .. ':' .. instance end

redis.call('ZADD', active, now, instance)
redis.call('ZADD', seen, now, instance)
redis.call('ZREMRANGEBYSCORE', seen, '-inf', now - ${RULES.aliveMs})

-- What instances wait for that were not seen for a while does not hold up the others.
local lost, isLost = redis.call('ZRANGEBYSCORE', active, '-inf', now - ${RULES.lostMs}), {}
if ARGV[9] == '1' then lost[#lost + 1] = instance end
if #lost > 0 then
  for _, each in ipairs(lost) do
    isLost[each] = true
    if each ~= instance then redis.call('ZREM', active, each) end
  end
  for _, each in ipairs(redis.call('ZRANGE', queue, 0, -1)) do
    if isLost[each:match(':(.*)$')] then redis.call('ZREM', queue, each) end
  end
  for _, each in ipairs(redis.call('HKEYS', flight)) do
    if isLost[each:match(':(.*)$')] then redis.call('HDEL', flight, each) end
  end
end

for position in ARGV[7]:gmatch('%d+') do redis.call('ZREM', queue, member(position)) end
local mine = {}
for position in ARGV[8]:gmatch('%d+') do
  if redis.call('HEXISTS', flight, member(position)) == 0 then
    redis.call('ZADD', queue, position, member(position))
    mine[#mine + 1] = tonumber(position)
  end
end
local first = (s.seq or 0) + 1
for i = 0, added - 1 do
  redis.call('ZADD', queue, first + i, member(first + i))
  if #mine < most then mine[#mine + 1] = first + i end
end
s.seq = first + added - 1

local granted = {}
local function grant(free, limit)
  local ready = {}
  for _, position in ipairs(mine) do
    if #ready >= limit then break end
    local rank = redis.call('ZRANK', queue, member(position))
    if rank and rank < free then ready[#ready + 1] = position end
  end
  for _, position in ipairs(ready) do
    redis.call('ZREM', queue, member(position))
    redis.call('HSET', flight, member(position), now)
    granted[#granted + 1] = position
  end
end
local function probe()
  local free = 9007199254740991
  if now - (s.lastEnd or 0) < ${RULES.firstMs} then free = 1 end
  grant(free, 1)
  if granted[1] then s.probe, s.probeAt = granted[1], now end
end

local isClosed = (s.closedUntil or 0) > now
if not isClosed and most > 0 then
  if s.endsAt and now >= math.min(s.endsAt, s.checkAt or s.endsAt) then
    s.lastEnd = math.min(s.endsAt, now)
    forget()
  end
  if not s.endsAt then
    if not (s.probe and now < s.probeAt + ${RULES.probeMs}) then probe() end
  else
    local free = s.allowed - s.used - inFlight()
    local isOwnCount = s.isUsedUp == 0 and s.isOwn == 0 and s.endsAt - now > maxWait + jitter
    if free <= 0 and isOwnCount and inFlight() == 0 then
      forget() -- used up by our own count only: one request is sent to check it
      probe()
    elseif free > 0 then
      grant(free, most)
    end
  end
end

local kind, untilMs, isTooLong = 'open', -1, 0
if isClosed then
  kind, untilMs = 'closed', s.closedUntil - now
elseif s.endsAt then
  if s.used >= s.allowed then kind = 'usedUp' end
  if s.allowed - s.used - inFlight() <= 0 then untilMs = s.endsAt - now end
  if s.isUsedUp == 1 and s.endsAt - now > maxWait + jitter then isTooLong = 1 end
end
save()
return { first, granted, kind, untilMs, isTooLong, redis.call('ZCARD', seen) }
`);

/**
 * Invariant: a response to a request that left before the window, or before the last refusal, changes nothing of what is
 * known; within one window `used` only grows and its end only moves earlier; the time of a refusal only moves later.
 * ARGV: instance, perMinute, maxWaitMs, jitterMs, position, kind, used, allowed, resetMs (-1: no headers), retryAfterMs,
 * random.
 */
export const REPORT = script(`${COMMON}
local member = ARGV[5] .. ':' .. instance
local kind, used, allowed, reset = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local retryAfter, random = tonumber(ARGV[10]), tonumber(ARGV[11])

local leftAt = tonumber(redis.call('HGET', flight, member) or '') or (kind == 'refused' and now or -1)
redis.call('HDEL', flight, member)
if s.probe == tonumber(ARGV[5]) then s.probe, s.probeAt = nil, nil end

local function learn()
  if leftAt < (s.lastEnd or 0) or leftAt < (s.refusedAt or 0) then return end
  if reset < 0 then
    if not s.endsAt then begin(now + ${RULES.windowMs}, 0, perMinute) end
    s.used = s.used + 1
    return
  end
  local own = perMinute == ${RULES.defaultPerMinute} and math.huge or perMinute
  local isOwn = own < allowed
  if isOwn then reset = math.min(reset, ${RULES.windowMs}) end
  if not s.endsAt or leftAt + reset - ${RULES.roundingMs} > s.endsAt then begin(now + reset, used, allowed) end
  s.isOwn = isOwn and 1 or 0
  s.used = math.max(s.used, used)
  s.endsAt = math.min(s.endsAt, now + reset)
  s.allowed = math.min(allowed, own)
  s.isUsedUp = s.used >= allowed and 1 or 0
  if s.isUsedUp == 1 and s.endsAt - now > maxWait + jitter then s.checkAt = now + maxWait end
end

if kind ~= 'unsent' then learn() end
if kind == 'refused' then
  s.refusedAt = now
  -- A window that does not explain the refusal, or contradicts it, is not believed any more.
  if s.endsAt then
    local isContradicted = s.endsAt - now > maxWait + jitter and retryAfter <= maxWait
    if s.used < s.allowed or isContradicted then forget() end
  end
  -- A window that explains the refusal is over at its end: the time of a refusal comes in whole seconds.
  s.closedUntil = math.max(s.closedUntil or 0, math.min(now + retryAfter + random * jitter, s.endsAt or math.huge))
end
save()
return 1
`);
