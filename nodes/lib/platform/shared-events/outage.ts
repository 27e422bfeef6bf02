import type { Entry } from "./entry";
import type { Turn } from "./turns";
import type { Written, WrittenList } from "./written";

export interface OutageParts {
  group: string;
  written: WrittenList;
  /** Emits here; what was appended under this id is not emitted here another time. */
  emitHere(entry: Entry, id?: string): Promise<void>;
  isTaken(id: string): boolean;
}

/** What is to be written when the backplane is back. */
export interface Due {
  entries: Entry[];
  keep: Turn["keep"];
  /** Ids of entries that were emitted here: no other instance is to emit them. */
  remove: string[];
}

/** A time in which no instance reaches the backplane. */
export interface Outage {
  isOn(): boolean;
  /**
   * What was appended and is not acknowledged is emitted here, and what waits to be written, in this order. The first step that
   * waits may have been written: no reply has come.
   */
  begin(waiting: readonly (Due & { name: string })[]): void;
  take(turn: Turn): void;
  /** The name of the step of which it is not known whether it was done, if there is one. */
  doubtful(): string | undefined;
  /** @param doubtful the ids of that step, if it was done */
  end(doubtful: readonly string[]): Due;
  /** Of a backplane that has lost what was appended, but for `present`, before anything could be emitted here. */
  lost(present: ReadonlySet<string>): Entry[];
  /** Resolves when everything is emitted, or will not be. */
  settled(): Promise<unknown>;
}

export const createOutage = ({ group, written, emitHere, isTaken }: OutageParts): Outage => {
  let isOn = false;
  let doubtful: string | undefined;
  let due: Due = { entries: [], keep: new Map(), remove: [] };
  const emitting = new Set<Promise<void>>();

  const emit = (entry: Entry, id?: string): void => {
    // On close, what was not emitted is lost: nothing reaches another instance.
    const emitted = emitHere(entry, id)
      .catch(() => undefined)
      .finally(() => emitting.delete(emitted));
    emitting.add(emitted);
  };
  const keepForOthers = (entry: Entry, isOpenElsewhere: boolean): void => {
    if (isOpenElsewhere) due.entries.push({ ...entry, except: group });
  };
  const take = (turn: Turn, isDoubtful = false): void => {
    for (const event of turn.events) {
      const entry = isDoubtful ? { ...event, redelivered: true } : event;
      emit(entry);
      keepForOthers(entry, written.hasOthers());
    }
    for (const [name, text] of turn.keep) due.keep.set(name, text);
  };

  return {
    isOn: () => isOn,
    begin: (waiting) => {
      isOn = true;
      for (const entry of written.takeAll()) {
        const again = { ...entry, redelivered: true };
        if (entry.isOpenHere) emit(again, entry.id);
        due.remove.push(entry.id);
        keepForOthers(again, entry.isOpenElsewhere);
      }
      doubtful = waiting[0]?.name;
      for (const [nth, { entries, keep, remove }] of waiting.entries()) {
        due.remove.push(...remove);
        take({ events: entries, keep }, nth === 0);
      }
    },
    take: (turn) => take(turn),
    doubtful: () => doubtful,
    end: (ids) => {
      const ended = { ...due, remove: [...due.remove, ...ids] };
      isOn = false;
      doubtful = undefined;
      due = { entries: [], keep: new Map(), remove: [] };
      return ended;
    },
    lost: (present) =>
      written.takeAll(present).flatMap((entry): Entry[] => {
        const isDone = isTaken(entry.id) || !entry.isOpenHere;
        if (isDone && !entry.isOpenElsewhere) return [];
        return [again(entry, isDone ? group : entry.except)];
      }),
    settled: () => Promise.all(emitting),
  };
};

const again = ({ key, value }: Written, except: string | undefined): Entry => ({
  ...{ key, value, except },
  redelivered: true,
});
