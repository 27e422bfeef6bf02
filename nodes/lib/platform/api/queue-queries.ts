import { GenesysError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** What analytics return of queues: how they are at present, and what went on in a stretch of time. */

export const QUERY_OBSERVATIONS = "postAnalyticsQueuesObservationsQuery";
export const QUERY_AGGREGATES = "postAnalyticsConversationsAggregatesQuery";

const predicate = (dimension: string) => (value: string) => ({ type: "dimension", dimension, value });
const anyOf = (dimension: string, values: readonly string[]) => ({
  type: "or",
  predicates: values.map(predicate(dimension)),
});

export interface ObservationsQuery {
  queueIds: readonly string[];
  metrics: readonly string[];
}

export interface AggregatesQuery extends ObservationsQuery {
  /** `from/to`. */
  interval: string;
  /** A medium in the spelling of analytics; all by default. */
  medium?: string | undefined;
}

/** Media are not filtered: the figures of agents have none. */
export const observationsBody = ({ queueIds, metrics }: ObservationsQuery) => ({
  filter: anyOf("queueId", queueIds),
  metrics,
});

export const aggregatesBody = ({ queueIds, metrics, interval, medium }: AggregatesQuery) => ({
  interval,
  groupBy: ["queueId", "mediaType"],
  filter:
    medium === undefined
      ? anyOf("queueId", queueIds)
      : { type: "and", clauses: [anyOf("queueId", queueIds), anyOf("mediaType", [medium])] },
  metrics,
});

/** Without a result, the platform may leave out the list. Anything else says nothing of the queues: zeros would be made up. */
const asResults = (operation: string, body: unknown): unknown => {
  const { results } =
    typeof body === "object" && body !== null ? (body as { results?: unknown }) : { results: 0 };
  if (results === undefined || Array.isArray(results)) return body;
  throw new GenesysError("answer", "The response has no results, although the query was accepted.", {
    ...{ outcome: "done", operation },
  });
};

/** Repeatable: it only reads. */
const query = async (
  client: Client,
  request: { operation: string; path: ReturnType<typeof path>; body: unknown },
  options?: CallOptions,
): Promise<unknown> =>
  asResults(
    request.operation,
    await client.request({ ...request, method: "POST", repeatable: true }, options),
  );

/** @see https://developer.genesys.cloud/devapps/api-explorer postAnalyticsQueuesObservationsQuery */
export const queryObservations = (
  client: Client,
  observations: ObservationsQuery,
  options?: CallOptions,
): Promise<unknown> =>
  query(
    client,
    {
      operation: QUERY_OBSERVATIONS,
      path: path`/api/v2/analytics/queues/observations/query`,
      body: observationsBody(observations),
    },
    options,
  );

/** @see https://developer.genesys.cloud/devapps/api-explorer postAnalyticsConversationsAggregatesQuery */
export const queryAggregates = (
  client: Client,
  aggregates: AggregatesQuery,
  options?: CallOptions,
): Promise<unknown> =>
  query(
    client,
    {
      operation: QUERY_AGGREGATES,
      path: path`/api/v2/analytics/conversations/aggregates/query`,
      body: aggregatesBody(aggregates),
    },
    options,
  );
