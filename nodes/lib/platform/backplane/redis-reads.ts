import { closedError } from "../errors/errors";
import { LENGTH, READ } from "./redis-log-scripts";
import type { Script } from "./script";
import type { LogEntry } from "./store";
import type { RedisCommands } from "./types";

const READ_COUNT = 64;
/** A read waits this long for entries: a partition that was taken over meanwhile is read after that time. */
const BLOCK_MS = 200;

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

export type Send = (sender: RedisCommands, ...args: [string, ...(string | number)[]]) => Promise<unknown>;

interface Parts {
  commands: RedisCommands;
  instance: string;
  run: (script: Script, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;
  send: Send;
  /** One for each partition. */
  streams: readonly string[];
  ownersOf: (group: string) => string;
}

/** The entries of the partitions of this instance. */
export const createReads = ({ commands, instance, run, send, streams, ownersOf }: Parts) => {
  const streamOf = (partition: number): string => streams[partition] ?? "";
  const partitionOf = new Map(streams.map((stream, partition) => [stream, partition]));
  const readers = createReaders(commands);
  const readNow = async (group: string, partitions: readonly number[]): Promise<PartitionRead[]> => {
    const keys = [ownersOf(group), ...partitions.map(streamOf)];
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
  return {
    begin: readers.begin,
    end: readers.end,
    close: readers.close,
    read: async (group: string, partitions: readonly number[]): Promise<LogEntry[]> => {
      const all = await readNow(group, partitions);
      if (all.some(({ entries }) => entries.length > 0) || all.length === 0) return entriesOf(all);
      const woken = await nextIn(group, all);
      return woken.length === 0 ? [] : entriesOf(await readNow(group, woken));
    },
    pending: async (group: string, partition: number): Promise<LogEntry[]> => {
      const args = [streamOf(partition), group, instance, 0, "0-0", "COUNT", LENGTH];
      const found = await send(commands, "XAUTOCLAIM", ...args);
      return asEntries(partition, (found as [string, Found[]])[1]);
    },
  };
};
