import type { FencingToken, Stream } from "../backplane/types";
import { packEntry } from "./entry";
import type { Due } from "./outage";
import type { Turns } from "./turns";
import type { WrittenList } from "./written";

/** A step in order: it is tried until it is known that it was done. */
export interface Step extends Due {
  name: string;
  /** Made of what has just happened, as opposed to what is written once more. */
  isNew: boolean;
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
  /** Resolves when the step in progress has ended. */
  pump(): Promise<void>;
  /** Writes this before all others. False: it was not done. */
  first(due: Partial<Due>): Promise<boolean>;
  make(due: Partial<Due>): Step;
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

  const stepOf = (isNew: boolean, due: Partial<Due>): Step => ({
    ...{ entries: [], keep: new Map(), remove: [] },
    ...due,
    ...{ isNew, name: `${session}/${(count += 1)}` },
  });
  const append = ({ entries, keep, remove, name }: Step): Promise<readonly string[] | undefined> =>
    stream.append(
      entries.map((entry) => ({ key: entry.key, value: packEntry(entry) })),
      { fence, name, remove, keep: new Map([...keep].map(([field, text]) => [field, text?.()])) },
    );
  const next = (): Step | undefined => {
    const turn = steps.length > 0 ? undefined : turns.take();
    if (turn !== undefined) steps = [stepOf(true, { entries: turn.events, keep: turn.keep })];
    return steps[0];
  };
  const work = async (): Promise<void> => {
    for (let step = next(); step !== undefined && canAppend; step = next()) {
      const done = step;
      const ids = await append(done);
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
    first: async (due) => (await append(stepOf(false, due))) !== undefined,
    make: (due) => stepOf(false, due),
    change: (change) => void (steps = change(steps)),
    close: () => {
      isClosed = true;
      canAppend = false;
    },
  };
};
