import type { Entry } from "./entry";
import { LIVE, SESSION, UNTIL } from "./names";
import type { Due } from "./outage";
import type { Step } from "./writer";

/** So many values are written in one step, where all of them have to be. */
const KEPT_AT_ONCE = 500;

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
  session: string;
}

/** What has to be written before anything else. */
export const dueAgain = ({ found, due, lost, all, session }: Parts): Partial<Due>[] => {
  const keep = found === "all" ? due.keep : new Map([...all, ...due.keep]);
  return stepsOf({ ...due, keep, remove: found === "nothing" ? [] : due.remove }, lost, session);
};

/**
 * The steps of a server that may lack the last ones. A step that was sent and has no reply is tried under its name where the
 * server has all before it. Where it lacks some, it may have this one, as what was acknowledged is forgotten as well.
 */
export const inOrder = (
  again: readonly Step[],
  steps: readonly Step[],
  found: Found,
  hasLost: boolean,
): readonly Step[] => {
  if (found === "older" && !hasLost) return [...steps, ...again];
  if (found === "all") return [...again, ...steps];
  return [...again, ...steps.map((step) => ({ ...step, entries: step.entries.map(redelivered) }))];
};

/**
 * With the name of who leads, in front of what follows. Until when everything was received comes last: who leads next reads
 * again from then on, and would emit again what is not known yet of the conversations.
 */
const stepsOf = ({ entries, keep, remove }: Due, lost: readonly Entry[], session: string): Partial<Due>[] => {
  const all = [...keep];
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
