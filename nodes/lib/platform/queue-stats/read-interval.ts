import { queryAggregates } from "../api/queue-queries";
import type { CallOptions, Client } from "../types";
import { aggregatesOf, INTERVAL_METRICS, intervalFigures, plainSummary, together } from "./aggregates";
import { headOf, type FoundQueue } from "./found-queues";
import { BY_DEFAULT, intervalOf } from "./interval";
import { analyticsMediumOf } from "./media";
import { checkedMetrics } from "./metrics";
import type { Figures, QueueStats, StatsQuery } from "./types";

/** What went on in queues in a stretch of time. */
export const readInterval = async (
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
