import type { Entry } from "./entry";
import { LIVE, SESSION, UNTIL } from "./names";
import type { Due } from "./outage";
import type { Step } from "./writer";

/** So many values are written in one step, where all of them have to be: the server and this instance do other work between two. */
const KEPT_AT_ONCE = 100;

/** What the backplane has of what was written before: all of it, nothing, or at least what is older. */
export type Found = "all" | "nothing" | "older";

interface Parts {
  found: Found;
  /** At the end of an outage: what was emitted here meanwhile is due. */
  due: Due;
  /** What was appended and is not there any more. */
  lost: readonly Entry[];
  /** All that was kept. */
  all: ReadonlyMap<string, () => string>;
  /** What waits to be written: its values are newer. */
  steps: readonly Pick<Step, "keep">[];
  session: string;
}

/** What has to be written before anything else. */
export const dueAgain = ({ found, due, lost, all, steps, session }: Parts): Partial<Due>[] => {
  const newer = isAfter(found, lost) ? steps.flatMap(({ keep }) => [...keep]) : [];
  const keep = found === "all" ? due.keep : new Map([...all, ...newer, ...due.keep]);
  return stepsOf({ ...due, keep, remove: found === "nothing" ? [] : due.remove }, lost, session);
};

/** Is what has to be written again written after what waits? */
const isAfter = (found: Found, lost: readonly Entry[]): boolean => found === "older" && lost.length === 0;

/**
 * The steps of a server that may lack the last ones. A step that was sent and has no reply is tried under its name where the
 * server has all before it. Where it lacks some, it may have this one, as what was acknowledged is forgotten as well.
 */
export const inOrder = (
  again: readonly Step[],
  steps: readonly Step[],
  found: Found,
  lost: readonly Entry[],
): readonly Step[] => {
  if (isAfter(found, lost)) return [...steps, ...again];
  if (found === "all") return [...again, ...steps];
  return [...again, ...steps.map((step) => ({ ...step, entries: step.entries.map(redelivered) }))];
};

/**
 * With the name of who leads, in front of what follows. Until when everything was received comes last: who leads next reads
 * again from then on, and would emit again what is not known yet of the conversations.
 */
const stepsOf = ({ entries, keep, remove }: Due, lost: readonly Entry[], session: string): Partial<Due>[] => {
  const all = [...keep].filter(([name]) => name !== SESSION); // it may be that of the one that led before
  const isTime = ([name]: (typeof all)[number]): boolean => name === UNTIL || name === LIVE;
  const known = all.filter((one) => !isTime(one));
  const [first = [], ...rest] = chunks([...known, ...all.filter(isTime)]);
  return [
    { entries: [...lost, ...entries], keep: new Map([...first, [SESSION, () => session]]), remove },
    ...rest.map((some) => ({ keep: new Map(some) })),
  ];
};

const redelivered = <T extends object>(entry: T): T => ({ ...entry, redelivered: true });

const chunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / KEPT_AT_ONCE) }, (_, nth) =>
    all.slice(nth * KEPT_AT_ONCE, (nth + 1) * KEPT_AT_ONCE),
  );
