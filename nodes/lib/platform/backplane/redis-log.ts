import { closedError } from "../errors/errors";
import { awayError } from "./away";
import { heldBy } from "./redis-leases";
import { APPEND, GIVE_BACK, LENGTH, OPEN, OWN, READ, REPORT } from "./redis-log-scripts";
import { runScript } from "./script";
import { PARTITIONS, type Fence, type LogEntry, type LogStep, type LogStore } from "./store";
import type { RedisCommands } from "./types";

const READ_COUNT = 64;
/** A read waits this long for entries: a partition that was taken over meanwhile is read after that time. */
const BLOCK_MS = 200;
/** So many fields of what is kept are read at once. */
const SCAN_COUNT = 500;

type Found = [id: string, fields: string[] | null];

/** The streams of a reply, which has them one after the other, or each with its name in an array of its own. */
const byStream = (reply: unknown): [string, Found[]][] => {
  const all = (Array.isArray(reply) ? reply : []) as unknown[];
  if (Array.isArray(all[0])) return all as [string, Found[]][];
  return all.flatMap((name, at) => (at % 2 === 0 ? [[name, all[at + 1]] as [string, Found[]]] : []));
};

/** What was read of a partition, and the id of its last entry. */
interface PartitionRead {
  partition: number;
  entries: LogEntry[];
  last: string;
}

const entriesOf = (all: readonly PartitionRead[]): LogEntry[] => all.flatMap(({ entries }) => entries);

const asEntries = (partition: number, found: Found[]): LogEntry[] =>
  found.flatMap(([id, fields]) => {
    const [, entryKey, , value] = fields ?? []; // none: it was removed
    return entryKey === undefined || value === undefined ? [] : [{ id, partition, key: entryKey, value }];
  });

const allFields = async (
  send: (...args: [string, ...(string | number)[]]) => Promise<unknown>,
  hash: string,
): Promise<[string, string][]> => {
  const found: [string, string][] = [];
  let cursor = "0";
  do {
    const [next, flat] = (await send("HSCAN", hash, cursor, "COUNT", SCAN_COUNT)) as [string, string[]];
    for (let at = 0; at + 1 < flat.length; at += 2) found.push([flat[at] ?? "", flat[at + 1] ?? ""]);
    cursor = next;
  } while (cursor !== "0");
  return found;
};

const inTurn = (lists: readonly (readonly (readonly (string | number)[])[])[]): (string | number)[] =>
  lists.flatMap((list) => [list.length, ...list.flat()]);

const argumentsOf = ({ entries, keep, remove, name = "" }: LogStep): (string | number)[] => [
  name,
  ...inTurn([
    entries.map((entry) => [entry.partition, entry.key, entry.value]),
    keep.map(([field, value = ""]) => [field, value]),
    remove.map(({ partition, id }) => [partition, id]),
  ]),
];

/** A connection of its own for each group, since a read blocks. None is made for a group that has been left. */
const createReaders = (commands: RedisCommands) => {
  const readers = new Map<string, RedisCommands>();
  const left = new Set<string>();
  let isClosed = false;
  return {
    begin: (group: string): void => void left.delete(group),
    of: (group: string): RedisCommands => {
      if (isClosed || left.has(group)) throw closedError();
      const reader = readers.get(group) ?? commands.duplicate();
      readers.set(group, reader);
      return reader;
    },
    end: (group: string): void => {
      left.add(group);
      readers.get(group)?.disconnect();
      readers.delete(group);
    },
    close: (): void => {
      isClosed = true;
      for (const reader of readers.values()) reader.disconnect();
    },
  };
};

type ReportReply = [kept: string, groups: string[], found: [string, string, string, string][]];

const reportIn = ([kept, groups, found]: ReportReply) => ({
  ...{ kept: kept === "" ? undefined : kept, groups },
  progress: found.map(([partition, group, readTo, pending]) => ({
    ...{ partition: Number(partition), group, readTo },
    firstPending: pending === "" ? undefined : pending,
  })),
});

interface Parts {
  commands: RedisCommands;
  key: (name: string) => string;
  instance: string;
  name: string;
}

export const createRedisLog = ({
  commands,
  key: keyOf,
  instance,
  name,
}: Parts): LogStore & { close(): void } => {
  const key = (what: string): string => keyOf(`${name}:${what}`);
  const streamOf = (partition: number): string => key(`stream:${partition}`);
  const streams = Array.from({ length: PARTITIONS }, (_, partition) => streamOf(partition));
  const partitionOf = new Map(streams.map((stream, partition) => [stream, partition]));
  const leaseOf = (fence: Fence | undefined): string => keyOf(`lease:${fence?.lease ?? ""}`);
  const heldAs = (fence: Fence | undefined): string =>
    fence === undefined ? "" : heldBy(instance, fence.token);
  const readers = createReaders(commands);
  const run = async (...[script, keys, args]: Tail<typeof runScript>): Promise<unknown> =>
    runScript(commands, script, keys, args);
  const openAt = async (group: string, from: "$" | "0"): Promise<void> =>
    void (await run(OPEN, [key("groups"), ...streams], [group, from]));
  const send = async (sender: RedisCommands, ...args: [string, ...(string | number)[]]): Promise<unknown> => {
    try {
      return await sender.call(...args);
    } catch (error) {
      throw awayError(error);
    }
  };
  const readNow = async (group: string, partitions: readonly number[]): Promise<PartitionRead[]> => {
    const keys = [key(`owners:${group}`), ...partitions.map(streamOf)];
    const reply = await run(READ, keys, [group, instance, READ_COUNT, ...partitions]);
    return (reply as [string, Found[], string][]).map(([partition, found, last]) => ({
      ...{ partition: Number(partition), last },
      entries: asEntries(Number(partition), found),
    }));
  };
  /** Waits for an entry after the last ones. Reading alone changes nothing, so it may come late. */
  const nextIn = async (group: string, all: readonly PartitionRead[]): Promise<number[]> => {
    const streamsAt = all.map(({ partition }) => streamOf(partition));
    const how = ["COUNT", 1, "BLOCK", BLOCK_MS, "STREAMS"];
    const found = await send(
      readers.of(group),
      "XREAD",
      ...how,
      ...streamsAt,
      ...all.map(({ last }) => last),
    );
    return byStream(found).map(([stream]) => partitionOf.get(stream) ?? 0);
  };
  /** A store that is empty again has no group. What was appended since belongs to all that were there. */
  const ofGroup = async (group: string, read: () => Promise<LogEntry[]>): Promise<LogEntry[]> => {
    try {
      return await read();
    } catch (error) {
      if (!String(error).includes("NOGROUP")) throw error;
      await openAt(group, "0");
      return [];
    }
  };

  return {
    append: async (step) => {
      const keys = [leaseOf(step.fence), key("kept"), ...streams];
      const ids = await run(APPEND, keys, [heldAs(step.fence), ...argumentsOf(step)]);
      return Array.isArray(ids) ? (ids as string[]) : undefined;
    },
    kept: () => allFields((...args) => send(commands, ...args), key("kept")),
    report: async (fence, field, partitions) => {
      const keys = [leaseOf(fence), key("kept"), key("groups"), ...streams];
      const reply = await run(REPORT, keys, [heldAs(fence), field, ...partitions]);
      return Array.isArray(reply) ? reportIn(reply as ReportReply) : undefined;
    },
    open: (group) => {
      readers.begin(group);
      return openAt(group, "$");
    },
    own: async (group) => {
      const keys = [key(`members:${group}`), key(`owners:${group}`), key("groups")];
      const [own, share, now] = (await run(OWN, keys, [instance, group])) as [number[], number, string];
      return { own, share, now: Number(now) };
    },
    giveBack: async (group, partitions, leaves = false) => {
      if (leaves) readers.end(group);
      const keys = [key(`owners:${group}`), key(`members:${group}`)];
      await run(GIVE_BACK, keys, [instance, leaves ? 1 : 0, ...partitions]);
    },
    read: (group, partitions) =>
      ofGroup(group, async () => {
        const all = await readNow(group, partitions);
        if (all.some(({ entries }) => entries.length > 0) || all.length === 0) return entriesOf(all);
        const woken = await nextIn(group, all);
        return woken.length === 0 ? [] : entriesOf(await readNow(group, woken));
      }),
    pending: (group, partition) =>
      ofGroup(group, async () => {
        const args = [streamOf(partition), group, instance, 0, "0-0", "COUNT", LENGTH];
        const found = await send(commands, "XAUTOCLAIM", ...args);
        return asEntries(partition, (found as [string, Found[]])[1]);
      }),
    acknowledge: async (group, { partition, id }) => {
      await send(commands, "XACK", streamOf(partition), group, id);
    },
    close: readers.close,
  };
};

type Tail<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;
