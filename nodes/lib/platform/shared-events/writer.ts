import type { FencingToken, Stream } from "../backplane/types";
import { packEntry } from "./entry";
import type { Due } from "./outage";
import type { Turns } from "./turns";
import type { WrittenList } from "./written";

/** A step in order: it is tried until it is known that it was done. */
export interface Step extends Due {
  name: string;
}

interface Parts {
  stream: Pick<Stream, "append">;
  /** In front of the names of steps: another one for each time that this instance leads. */
  session: string;
  turns: Turns;
  written: WrittenList;
  /** The step was done. */
  onWritten: (step: Step) => void;
  fence: FencingToken;
}

export interface Writer {
  /** Steps are written with this fencing token from now on. */
  goOn(fence?: FencingToken): void;
  /** Nothing is written until it goes on. */
  pause(): void;
  isPaused(): boolean;
  isIdle(): boolean;
  /** Writes all that waits. Resolves when that has ended. */
  pump(): Promise<void>;
  /** Resolves when the step in progress has ended, whatever waits behind it. */
  step(): Promise<unknown>;
  /** Writes this before all others. False: it was not done. */
  first(due: Partial<Due>): Promise<boolean>;
  make(due: Partial<Due>): Step;
  /** All steps that wait: they will not be written. */
  takeAll(): readonly Step[];
  change(change: (steps: readonly Step[]) => readonly Step[]): void;
  close(): void;
}

/** Writes turns in order, one step after the other. */
export const createWriter = ({ stream, session, turns, written, onWritten, ...given }: Parts): Writer => {
  let { fence } = given;
  let canAppend = false;
  let isClosed = false;
  let count = 0;
  let steps: readonly Step[] = [];
  let pumping: Promise<void> | undefined;
  let appending: Promise<unknown> = Promise.resolve();

  const stepOf = (due: Partial<Due>): Step => ({
    ...{ entries: [], keep: new Map(), remove: [] },
    ...due,
    name: `${session}/${(count += 1)}`,
  });
  const append = ({ entries, keep, remove, name }: Step): Promise<readonly string[] | undefined> =>
    stream.append(
      entries.map((entry) => ({ key: entry.key, value: packEntry(entry) })),
      { fence, name, remove, keep: new Map([...keep].map(([field, text]) => [field, text?.()])) },
    );
  const next = (): Step | undefined => {
    const turn = steps.length > 0 ? undefined : turns.take();
    if (turn !== undefined) steps = [stepOf({ entries: turn.events, keep: turn.keep })];
    return steps[0];
  };
  const work = async (): Promise<void> => {
    for (let step = next(); step !== undefined && canAppend; step = next()) {
      const done = step;
      const appended = append(done);
      appending = appended.catch(() => undefined);
      const ids = await appended;
      if (ids === undefined) return void (canAppend = false); // the next renewal shows why
      written.add(done.entries.map((entry, nth) => ({ ...entry, id: ids[nth] ?? "" })));
      onWritten(done);
      steps = steps.filter((one) => one !== done);
    }
  };
  const pump = (): Promise<void> => {
    if (!canAppend) return pumping ?? Promise.resolve();
    return (pumping ??= work()
      .catch(() => void (canAppend = false))
      .finally(() => {
        pumping = undefined;
        if (canAppend && !turns.isEmpty()) void pump();
      }));
  };

  return {
    goOn: (renewed = fence) => {
      fence = renewed;
      canAppend = !isClosed;
      void pump();
    },
    pause: () => void (canAppend = false),
    isPaused: () => !canAppend,
    isIdle: () => canAppend && steps.length === 0 && turns.isEmpty(),
    pump,
    step: () => appending,
    first: async (due) => (await append(stepOf(due))) !== undefined,
    make: (due) => stepOf(due),
    takeAll: () => {
      const taken = steps;
      steps = [];
      return taken;
    },
    change: (change) => void (steps = change(steps)),
    close: () => {
      isClosed = true;
      canAppend = false;
    },
  };
};
