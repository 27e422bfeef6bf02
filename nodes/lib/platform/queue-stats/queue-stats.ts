import { findNamedQueues } from "../api/scopes";
import { queryAggregates, queryObservations } from "../api/queue-queries";
import { blankInput, GenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { aggregatesOf, INTERVAL_METRICS, intervalFigures, plainSummary, together } from "./aggregates";
import { BY_DEFAULT, intervalOf } from "./interval";
import { analyticsMediumOf } from "./media";
import { checkedMetrics, type What } from "./metrics";
import { figuresOf, NOTHING_OBSERVED, NOW_METRICS, withReadings, type NowFigures } from "./observed";
import { readingsOfResponse, type Reading } from "./readings";

/** Statistics of queues, as plain figures. */

/** Names of queues seldom change. */
const KEPT_MS = 5 * 60_000;

export interface StatsQuery {
  what: What;
  /** By id or name. */
  queues: readonly string[];
  /** A medium, or `any`. */
  mediaType: string;
  /** Requested besides those of the plain figures. */
  metrics: readonly string[];
  interval?: string | undefined;
}

type Figures = Readonly<Record<string, unknown>>;

export interface QueueStats {
  /** Of all queues together, flat; `queues` has those of each. */
  figures: Figures & { queues: readonly Figures[] };
  /** The only queue. */
  queueId?: string | undefined;
  queueName?: string | undefined;
  /** As the platform returned it. */
  response: unknown;
}

export interface FoundQueue {
  id: string;
  name?: string | undefined;
}

/**
 * Queues by id or name, each once; kept for a while.
 * @throws GenesysError `missing` for those that do not exist
 */
export const statsQueues = (
  client: Client,
  named: readonly string[],
  options?: CallOptions,
): Promise<FoundQueue[]> =>
  client.remember(`queues of statistics: ${JSON.stringify(named)}`, KEPT_MS, async () => {
    const found = await findNamedQueues(client, named, options);
    const unknown = found.filter(({ id }) => id === undefined).map(({ name }) => name);
    if (unknown.length > 0)
      throw new GenesysError(
        "missing",
        `The organisation has no such queue: ${unknown.join(", ")}. Check the names. Nothing was sent.`,
        { outcome: "notSent", field: "queueIds", queues: unknown },
      );
    const queues = found.flatMap(({ id, title }) => (id === undefined ? [] : [{ id, name: title }]));
    return queues.filter(({ id }, at) => queues.findIndex((one) => same(one.id, id)) === at);
  });

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const headOf = ({ id, name }: FoundQueue): Figures => ({
  queueId: id,
  ...(name === undefined ? {} : { queueName: name }),
});

/** A metric that was requested besides: its count, or its counts by qualifier. */
const extraOf = (readings: readonly Reading[], metrics: readonly string[]): Figures => {
  if (metrics.length === 0) return {};
  const entries = metrics.map((metric) => {
    const found = readings.filter((reading) => reading.metric === metric);
    const counts: Record<string, number> = {};
    let all = 0;
    for (const { qualifier, count = 0 } of found) {
      all += count;
      if (qualifier !== undefined) counts[qualifier] = (counts[qualifier] ?? 0) + count;
    }
    return [metric, Object.keys(counts).length > 0 ? counts : all];
  });
  return { metrics: Object.fromEntries(entries) as unknown };
};

/** An agent of two queues would count twice, so figures of agents are added up for one queue only. */
const nowTotal = (all: readonly NowFigures[]): Figures => {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  const sum = (figure: "waiting" | "interacting" | "alerting"): number =>
    all.reduce((total, each) => total + each[figure], 0);
  return {
    waiting: sum("waiting"),
    interacting: sum("interacting"),
    alerting: sum("alerting"),
    longestWaitSeconds: Math.max(...all.map(({ longestWaitSeconds }) => longestWaitSeconds)),
  };
};

const readNow = async (
  client: Client,
  queues: readonly FoundQueue[],
  { mediaType, metrics }: StatsQuery,
  options?: CallOptions,
): Promise<QueueStats> => {
  const more = checkedMetrics("now", metrics);
  const query = { queueIds: queues.map(({ id }) => id), metrics: [...new Set([...NOW_METRICS, ...more])] };
  const response = await queryObservations(client, query, options);
  const now = client.platformTime(client.clock.now());
  const readings = readingsOfResponse(response, now);
  const all = queues.map((queue) => {
    const own = readings.filter(({ queueId }) => same(queueId, queue.id));
    const figures = figuresOf(withReadings(NOTHING_OBSERVED, own, now), mediaType, now);
    return { queue, figures, extra: extraOf(own, more) };
  });
  return {
    figures: {
      ...nowTotal(all.map(({ figures }) => figures)),
      queues: all.map(({ queue, figures, extra }) => ({ ...headOf(queue), ...figures, ...extra })),
    },
    response,
  };
};

const readInterval = async (
  client: Client,
  queues: readonly FoundQueue[],
  { mediaType, metrics, interval = BY_DEFAULT }: StatsQuery,
  options?: CallOptions,
): Promise<QueueStats> => {
  const more = checkedMetrics("interval", metrics);
  const stretch = intervalOf(interval, client.platformTime(client.clock.now()));
  const query = {
    queueIds: queues.map(({ id }) => id),
    metrics: [...new Set([...INTERVAL_METRICS, ...more])],
    interval: stretch,
    medium: mediaType === "any" ? undefined : analyticsMediumOf(mediaType),
  };
  const response = await queryAggregates(client, query, options);
  const found = aggregatesOf(response);
  const all = queues.map((queue) => {
    const media = [...(found.get(queue.id.toLowerCase()) ?? [])];
    return { queue, media, whole: together(media.map(([, summaries]) => summaries)) };
  });
  const extra = (summaries: (typeof all)[number]["whole"]): Figures =>
    more.length === 0
      ? {}
      : {
          metrics: Object.fromEntries(
            more.flatMap((metric) => {
              const summary = summaries.get(metric);
              return summary === undefined ? [] : [[metric, plainSummary(summary)]];
            }),
          ),
        };
  const total = together(all.map(({ whole }) => whole));
  return {
    figures: {
      interval: stretch,
      ...intervalFigures(total),
      ...extra(total),
      queues: all.map(({ queue, media, whole }) => ({
        ...headOf(queue),
        ...intervalFigures(whole),
        media: Object.fromEntries(media.map(([name, summaries]) => [name, intervalFigures(summaries)])),
        ...extra(whole),
      })),
    },
    response,
  };
};

/** Before anything is sent, the search for the queues included. */
const check = (client: Client, { what, queues, metrics, interval = BY_DEFAULT }: StatsQuery): void => {
  if (queues.length === 0) throw blankInput("queueIds", "Set the ids or the names of queues.");
  checkedMetrics(what, metrics);
  if (what === "interval") intervalOf(interval, client.platformTime(client.clock.now()));
};

/**
 * The statistics of queues, all of them in one request.
 * @throws GenesysError `input` for an interval or a metric that is not usable, `missing` for a queue that does not exist
 */
export const readQueueStats = async (
  client: Client,
  query: StatsQuery,
  options?: CallOptions,
): Promise<QueueStats> => {
  check(client, query);
  const queues = await statsQueues(
    client,
    query.queues.map((name) => name.trim()),
    options,
  );
  const read = query.what === "now" ? readNow : readInterval;
  const stats = await read(client, queues, query, options);
  const [only, ...others] = queues;
  if (only === undefined || others.length > 0) return stats;
  return { ...stats, queueId: only.id, queueName: only.name };
};
