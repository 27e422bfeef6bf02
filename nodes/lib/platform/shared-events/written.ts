import type { Report } from "../backplane/types";
import type { Entry } from "./entry";

/** An entry that was appended, and that some group may not have acknowledged yet. */
export interface Written extends Entry {
  id: string;
  /** Of the group of this instance: it is not acknowledged, as far as is known. */
  isOpenHere: boolean;
  /** Of another group. */
  isOpenElsewhere: boolean;
}

/** More are not remembered: they matter only if the backplane loses everything. */
const MOST = 10_000;

export interface WrittenList {
  add(entries: readonly (Entry & { id: string })[]): void;
  ids(): string[];
  count(): number;
  /** Forgets which of these ids all groups have acknowledged. */
  note(report: Report, ids: readonly string[]): void;
  /** Do other groups read as well? */
  hasOthers(): boolean;
  /** All but those of `kept`, in order. They are not remembered afterwards. */
  takeAll(kept?: ReadonlySet<string>): readonly Written[];
}

/** What the leader has appended and no group has acknowledged yet: it would be lost with the backplane. */
export const createWritten = (group: string): WrittenList => {
  let all: readonly Written[] = [];
  let others = false;
  return {
    add: (entries) => {
      const open = { isOpenHere: true, isOpenElsewhere: others };
      all = [...all, ...entries.map((entry) => ({ ...entry, ...open }))].slice(-MOST);
    },
    ids: () => all.map(({ id }) => id),
    count: () => all.length,
    note: ({ groups, unacknowledged, nameOf }, ids) => {
      const own = nameOf(group);
      const elsewhere = groups.filter((name) => name !== own);
      others = elsewhere.length > 0;
      const asked = new Set(ids);
      const openIn = (names: readonly string[]) =>
        new Set(names.flatMap((name) => unacknowledged.get(name) ?? []));
      const [here, there] = [openIn([own]), openIn(elsewhere)];
      all = all.flatMap((entry) => {
        if (!asked.has(entry.id)) return [entry];
        const open = { isOpenHere: here.has(entry.id), isOpenElsewhere: there.has(entry.id) };
        return open.isOpenHere || open.isOpenElsewhere ? [{ ...entry, ...open }] : [];
      });
    },
    hasOthers: () => others,
    takeAll: (kept = new Set()) => {
      const taken = all.filter(({ id }) => !kept.has(id));
      all = all.filter(({ id }) => kept.has(id));
      return taken;
    },
  };
};
