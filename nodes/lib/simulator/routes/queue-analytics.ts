import { testOfFilter, type Filter } from "../analytics/filters";
import { figuresOf, QUEUE_WORDS } from "../analytics/queue-figures";
import { SAMPLE_WORDS, SAMPLED, samplesOf, type Sample } from "../analytics/samples";
import { aggregatesToWire, observationsToWire } from "../formatters/queue-stats";
import { present, time } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { notPlayed } from "../http/not-played";

/** Statistics of queues: at present, and over a stretch of time. */

interface ObservationsQuery {
  filter: Filter;
  metrics: string[];
}

interface AggregatesQuery {
  interval: string;
  groupBy?: string[] | null;
  filter?: Filter | null;
  metrics: string[];
}

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

/** Whatever the case: enumerated values are taken so. */
const wanted = (metrics: readonly string[]) => {
  if (metrics.length === 0) throw malformed("metrics");
  const names = new Set(metrics.map((name) => name.toLowerCase()));
  return ({ metric }: { metric: string }): boolean => names.has(metric.toLowerCase());
};

/** Without a queue, the platform refuses the query. */
const namesQueue = ({ predicates, clauses }: Filter): boolean =>
  (predicates ?? []).some(({ dimension }) => dimension?.toLowerCase() === "queueid") ||
  (clauses ?? []).some(namesQueue);

const observations = ({ store, body }: Context) => {
  const { filter, metrics } = body as ObservationsQuery; // checked against the model
  if (!namesQueue(filter)) throw malformed("filter");
  const isMeant = testOfFilter(QUEUE_WORDS, filter, "filter");
  const isWanted = wanted(metrics);
  const results = [...store.org.queues.values()]
    .flatMap((queue) => figuresOf(store, queue))
    .filter(isMeant)
    .map((one) => ({ ...one, figures: one.figures.filter(isWanted) }))
    .filter(({ figures }) => figures.length > 0);
  return ok({ results: results.map((one) => observationsToWire(one, one.figures)) });
};

const GROUPS = ["queueId", "mediaType", "userId"] as const;

const groupKeys = ({ groupBy }: AggregatesQuery) =>
  (groupBy ?? []).map((name) => {
    const found = GROUPS.find((key) => key.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw notPlayed(SAMPLE_WORDS.operation, `groupBy ${name}`);
    return found;
  });

const boundsOf = (interval: string): [from: number, to: number] => {
  const [from = NaN, to = NaN, ...more] = interval.split("/").map((moment) => Date.parse(moment));
  if (!(from < to) || more.length > 0) throw malformed("interval");
  return [from, to];
};

const checkSampled = ({ metrics }: AggregatesQuery): void => {
  const known = SAMPLED.map((metric) => metric.toLowerCase());
  for (const metric of metrics)
    if (!known.includes(metric.toLowerCase())) throw notPlayed(SAMPLE_WORDS.operation, `metrics ${metric}`);
};

const aggregates = ({ store, body }: Context) => {
  const query = body as AggregatesQuery; // checked against the model
  const [from, to] = boundsOf(query.interval);
  const isMeant = query.filter ? testOfFilter(SAMPLE_WORDS, query.filter, "filter") : () => true;
  const isWanted = wanted(query.metrics);
  checkSampled(query);
  const keys = groupKeys(query);
  const samples = [...store.conversations.values()]
    .flatMap((conversation) => samplesOf(store, conversation))
    .filter((sample) => sample.at >= from && sample.at < to && isWanted(sample) && isMeant(sample));
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = JSON.stringify(present(Object.fromEntries(keys.map((name) => [name, sample[name]]))));
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const interval = `${time(from)}/${time(to)}`;
  return ok({
    results: [...groups].map(([key, own]) =>
      aggregatesToWire(
        JSON.parse(key) as Record<string, string>,
        interval,
        own,
        store.settings.serviceLevelTarget,
      ),
    ),
  });
};

export const queueAnalyticsHandlers: Handlers = {
  postAnalyticsQueuesObservationsQuery: observations,
  postAnalyticsConversationsAggregatesQuery: aggregates,
};
