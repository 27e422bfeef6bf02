/** Figures of a metric, as statistics and their notifications have them. */
interface Stats {
  count?: number;
  sum?: number;
  max?: number;
  calculatedMetricValue?: number;
}
export interface Metric {
  metric: string;
  qualifier?: string;
  stats: Stats;
}
