import type { Conversation } from "../entities/conversation";
import { conversationDetails } from "../formatters/analytics";
import { refusal } from "../errors";
import { ok, type Handlers } from "../handler";

/** What went on in a stretch of time. Of the query's filters, those on queues and users count; others are not simulated. */

interface Predicate {
  dimension?: string;
  value?: string;
}

interface Query {
  interval?: string;
  order?: string;
  segmentFilters?: { predicates?: Predicate[] }[];
  paging?: { pageSize?: number; pageNumber?: number };
}

const DIMENSIONS: Readonly<Record<string, "queueId" | "userId">> = { queueId: "queueId", userId: "userId" };

const stretch = (interval = ""): [from: number, to: number] => {
  const [from = NaN, to = NaN] = interval.split("/").map((moment) => Date.parse(moment));
  if (!(from <= to)) throw refusal("bad.request", {}, { details: [{ fieldName: "interval" }] });
  return [from, to];
};

const matches = ({ participants }: Conversation, filters: Query["segmentFilters"]): boolean =>
  (filters ?? []).every(({ predicates = [] }) =>
    predicates.some(({ dimension = "", value = "" }) => {
      const field = DIMENSIONS[dimension];
      if (field === undefined) throw refusal("not.simulated", { operation: `the dimension ${dimension}` });
      return participants.some((participant) => participant[field]?.toLowerCase() === value.toLowerCase());
    }),
  );

export const analyticsHandlers: Handlers = {
  postAnalyticsConversationsDetailsQuery: ({ store, body }) => {
    const { interval, order, segmentFilters, paging } = body as Query; // checked against the model
    const [from, to] = stretch(interval);
    const found = [...store.conversations.values()]
      .filter(({ startAt, endAt }) => startAt <= to && (endAt ?? Infinity) >= from)
      .filter((conversation) => matches(conversation, segmentFilters))
      .sort((a, b) => (order === "desc" ? b.startAt - a.startAt : a.startAt - b.startAt));
    const { pageSize = 25, pageNumber = 1 } = paging ?? {};
    const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    return ok({
      ...(page.length === 0 ? {} : { conversations: page.map(conversationDetails) }),
      totalHits: found.length,
    });
  },
};
