import { createHash } from "node:crypto";
import { steadily } from "../time/clock";
import type { Clock } from "../types";
import { runConsumer } from "./consumer";
import { isLaterId, nameOf, placeOf } from "./ids";
import type { Sealing } from "./sealing";
import { PARTITIONS, type GroupProgress, type LogEntry, type LogStore } from "./store";
import type { Stream, StreamEntry } from "./types";

interface Parts {
  log: LogStore;
  sealing: Sealing;
  clock: Clock;
  isGone: () => boolean;
  warn: (text: string) => void;
}

const partitionOf = (key: string): number =>
  createHash("sha1").update(key).digest().readUInt32BE(0) % PARTITIONS;

export const createStream = ({ log, sealing, clock, isGone, warn }: Parts): Stream => {
  const sealed = (first: string, text: string): { name: string; value: string } => {
    const name = sealing.hide(first);
    return { name, value: sealing.seal(name, JSON.stringify([first, text])) };
  };
  /** Of what was sealed under this name. */
  const opened = (name: string, value: string): [string, string] | undefined => {
    const text = sealing.unseal(name, value);
    return text === undefined ? undefined : (JSON.parse(text) as [string, string]);
  };

  return {
    append: async (entries, { fence, keep, remove = [], name } = {}) => {
      const added = entries.map(({ key, value }) => {
        const { name: hidden, value: text } = sealed(key, value);
        return { partition: partitionOf(hidden), key: hidden, value: text };
      });
      const changed = [...(keep ?? [])].map(([field, value]) => {
        if (value === undefined) return [sealing.hide(field), undefined] as const;
        const { name: hidden, value: text } = sealed(field, value);
        return [hidden, text] as const;
      });
      const ids = await log.append({
        ...{ entries: added, keep: changed, fence, name },
        remove: remove.map(placeOf),
      });
      return ids?.map((id, nth) => nameOf({ partition: added[nth]?.partition ?? 0, id }));
    },
    kept: async () => {
      const all = await log.kept();
      // Another secret has sealed what cannot be read: it is of no use to anybody here.
      return new Map(all.flatMap(([name, value]) => [opened(name, value) ?? []].filter(isPair)));
    },
    keptAs: async (field) => {
      const name = sealing.hide(field);
      const text = await log.keptIn(name);
      return text === undefined ? undefined : opened(name, text)?.[1];
    },
    report: async (fence, field, names) => {
      const ids = names.map((name) => ({ name, ...placeOf(name) }));
      const hidden = sealing.hide(field);
      const partitions = [...new Set(ids.map(({ partition }) => partition))];
      const found = await log.report(fence, hidden, partitions);
      if (found === undefined) return undefined;
      const isUnacknowledged = (group: string, { partition, id }: { partition: number; id: string }) => {
        const progress = found.progress.find((one) => one.group === group && one.partition === partition);
        return progress === undefined || !isDone(progress, id);
      };
      return {
        kept: found.kept === undefined ? undefined : opened(hidden, found.kept)?.[1],
        ...{ groups: found.groups, server: found.server },
        unacknowledged: new Map(
          found.groups.map((group) => [
            group,
            ids.filter((id) => isUnacknowledged(group, id)).map(({ name }) => name),
          ]),
        ),
        nameOf: sealing.hide,
      };
    },
    present: async (names) => (await log.present(names.map(placeOf))).map(nameOf),
    consume: async (wanted, onEntry, onLeft) => {
      const group = sealing.hide(wanted);
      await log.open(group);
      const give = async (entry: LogEntry, redelivered: boolean): Promise<void> => {
        const found = opened(entry.key, entry.value);
        if (found === undefined) return warn("An entry of the backplane's stream cannot be read.");
        const [key, value] = found;
        await onEntry({ id: nameOf(entry), key, value, redelivered } satisfies StreamEntry);
      };
      return runConsumer({
        ...{ log, clock: steadily(clock), group, give, isGone, warn },
        onLeft: (isOwn) => onLeft?.((key) => isOwn(partitionOf(sealing.hide(key)))),
      });
    },
  };
};

const isPair = (found: readonly string[]): found is [string, string] => found.length === 2;

const isDone = ({ readTo, firstPending }: GroupProgress, id: string): boolean =>
  !isLaterId(id, readTo) && (firstPending === undefined || isLaterId(firstPending, id));
