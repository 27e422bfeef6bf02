import type { History } from "./campaign";
import { FAULTS, type Fault, type FaultKind } from "./faults";

/** How long events were away around the faults of one kind, in ms. */
interface Row {
  kind: FaultKind;
  faults: number;
  /** From the beginning of a fault to the first delivery of something that happened after it. */
  takeovers: number[];
  /** Those of them in which no other fault began meanwhile. */
  alone: number[];
}

export interface Campaign {
  histories: number;
  faults: number;
  events: number;
  lost: number;
  twice: number;
  twiceUnflagged: number;
  unknown: number;
  reversed: number;
  fencedSteps: number;
  stale: number;
  rows: Row[];
}

/** An event of the history after this time belongs to what came next. */
const AFTER_US = 10_000_000;

const takeoverOf = ({ latencies }: History, from: number): number => {
  const after = latencies.filter(({ at }) => at > from && at < from + AFTER_US);
  return Math.min(...after.map(({ at, ms }) => (at - from) / 1_000 + ms));
};

const takeoversOf = (history: History, kind: FaultKind): { ms: number; isAlone: boolean }[] =>
  history.faults
    .filter((fault) => fault.kind === kind)
    .map(({ from }) => {
      const ms = takeoverOf(history, from);
      const isMeanwhile = (other: Fault): boolean => other.from > from && other.from < from + ms * 1_000;
      return { ms, isAlone: !history.faults.some(isMeanwhile) };
    });

export const summarize = (histories: readonly History[]): Campaign => {
  const sum = (count: (history: History) => number): number =>
    histories.reduce((total, history) => total + count(history), 0);
  return {
    histories: histories.length,
    faults: sum(({ faults }) => faults.length),
    events: sum(({ events }) => events),
    lost: sum(({ lost }) => lost.length),
    twice: sum(({ twice }) => twice),
    twiceUnflagged: sum(({ twiceUnflagged }) => twiceUnflagged.length),
    unknown: sum(({ unknown }) => unknown.length),
    reversed: sum(({ reversed }) => reversed.length),
    fencedSteps: sum(({ fencedSteps }) => fencedSteps),
    stale: sum(({ stale }) => stale.length),
    rows: FAULTS.map((kind) => {
      const all = histories.flatMap((history) => takeoversOf(history, kind));
      const finite = all.filter(({ ms }) => Number.isFinite(ms));
      const alone = finite.filter(({ isAlone }) => isAlone).map(({ ms }) => ms);
      return { kind, faults: all.length, takeovers: finite.map(({ ms }) => ms), alone };
    }).filter(({ faults }) => faults > 0),
  };
};

const MOST_TWICE = 0.001;
/** From the kill of the instance that leads. */
export const TAKEOVER_MS = 3_000;

/** Which promise was not kept; none where all were. */
export const brokenIn = (all: Campaign): string[] => [
  ...(all.lost > 0 ? [`${all.lost} events were lost`] : []),
  ...(all.twice > all.events * MOST_TWICE ? [`${all.twice} of ${all.events} events came twice`] : []),
  ...(all.twiceUnflagged > 0 ? [`${all.twiceUnflagged} events came twice without a flag`] : []),
  ...(all.unknown > 0 ? [`${all.unknown} events did not happen`] : []),
  ...(all.stale > 0 ? [`${all.stale} steps were written by one that had been replaced`] : []),
  ...(all.fencedSteps === 0 ? ["no step with a fencing token was seen"] : []),
  ...(all.reversed > 0 ? [`${all.reversed} pairs of events came the wrong way round`] : []),
];

/**
 * After the kill of the instance that leads, in ms. One in which the next leader was killed or cut off as well, or Redis went
 * away, is not counted. Leases measure real time, so a busy machine takes longer: this is judged apart.
 */
export const takeoversIn = ({ rows }: Campaign): { count: number; slow: number[] } => {
  const all = rows.filter(({ kind }) => kind === "killLeader").flatMap(({ alone }) => alone);
  return { count: all.length, slow: all.filter((ms) => ms > TAKEOVER_MS) };
};

const middleOf = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;

/** A line for each kind of fault, with the time until something that happened after it was emitted. */
export const tableOf = ({ rows }: Campaign): string =>
  [
    "| fault | how many | events go on after, ms: median | longest | with no other fault meanwhile: longest |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(({ kind, faults, takeovers, alone }) => {
      const times = [middleOf(takeovers), Math.max(0, ...takeovers), Math.max(0, ...alone)];
      return `| ${[kind, faults, ...times.map((ms) => ms.toFixed(0))].join(" | ")} |`;
    }),
  ].join("\n");
