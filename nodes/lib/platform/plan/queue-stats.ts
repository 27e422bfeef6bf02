import { aggregatesBody, observationsBody, QUERY_AGGREGATES, QUERY_OBSERVATIONS } from "../api/queue-queries";
import { INTERVAL_METRICS } from "../queue-stats/aggregates";
import { analyticsMediumOf } from "../queue-stats/media";
import type { What } from "../queue-stats/metrics";
import { NOW_METRICS } from "../queue-stats/observed";
import { step, type Step } from "./step";

interface StatsChoice {
  what: What;
  mediaType: string;
  metrics: readonly string[];
}

const queueIds = ["{queueIds}"];

/** One query for all queues. */
export const queueStatsSteps = ({ what, mediaType, metrics }: StatsChoice): Step[] => {
  const medium = mediaType === "any" ? undefined : analyticsMediumOf(mediaType);
  const all = (ours: readonly string[]): string[] => [...new Set([...ours, ...metrics])];
  return [
    step("getRoutingQueues", undefined, "keptAWhile"),
    what === "now"
      ? step(QUERY_OBSERVATIONS, observationsBody({ queueIds, metrics: all(NOW_METRICS) }))
      : step(
          QUERY_AGGREGATES,
          aggregatesBody({ queueIds, metrics: all(INTERVAL_METRICS), interval: "{interval}", medium }),
        ),
  ];
};
