import { mediumOf } from "./media";
import { fieldsOf, listOf, numberOf, rounded, textOf } from "./values";

/** What went on in queues in a stretch of time, as plain figures. */

/** What is requested for these figures. */
export const INTERVAL_METRICS = ["nOffered", "tAnswered", "tAbandon", "tHandle", "oServiceLevel"] as const;

/** What is known of one metric, over everything that was added up. */
export interface Summary {
  count: number;
  sum: number;
  max?: number | undefined;
  min?: number | undefined;
  numerator: number;
  denominator: number;
  /** Those that were named. */
  targets: ReadonlySet<number>;
}

/** By metric. */
export type Summaries = ReadonlyMap<string, Summary>;

/** Public: only added to. `null`: nothing to count. */
export interface IntervalFigures {
  offered: number;
  answered: number;
  abandoned: number;
  averageAnswerSeconds: number | null;
  maximumAnswerSeconds: number | null;
  averageHandleSeconds: number | null;
  maximumHandleSeconds: number | null;
  /** Of those who were answered or hung up, as many had an answer in time. */
  serviceLevelPercent: number | null;
  /** What is aimed at; `null` where it differs. */
  serviceLevelTargetPercent: number | null;
}

const NONE: Summary = { count: 0, sum: 0, numerator: 0, denominator: 0, targets: new Set() };

const extreme = (pick: (...all: number[]) => number, ...of: (number | undefined)[]): number | undefined => {
  const known = of.flatMap((each) => each ?? []);
  return known.length === 0 ? undefined : pick(...known);
};

const added = (a: Summary, b: Summary): Summary => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  max: extreme(Math.max, a.max, b.max),
  min: extreme(Math.min, a.min, b.min),
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
  targets: new Set([...a.targets, ...b.targets]),
});

const summaryOf = (stats: unknown): Summary => {
  const { count, sum, max, min, numerator, denominator, target } = fieldsOf(stats);
  return {
    count: numberOf(count) ?? 0,
    sum: numberOf(sum) ?? 0,
    max: numberOf(max),
    min: numberOf(min),
    numerator: numberOf(numerator) ?? 0,
    denominator: numberOf(denominator) ?? 0,
    targets: new Set([numberOf(target)].flatMap((each) => each ?? [])),
  };
};

/** Adds up summaries of several media or queues. */
export const together = (all: readonly Summaries[]): Summaries => {
  const sum = new Map<string, Summary>();
  for (const summaries of all)
    for (const [metric, summary] of summaries) sum.set(metric, added(sum.get(metric) ?? NONE, summary));
  return sum;
};

/** By queue, in lower case, and by medium. */
export const aggregatesOf = (body: unknown): ReadonlyMap<string, ReadonlyMap<string, Summaries>> => {
  const queues = new Map<string, Map<string, Summaries>>();
  for (const { group, data } of listOf(fieldsOf(body)["results"])) {
    const { queueId, mediaType } = fieldsOf(group);
    const id = textOf(queueId)?.toLowerCase();
    if (id === undefined) continue;
    const media = queues.get(id) ?? new Map<string, Summaries>();
    queues.set(id, media);
    const medium = mediumOf(textOf(mediaType) ?? "unknown");
    const metrics = listOf(data).flatMap((each) => listOf(each["metrics"]));
    const read = metrics.flatMap(({ metric, stats }) => {
      const name = textOf(metric);
      return name === undefined ? [] : [new Map([[name, summaryOf(stats)]])];
    });
    media.set(medium, together([media.get(medium) ?? new Map(), ...read]));
  }
  return queues;
};

const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : rounded(ms / 1000));
const average = ({ count, sum }: Summary): number | null =>
  count === 0 ? null : rounded(sum / count / 1000);

export const intervalFigures = (summaries: Summaries): IntervalFigures => {
  const of = (metric: (typeof INTERVAL_METRICS)[number]): Summary => summaries.get(metric) ?? NONE;
  const level = of("oServiceLevel");
  const [target, ...others] = level.targets;
  return {
    offered: of("nOffered").count,
    answered: of("tAnswered").count,
    abandoned: of("tAbandon").count,
    averageAnswerSeconds: average(of("tAnswered")),
    maximumAnswerSeconds: seconds(of("tAnswered").max),
    averageHandleSeconds: average(of("tHandle")),
    maximumHandleSeconds: seconds(of("tHandle").max),
    serviceLevelPercent:
      level.denominator === 0 ? null : rounded((100 * level.numerator) / level.denominator),
    serviceLevelTargetPercent: target === undefined || others.length > 0 ? null : rounded(100 * target),
  };
};

/** A metric that was requested besides, as the platform names its parts. */
export const plainSummary = ({ count, sum, max, min, numerator, denominator }: Summary) => ({
  count,
  ...(max === undefined ? {} : { sum, max }),
  ...(min === undefined ? {} : { min }),
  ...(denominator === 0 ? {} : { numerator, denominator }),
});
