import { sleep } from "../time/clock";
import type { Clock } from "../types";
import { LEASED_MS, PARTITIONS, type LogEntry, type LogStore } from "./store";

/** Where a group is in one partition: what comes next, and what was read and not acknowledged. */
interface Place {
  next: number;
  unacknowledged: Map<string, LogEntry>;
}

interface Group {
  places: Place[];
  members: Map<string, number>;
  owners: Map<number, { instance: string; until: number }>;
}

const READ_COUNT = 64;
const POLL_MS = 10;

/** The stream in memory, shared by several instances. */
export const createMemoryLog = (
  clock: Clock,
  isHeld: (lease: string, instance: string, token: number) => boolean,
) => {
  const partitions: LogEntry[][] = Array.from({ length: PARTITIONS }, () => []);
  const groups = new Map<string, Group>();

  const groupOf = (name: string): Group => {
    const found = groups.get(name) ?? {
      places: partitions.map((entries) => ({ next: entries.length, unacknowledged: new Map() })),
      members: new Map(),
      owners: new Map(),
    };
    groups.set(name, found);
    return found;
  };
  const placeOf = (group: string, partition: number): Place =>
    groupOf(group).places[partition] ?? { next: 0, unacknowledged: new Map() };

  const own = (group: Group, instance: string, now: number): { own: number[]; share: number } => {
    group.members.set(instance, now);
    for (const [other, at] of group.members) if (now - at >= LEASED_MS) group.members.delete(other);
    const share = Math.ceil(PARTITIONS / group.members.size);
    const all = partitions.map((_, partition) => partition);
    const ownerOf = (partition: number) => group.owners.get(partition);
    const mine = all.filter((partition) => ownerOf(partition)?.instance === instance);
    const free = all.filter((partition) => {
      const owner = ownerOf(partition);
      return owner === undefined || (owner.instance !== instance && owner.until <= now);
    });
    const taken = [...mine, ...free.slice(0, Math.max(0, share - mine.length))];
    for (const partition of taken) group.owners.set(partition, { instance, until: now + LEASED_MS });
    return { own: taken, share };
  };

  const readNow = (group: string, partition: number): LogEntry[] => {
    const place = placeOf(group, partition);
    const entries = (partitions[partition] ?? []).slice(place.next, place.next + READ_COUNT);
    place.next += entries.length;
    for (const entry of entries) place.unacknowledged.set(entry.id, entry);
    return entries;
  };

  return (instance: string): LogStore => ({
    append: (partition, key, value, fence) => {
      if (fence !== undefined && !isHeld(fence.lease, instance, fence.token)) return Promise.resolve(false);
      const entries = partitions[partition] ?? [];
      entries.push({ id: String(entries.length), partition, key, value });
      return Promise.resolve(true);
    },
    open: (name) => Promise.resolve(void groupOf(name)),
    own: (name) => Promise.resolve(own(groupOf(name), instance, clock.now())),
    giveBack: (name, given, leaves = false) => {
      const group = groupOf(name);
      for (const partition of given)
        if (group.owners.get(partition)?.instance === instance) group.owners.delete(partition);
      if (leaves) group.members.delete(instance);
      return Promise.resolve();
    },
    read: async (name, wanted) => {
      const entries = wanted.flatMap((partition) => readNow(name, partition));
      if (entries.length === 0) await sleep(clock, POLL_MS);
      return entries;
    },
    pending: (name, partition) => Promise.resolve([...placeOf(name, partition).unacknowledged.values()]),
    acknowledge: (name, { partition, id }) =>
      Promise.resolve(void placeOf(name, partition).unacknowledged.delete(id)),
  });
};
