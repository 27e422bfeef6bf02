import { awayError } from "./away";
import { heldBy } from "./redis-leases";
import { APPEND, GIVE_BACK, OPEN, OWN, PRESENT, REPORT } from "./redis-log-scripts";
import { createReads } from "./redis-reads";
import { runScript } from "./script";
import { PARTITIONS, type Fence, type LogEntry, type LogStep, type LogStore, type Place } from "./store";
import type { RedisCommands } from "./types";

/** So many fields of what is kept are read at once. */
const SCAN_COUNT = 500;
/** So many entries are looked for in one step. */
const PRESENT_COUNT = 500;

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

type ReportReply = [
  server: string,
  kept: string,
  groups: string[],
  found: [string, string, string, string][],
];

const reportIn = ([server, kept, groups, found]: ReportReply) => ({
  ...{ server, kept: kept === "" ? undefined : kept, groups },
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
  const leaseOf = (fence: Fence | undefined): string => keyOf(`lease:${fence?.lease ?? ""}`);
  const heldAs = (fence: Fence | undefined): string =>
    fence === undefined ? "" : heldBy(instance, fence.token);
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
  const ownersOf = (group: string): string => key(`owners:${group}`);
  const reads = createReads({ commands, instance, run, send, streams, ownersOf });
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

  /** By which connection this was asked last: another one may lead to a server that lacks what was written last. */
  let askedBy: number | undefined;
  const asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    const by = commands.connections?.();
    const found = await ask();
    askedBy = by;
    return found;
  };

  return {
    append: async (step) => {
      if (step.fence !== undefined && askedBy !== undefined && askedBy !== commands.connections?.())
        throw awayError(new Error("The connection was made again"));
      const keys = [leaseOf(step.fence), key("kept"), ...streams];
      const ids = await run(APPEND, keys, [heldAs(step.fence), ...argumentsOf(step)]);
      return Array.isArray(ids) ? (ids as string[]) : undefined;
    },
    kept: () => asking(() => allFields((...args) => send(commands, ...args), key("kept"))),
    keptIn: async (field) =>
      ((await send(commands, "HGET", key("kept"), field)) as string | null) ?? undefined,
    report: async (fence, field, partitions) => {
      const keys = [leaseOf(fence), key("kept"), key("groups"), ...streams];
      const reply = await asking(() => run(REPORT, keys, [heldAs(fence), field, ...partitions]));
      return Array.isArray(reply) ? reportIn(reply as ReportReply) : undefined;
    },
    present: async (places) => {
      const found: Place[] = [];
      for (let at = 0; at < places.length; at += PRESENT_COUNT) {
        const some = places.slice(at, at + PRESENT_COUNT);
        const args = some.flatMap(({ partition, id }) => [partition, id]);
        const isThere = (await run(PRESENT, streams, args)) as number[];
        found.push(...some.filter((_, nth) => isThere[nth] === 1));
      }
      return found;
    },
    open: (group) => {
      reads.begin(group);
      return openAt(group, "$");
    },
    own: async (group) => {
      const keys = [key(`members:${group}`), ownersOf(group), key("groups")];
      const [own, share, now] = (await run(OWN, keys, [instance, group])) as [number[], number, string];
      return { own, share, now: Number(now) };
    },
    giveBack: async (group, partitions, leaves = false) => {
      if (leaves) reads.end(group);
      const keys = [ownersOf(group), key(`members:${group}`)];
      await run(GIVE_BACK, keys, [instance, leaves ? 1 : 0, ...partitions]);
    },
    read: (group, partitions) => ofGroup(group, () => reads.read(group, partitions)),
    pending: (group, partition) => ofGroup(group, () => reads.pending(group, partition)),
    acknowledge: async (group, { partition, id }) => {
      await send(commands, "XACK", streamOf(partition), group, id);
    },
    close: reads.close,
  };
};

type Tail<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;
