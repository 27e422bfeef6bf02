import { sleep } from "../time/clock";
import type { Clock } from "../types";
import { isLaterId } from "./ids";
import {
  GROUP_KEPT_MS,
  LEASED_MS,
  PARTITIONS,
  type GroupProgress,
  type LogEntry,
  type LogStep,
  type LogStore,
} from "./store";

/** Where a group is in one partition: what was read last, and what was read and not acknowledged. */
interface Place {
  readTo: string;
  unacknowledged: Map<string, LogEntry>;
}

interface Group {
  places: Place[];
  members: Map<string, number>;
  owners: Map<number, { instance: string; until: number }>;
  seenAt: number;
}

const READ_COUNT = 64;
const POLL_MS = 10;
const START = "0-0";

/** The entries in memory, and what is kept beside them. */
const createEntries = (clock: Clock) => {
  let partitions: LogEntry[][] = Array.from({ length: PARTITIONS }, () => []);
  const kept = new Map<string, string>();
  let count = 0;
  let last: { name: string; ids: string[] } | undefined;
  return {
    kept,
    of: (partition: number): LogEntry[] => partitions[partition] ?? [],
    add: ({ entries, keep, remove, name }: LogStep): string[] => {
      if (name !== undefined && last?.name === name) return last.ids;
      const ids = entries.map((entry) => {
        const id = `${Math.floor(clock.now())}-${(count += 1)}`;
        partitions[entry.partition]?.push({ ...entry, id });
        return id;
      });
      for (const [field, value] of keep)
        if (value === undefined) kept.delete(field);
        else kept.set(field, value);
      const isRemoved = ({ partition, id }: LogEntry): boolean =>
        remove.some((one) => one.partition === partition && one.id === id);
      partitions = partitions.map((all) => all.filter((entry) => !isRemoved(entry)));
      if (name !== undefined) last = { name, ids };
      return ids;
    },
  };
};

/** The groups that read, and what they own. */
const createGroups = (entriesOf: (partition: number) => LogEntry[]) => {
  const groups = new Map<string, Group>();
  const of = (name: string): Group => {
    const found = groups.get(name) ?? {
      places: Array.from({ length: PARTITIONS }, (_, partition) => ({
        readTo: entriesOf(partition).at(-1)?.id ?? START,
        unacknowledged: new Map<string, LogEntry>(),
      })),
      ...{ members: new Map<string, number>(), owners: new Map() },
      seenAt: -Infinity,
    };
    groups.set(name, found);
    return found;
  };
  const own = (
    group: Group,
    instance: string,
    now: number,
  ): { own: number[]; share: number; now: number } => {
    group.seenAt = now;
    group.members.set(instance, now);
    for (const [other, at] of group.members) if (now - at >= LEASED_MS) group.members.delete(other);
    const share = Math.ceil(PARTITIONS / group.members.size);
    const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const ownerOf = (partition: number) => group.owners.get(partition);
    const mine = all.filter((partition) => ownerOf(partition)?.instance === instance);
    const free = all.filter((partition) => {
      const owner = ownerOf(partition);
      return owner === undefined || (owner.instance !== instance && owner.until <= now);
    });
    const taken = [...mine, ...free.slice(0, Math.max(0, share - mine.length))];
    for (const partition of taken) group.owners.set(partition, { instance, until: now + LEASED_MS });
    return { own: taken, share, now };
  };
  return { all: groups, of, own };
};

/** The stream in memory, shared by several instances. */
export const createMemoryLog = (
  clock: Clock,
  isHeld: (lease: string, instance: string, token: number) => boolean,
) => {
  const entries = createEntries(clock);
  const groups = createGroups(entries.of);
  const placeOf = (group: string, partition: number): Place =>
    groups.of(group).places[partition] ?? { readTo: START, unacknowledged: new Map() };

  const readNow = (group: string, partition: number): LogEntry[] => {
    const place = placeOf(group, partition);
    const unread = entries.of(partition).filter(({ id }) => isLaterId(id, place.readTo));
    const found = unread.slice(0, READ_COUNT);
    place.readTo = found.at(-1)?.id ?? place.readTo;
    for (const entry of found) place.unacknowledged.set(entry.id, entry);
    return found;
  };
  const progressIn = (partition: number): GroupProgress[] =>
    [...groups.all].map(([group, { places }]) => ({
      ...{ partition, group, readTo: places[partition]?.readTo ?? START },
      firstPending: [...(places[partition]?.unacknowledged.keys() ?? [])][0],
    }));

  return (instance: string): LogStore => ({
    append: (step) => {
      const { fence } = step;
      const isRefused = fence !== undefined && !isHeld(fence.lease, instance, fence.token);
      return Promise.resolve(isRefused ? undefined : entries.add(step));
    },
    kept: () => Promise.resolve([...entries.kept]),
    keptIn: (field) => Promise.resolve(entries.kept.get(field)),
    report: (fence, field, partitions) => {
      if (!isHeld(fence.lease, instance, fence.token)) return Promise.resolve(undefined);
      const isRead = (name: string): boolean => clock.now() - groups.of(name).seenAt < GROUP_KEPT_MS;
      return Promise.resolve({
        kept: entries.kept.get(field),
        server: "memory",
        groups: [...groups.all.keys()].filter(isRead),
        progress: partitions.flatMap(progressIn).filter(({ group }) => isRead(group)),
      });
    },
    present: (places) =>
      Promise.resolve(
        places.filter(({ partition, id }) => entries.of(partition).some((one) => one.id === id)),
      ),
    open: (name) => Promise.resolve(void (groups.of(name).seenAt = clock.now())),
    own: (name) => Promise.resolve(groups.own(groups.of(name), instance, clock.now())),
    giveBack: (name, given, leaves = false) => {
      const group = groups.of(name);
      for (const partition of given)
        if (group.owners.get(partition)?.instance === instance) group.owners.delete(partition);
      if (leaves) group.members.delete(instance);
      return Promise.resolve();
    },
    read: async (name, wanted) => {
      const isOwn = (partition: number): boolean => {
        const owner = groups.of(name).owners.get(partition);
        return owner?.instance === instance && owner.until > clock.now();
      };
      const found = wanted.filter(isOwn).flatMap((partition) => readNow(name, partition));
      if (found.length === 0) await sleep(clock, POLL_MS);
      return found;
    },
    pending: (name, partition) => {
      const isThere = ({ id }: LogEntry): boolean => entries.of(partition).some((one) => one.id === id);
      return Promise.resolve([...placeOf(name, partition).unacknowledged.values()].filter(isThere));
    },
    acknowledge: (name, { partition, id }) =>
      Promise.resolve(void placeOf(name, partition).unacknowledged.delete(id)),
  });
};
