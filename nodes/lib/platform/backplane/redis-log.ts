import { awayError } from "./away";
import { heldBy } from "./redis-leases";
import { runScript, script } from "./script";
import { LEASED_MS, PARTITIONS, type LogEntry, type LogStore } from "./store";
import type { RedisCommands } from "./types";

/** What was not read for a day is forgotten, and of one partition more than the last 20,000 entries. */
const KEPT_MS = 86_400_000;
const LENGTH = 20_000;
const READ_COUNT = 64;
/** A read waits this long for entries: a partition that was taken over meanwhile is read after that time. */
const BLOCK_MS = 200;

/**
 * Invariant: with a fencing token nothing is appended unless its lease is held with that very token. KEYS: stream, lease.
 * ARGV: key, value, held (empty: not fenced).
 */
const APPEND = script(`
if ARGV[3] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[3] then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ${LENGTH}, '*', 'k', ARGV[1], 'v', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${KEPT_MS})
return 1
`);

/** Invariant: a group that exists stays where it is. KEYS: the streams. ARGV: group. */
const OPEN = script(`
for _, stream in ipairs(KEYS) do
  redis.pcall('XGROUP', 'CREATE', stream, ARGV[1], '$', 'MKSTREAM')
  redis.call('PEXPIRE', stream, ${KEPT_MS})
end
return 1
`);

/**
 * Invariant: a partition has one owner at a time; an owner keeps it for LEASED_MS after each call. An instance takes no
 * more than its share of the free ones. KEYS: members, owners. ARGV: instance. A field of owners is the partition; its
 * value is \`until:instance\`.
 */
const OWN = script(`
local members, owners, instance = KEYS[1], KEYS[2], ARGV[1]
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
redis.call('PEXPIRE', members, ${KEPT_MS})
redis.call('PEXPIRE', owners, ${KEPT_MS})
return { own, share }
`);

/** Invariant: only its owner gives a partition back. KEYS: owners, members. ARGV: instance, leaves (1: for good), partitions ... */
const GIVE_BACK = script(`
for i = 3, #ARGV do
  local found = redis.call('HGET', KEYS[1], ARGV[i])
  if found and found:match(':(.*)$') == ARGV[1] then redis.call('HDEL', KEYS[1], ARGV[i]) end
end
if ARGV[2] == '1' then redis.call('ZREM', KEYS[2], ARGV[1]) end
return 1
`);

type Found = [id: string, fields: string[] | null];

/** The streams of a reply, which has them one after the other, or each with its name in an array of its own. */
const byStream = (reply: unknown): [string, Found[]][] => {
  const all = (Array.isArray(reply) ? reply : []) as unknown[];
  if (Array.isArray(all[0])) return all as [string, Found[]][];
  return all.flatMap((name, at) => (at % 2 === 0 ? [[name, all[at + 1]] as [string, Found[]]] : []));
};

export const createRedisLog = (
  commands: RedisCommands,
  key: (name: string) => string,
  instance: string,
): LogStore & { close(): void } => {
  const streamOf = (partition: number): string => key(`stream:${partition}`);
  const streams = Array.from({ length: PARTITIONS }, (_, partition) => streamOf(partition));
  const partitionOf = new Map(streams.map((stream, partition) => [stream, partition]));
  /** A connection of its own for each group, since a read blocks. */
  const readers = new Map<string, RedisCommands>();

  const readerOf = (group: string): RedisCommands => {
    const reader = readers.get(group) ?? commands.duplicate();
    readers.set(group, reader);
    return reader;
  };
  const send = async (sender: RedisCommands, ...args: [string, ...(string | number)[]]): Promise<unknown> => {
    try {
      return await sender.call(...args);
    } catch (error) {
      throw awayError(error);
    }
  };
  const asEntries = (partition: number, found: Found[]): LogEntry[] =>
    found.flatMap(([id, fields]) => {
      const [, entryKey, , value] = fields ?? []; // none: it was trimmed
      return entryKey === undefined || value === undefined ? [] : [{ id, partition, key: entryKey, value }];
    });

  return {
    append: async (partition, entryKey, value, fence) => {
      const keys = [streamOf(partition), key(`lease:${fence?.lease ?? ""}`)];
      const held = fence === undefined ? "" : heldBy(instance, fence.token);
      return (await runScript(commands, APPEND, keys, [entryKey, value, held])) === 1;
    },
    open: async (group) => {
      await runScript(commands, OPEN, streams, [group]);
    },
    own: async (group) => {
      const keys = [key(`members:${group}`), key(`owners:${group}`)];
      const [own, share] = (await runScript(commands, OWN, keys, [instance])) as [number[], number];
      return { own, share };
    },
    giveBack: async (group, partitions, leaves = false) => {
      const keys = [key(`owners:${group}`), key(`members:${group}`)];
      await runScript(commands, GIVE_BACK, keys, [instance, leaves ? 1 : 0, ...partitions]);
    },
    read: async (group, partitions) => {
      const wanted = partitions.map(streamOf);
      const how = ["GROUP", group, instance, "COUNT", READ_COUNT, "BLOCK", BLOCK_MS, "STREAMS"];
      const ids = wanted.map(() => ">");
      const found = await send(readerOf(group), "XREADGROUP", ...how, ...wanted, ...ids);
      return byStream(found).flatMap(([stream, entries]) => asEntries(partitionOf.get(stream) ?? 0, entries));
    },
    pending: async (group, partition) => {
      const args = [streamOf(partition), group, instance, 0, "0-0", "COUNT", LENGTH];
      const found = await send(commands, "XAUTOCLAIM", ...args);
      return asEntries(partition, (found as [string, Found[]])[1]);
    },
    acknowledge: async (group, { partition, id }) => {
      await send(commands, "XACK", streamOf(partition), group, id);
    },
    close: () => readers.forEach((reader) => reader.disconnect()),
  };
};
