import { mediumOf } from "./media";
import type { Reading } from "./readings";

/** How a queue is at present, as plain figures. */

/** What is requested for these figures. */
export const NOW_METRICS = [
  "oWaiting",
  "oInteracting",
  "oAlerting",
  "oLongestWaiting",
  "oUserRoutingStatuses",
] as const;

/** Public: only added to. */
export const NOW_FIGURES = [
  "waiting",
  "interacting",
  "alerting",
  "longestWaitSeconds",
  "agentsOnQueue",
  "agentsIdle",
  "agentsInteracting",
  "agentsCommunicating",
  "agentsNotResponding",
  "agentsOffQueue",
] as const;

export type NowFigure = (typeof NOW_FIGURES)[number];

interface OfMedium {
  waiting: number;
  interacting: number;
  alerting: number;
  longestWaitSeconds: number;
}

export type NowFigures = Readonly<Record<NowFigure, number>> & {
  readonly media: Readonly<Record<string, OfMedium>>;
};

interface Medium {
  waiting: number;
  interacting: number;
  alerting: number;
  /** When the longest wait began; `undefined` where none waits. */
  since?: number | undefined;
}

/** What is known of a queue. Never changed: every reading makes a new one. */
export interface Observed {
  /** By medium. */
  media: ReadonlyMap<string, Medium>;
  /** Agents by routing status. */
  statuses: ReadonlyMap<string, number>;
}

export const NOTHING_OBSERVED: Observed = { media: new Map(), statuses: new Map() };

const EMPTY: Medium = { waiting: 0, interacting: 0, alerting: 0 };

const COUNTED: Readonly<Record<string, "waiting" | "interacting" | "alerting">> = {
  oWaiting: "waiting",
  oInteracting: "interacting",
  oAlerting: "alerting",
};

/** The first who waits has waited since now, until the platform names the moment. */
const changed = (before: Medium, { metric, count, since }: Reading, now: number): Medium => {
  if (metric === "oLongestWaiting")
    return before.waiting === 0 || since === undefined ? before : { ...before, since };
  const figure = COUNTED[metric];
  if (figure === undefined || count === undefined) return before;
  const after = { ...before, [figure]: count };
  return { ...after, since: after.waiting === 0 ? undefined : (after.since ?? now) };
};

/** With these readings; those of the longest wait last, because they are true only while a customer waits. */
export const withReadings = (before: Observed, readings: readonly Reading[], now: number): Observed => {
  const media = new Map(before.media);
  const statuses = new Map(before.statuses);
  const isLast = ({ metric }: Reading): boolean => metric === "oLongestWaiting";
  for (const reading of [...readings.filter((one) => !isLast(one)), ...readings.filter(isLast)]) {
    const { medium, metric, qualifier, count } = reading;
    if (medium !== undefined) {
      const name = mediumOf(medium);
      media.set(name, changed(media.get(name) ?? EMPTY, reading, now));
    } else if (metric === "oUserRoutingStatuses" && qualifier !== undefined && count !== undefined)
      statuses.set(qualifier.toUpperCase(), count);
  }
  return { media, statuses };
};

/** When the longest wait of a medium began, or of all of them. */
export const longestSince = ({ media }: Observed, mediaType: string): number | undefined => {
  const moments = [...media].flatMap(([name, { since }]) =>
    (mediaType === "any" || mediaType === name) && since !== undefined ? [since] : [],
  );
  return moments.length === 0 ? undefined : Math.min(...moments);
};

const secondsSince = (since: number | undefined, now: number): number =>
  since === undefined ? 0 : Math.max(0, Math.floor((now - since) / 1000));

const ofMedium = ({ waiting, interacting, alerting, since }: Medium, now: number): OfMedium => ({
  ...{ waiting, interacting, alerting },
  longestWaitSeconds: secondsSince(since, now),
});

/** The figures of one medium, or of all; those of agents are of the whole queue. */
export const figuresOf = (observed: Observed, mediaType: string, now: number): NowFigures => {
  const media = [...observed.media].filter(([name]) => mediaType === "any" || mediaType === name);
  const sum = (figure: "waiting" | "interacting" | "alerting"): number =>
    media.reduce((all, [, medium]) => all + medium[figure], 0);
  const agents = (status: string): number => observed.statuses.get(status) ?? 0;
  const onQueue = ["IDLE", "INTERACTING", "COMMUNICATING", "NOT_RESPONDING"];
  return {
    waiting: sum("waiting"),
    interacting: sum("interacting"),
    alerting: sum("alerting"),
    longestWaitSeconds: secondsSince(longestSince(observed, mediaType), now),
    agentsOnQueue: onQueue.reduce((all, status) => all + agents(status), 0),
    agentsIdle: agents("IDLE"),
    agentsInteracting: agents("INTERACTING"),
    agentsCommunicating: agents("COMMUNICATING"),
    agentsNotResponding: agents("NOT_RESPONDING"),
    agentsOffQueue: agents("OFF_QUEUE"),
    media: Object.fromEntries(media.map(([name, medium]) => [name, ofMedium(medium, now)])),
  };
};
