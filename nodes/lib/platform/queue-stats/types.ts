import type { What } from "./metrics";

/** Statistics of queues: what is requested, and the result. */

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

export type Figures = Readonly<Record<string, unknown>>;

export interface QueueStats {
  /** Of all queues together, flat; `queues` has those of each. */
  figures: Figures & { queues: readonly Figures[] };
  /** The only queue. */
  queueId?: string | undefined;
  queueName?: string | undefined;
  /** As the platform returned it. */
  response: unknown;
}
