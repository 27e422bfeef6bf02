import type { Snapshot, EventName } from "../events/types";

/** After-call work begins within this time after the end, as far as it comes at all. */
export const LAST_WORK_MS = 60_000;

/** These may happen to a conversation that has ended, however long ago. */
const AFTERWARDS: ReadonlySet<EventName> = new Set(["messageStatus", "attributesChanged"]);
/** These follow the end: while there is work to be done, or it may still begin. */
const WORK: ReadonlySet<EventName> = new Set(["acwStarted", "wrappedUp"]);

/** Can any of these events still happen? `until`: the platform's time at which this has to be looked at again. */
export const isPossible = (
  { ended, acwPending, facts }: Pick<Snapshot, "ended" | "acwPending" | "facts">,
  events: readonly EventName[],
  now: number,
): { possible: boolean; until?: number } => {
  if (!ended || events.some((event) => AFTERWARDS.has(event))) return { possible: true };
  if (!events.some((event) => WORK.has(event))) return { possible: false };
  if (acwPending && events.includes("wrappedUp")) return { possible: true };
  const endedAt = facts.find(({ event }) => event === "ended")?.occurredAt ?? now;
  const until = endedAt + LAST_WORK_MS;
  return now < until ? { possible: true, until } : { possible: false };
};
