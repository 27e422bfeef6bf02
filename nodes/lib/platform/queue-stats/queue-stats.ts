import { blankInput } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { statsQueues } from "./found-queues";
import { BY_DEFAULT, intervalOf } from "./interval";
import { checkedMetrics } from "./metrics";
import { readInterval } from "./read-interval";
import { readNow } from "./read-now";
import type { QueueStats, StatsQuery } from "./types";

/** Statistics of queues, as plain figures. */

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
