import { queryObservations } from "../api/queue-queries";
import type { CallOptions, Client } from "../types";
import { headOf, same, type FoundQueue } from "./found-queues";
import { checkedMetrics } from "./metrics";
import { figuresOf, NOTHING_OBSERVED, NOW_METRICS, withReadings, type NowFigures } from "./observed";
import { readingsOfResponse, type Reading } from "./readings";
import type { Figures, QueueStats, StatsQuery } from "./types";

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

/** How queues are at present. */
export const readNow = async (
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
