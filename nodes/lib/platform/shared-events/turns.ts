import type { Entry } from "./entry";
/** What happened in one turn of the event loop: it is written in one step. */
export interface Turn {
  events: Entry[];
  keep: Map<string, (() => string) | undefined>;
}

/** No more events than this are in one step, unless one turn has more. */
const MOST_EVENTS = 200;

export interface Turns {
  emit(key: string, value: unknown): void;
  keep(name: string, text: (() => string) | undefined): void;
  /** The next ones as one; `undefined` where there are none. */
  take(): Turn | undefined;
  /** So many events wait. */
  waiting(): number;
  isEmpty(): boolean;
  clear(): void;
}

/** Collects what is to be written, in order. `onTurn` is called once after each turn that has something. */
export const createTurns = (onTurn: () => void): Turns => {
  let all: Turn[] = [];
  let present: Turn | undefined;
  let waiting = 0;
  const now = (): Turn => {
    if (present !== undefined) return present;
    const made: Turn = { events: [], keep: new Map() };
    present = made;
    all.push(made);
    queueMicrotask(() => {
      if (present === made) present = undefined;
      onTurn();
    });
    return made;
  };
  return {
    emit: (key, value) => {
      now().events.push({ key, value });
      waiting += 1;
    },
    keep: (name, text) => void now().keep.set(name, text),
    take: () => {
      const [first, ...rest] = all;
      if (first === undefined) return undefined;
      const taken: Turn = { events: [...first.events], keep: new Map(first.keep) };
      if (first === present) present = undefined;
      let count = 1;
      for (const { events, keep } of rest) {
        if (taken.events.length + events.length > MOST_EVENTS) break;
        taken.events.push(...events);
        for (const [name, text] of keep) taken.keep.set(name, text);
        count += 1;
      }
      if (all[count - 1] === present) present = undefined;
      all = all.slice(count);
      waiting -= taken.events.length;
      return taken;
    },
    waiting: () => waiting,
    isEmpty: () => all.length === 0,
    clear: () => {
      all = [];
      present = undefined;
      waiting = 0;
    },
  };
};
