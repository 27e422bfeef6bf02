import { present, time, type Wire } from "./wire";

/** Statistics of queues on the wire: answers of analytics, and the frames of two topics. */

interface Figure {
  metric: string;
  qualifier?: string;
  count?: number;
  value?: number;
}

interface Group {
  queueId: string;
  mediaType?: string;
}

const statsOf = ({ count, value }: Figure): Wire => present({ count, calculatedMetricValue: value });

const groupOf = ({ queueId, mediaType }: Group): Wire => present({ queueId, mediaType });

/** In the answer to the query for observations. */
export const observationsToWire = (group: Group, figures: readonly Figure[]): Wire => ({
  group: groupOf(group),
  data: figures.map((figure) =>
    present({ metric: figure.metric, qualifier: figure.qualifier, stats: statsOf(figure) }),
  ),
});

/** What `v2.analytics.queues.{id}.observations` reports: the counts that have changed. */
export const observationsFrame = (group: Group, figures: readonly Figure[], at: number): Wire => ({
  group: groupOf(group),
  data: [
    {
      interval: `${time(at)}/${time(at)}`,
      metrics: figures.map(({ metric, qualifier, count }) =>
        present({ metric, qualifier, stats: present({ count }) }),
      ),
    },
  ],
});

/** What `v2.analytics.queues.{id}.activity` reports: a medium of which something has changed. */
export const activityFrame = (mediaType: string, figures: readonly Figure[]): Wire => ({
  results: [
    {
      mediaType,
      data: figures.map(({ metric, count, value }) =>
        present({ metric, count, calculatedMetricValue: value }),
      ),
    },
  ],
});

interface Sampled {
  metric: string;
  ms?: number;
  inTime?: boolean;
}

const levelOf = (samples: readonly Sampled[], target: number): Wire => {
  const numerator = samples.filter(({ inTime }) => inTime === true).length;
  const denominator = samples.length;
  return { ratio: numerator / denominator, numerator, denominator, target };
};

const summaryOf = (samples: readonly Sampled[]): Wire => {
  const times = samples.flatMap(({ ms }) => ms ?? []);
  if (times.length === 0) return { count: samples.length };
  const sum = times.reduce((all, ms) => all + ms, 0);
  return { max: Math.max(...times), min: Math.min(...times), count: samples.length, sum };
};

/** In the answer to the query for aggregates. */
export const aggregatesToWire = (
  group: Wire,
  interval: string,
  samples: readonly Sampled[],
  target: number,
): Wire => {
  const metrics = [...new Set(samples.map(({ metric }) => metric))].sort();
  return {
    group,
    data: [
      {
        interval,
        metrics: metrics.map((metric) => {
          const own = samples.filter((sample) => sample.metric === metric);
          return { metric, stats: metric === "oServiceLevel" ? levelOf(own, target) : summaryOf(own) };
        }),
      },
    ],
  };
};
