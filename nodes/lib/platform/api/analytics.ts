import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

export interface ConversationsQuery {
  queueIds: readonly string[];
  userIds: readonly string[];
  fromMs: number;
  toMs: number;
  /** Only those that have not ended. */
  open?: true;
}

const NOT_ENDED = {
  type: "and",
  predicates: [{ type: "dimension", dimension: "conversationEnd", operator: "notExists" }],
};

const PAGE_SIZE = 100;
/** The maximum number of conversations that are read for one interval. */
const MOST_PAGES = 10;

/**
 * The ids of the conversations that any of these queues or users had in a stretch of time, the latest first.
 * @see https://developer.genesys.cloud/devapps/api-explorer postAnalyticsConversationsDetailsQuery
 */
export const listConversationIds = async (
  client: Client,
  { queueIds, userIds, fromMs, toMs, open }: ConversationsQuery,
  options?: CallOptions,
): Promise<string[]> => {
  const predicate = (dimension: string) => (value: string) => ({ type: "dimension", dimension, value });
  const predicates = [...queueIds.map(predicate("queueId")), ...userIds.map(predicate("userId"))];
  const ids: string[] = [];
  for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber++) {
    const body = await client.request<{ conversations?: { conversationId?: unknown }[] } | undefined>(
      {
        operation: "postAnalyticsConversationsDetailsQuery",
        method: "POST",
        path: path`/api/v2/analytics/conversations/details/query`,
        body: {
          interval: `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`,
          order: "desc",
          orderBy: "conversationStart",
          segmentFilters: [{ type: "or", predicates }],
          ...(open === true ? { conversationFilters: [NOT_ENDED] } : {}),
          paging: { pageSize: PAGE_SIZE, pageNumber },
        },
        repeatable: true, // a question, though it is posted
      },
      options,
    );
    const page = Array.isArray(body?.conversations) ? body.conversations : [];
    ids.push(
      ...page.flatMap(({ conversationId }) => (typeof conversationId === "string" ? [conversationId] : [])),
    );
    if (page.length < PAGE_SIZE) break;
  }
  return ids;
};
