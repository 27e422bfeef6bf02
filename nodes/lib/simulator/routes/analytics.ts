import { conversationWords } from "../analytics/conversations";
import { testOfFilter, type Filter, type Test } from "../analytics/filters";
import { SEGMENT_WORDS, segmentsOf } from "../analytics/segments";
import type { Conversation } from "../entities/conversation";
import { refusal } from "../http/errors";
import { conversationDetails } from "../formatters/analytics";
import { ok, type Context, type Handlers } from "../http/handler";
import { notPlayed } from "../http/not-played";
import { isVisible } from "../http/permissions";
import { accessDivisions } from "../store/divisions";
import type { Store } from "../store/store";

/** What went on in a stretch of time. Every part of the query is obeyed, or refused with its name. */

export interface Query {
  interval: string;
  order?: string | null;
  orderBy?: string | null;
  conversationFilters?: Filter[] | null;
  segmentFilters?: Filter[] | null;
  evaluationFilters?: unknown[] | null;
  surveyFilters?: unknown[] | null;
  resolutionFilters?: unknown[] | null;
  aggregations?: unknown[] | null;
  paging?: { pageSize: number; pageNumber: number } | null;
}

const DAY_MS = 86_400_000;
const MOST_ON_A_PAGE = 100;

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const refuseUnplayed = (operation: string, query: Query): void => {
  for (const part of ["evaluationFilters", "surveyFilters", "resolutionFilters", "aggregations"] as const)
    if (query[part]?.length) throw notPlayed(operation, part);
};

/** The platform finds only what began on a day that the interval touches, and what went on within it. */
const testOfInterval = (interval: string): Test<Conversation> => {
  const [from = NaN, to = NaN, ...more] = interval.split("/").map((moment) => Date.parse(moment));
  if (!(from <= to) || more.length > 0) throw malformed("interval");
  const firstDay = Math.floor(from / DAY_MS) * DAY_MS;
  return ({ startAt, endAt }) => startAt <= to && startAt >= firstDay && (endAt ?? Infinity) >= from;
};

/** One segment has to fulfil a segment filter alone; different filters may be fulfilled by different segments. */
const testOfFilters = (store: Store, { conversationFilters, segmentFilters }: Query): Test<Conversation> => {
  const words = conversationWords(store);
  const whole = (conversationFilters ?? []).map((filter, i) =>
    testOfFilter(words, filter, `conversationFilters[${i}]`),
  );
  const parts = (segmentFilters ?? []).map((filter, i) =>
    testOfFilter(SEGMENT_WORDS, filter, `segmentFilters[${i}]`),
  );
  return (conversation) => {
    if (!whole.every((test) => test(conversation))) return false;
    const segments = parts.length === 0 ? [] : segmentsOf(conversation);
    return parts.every((test) => segments.some(test));
  };
};

/** A live conversation has no end yet and comes last. */
const KEYS: Readonly<Record<string, (conversation: Conversation, isAscending: boolean) => number>> = {
  conversationstart: ({ startAt }) => startAt,
  conversationend: ({ endAt }) => endAt ?? Infinity,
  segmentstart: (conversation, isAscending) =>
    outermost(
      segmentsOf(conversation).map(({ startAt }) => startAt),
      isAscending,
    ),
  segmentend: (conversation, isAscending) =>
    outermost(
      segmentsOf(conversation).map(({ endAt }) => endAt ?? Infinity),
      isAscending,
    ),
};

const outermost = (moments: readonly number[], isAscending: boolean): number =>
  isAscending ? Math.min(...moments) : Math.max(...moments);

const sorted = (found: readonly Conversation[], { order, orderBy }: Query): Conversation[] => {
  const isAscending = order?.toLowerCase() !== "desc";
  const keyOf = KEYS[orderBy?.toLowerCase() ?? "conversationstart"] ?? (({ startAt }) => startAt);
  const keyed = found.map((conversation) => ({ conversation, key: keyOf(conversation, isAscending) }));
  const before = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return keyed
    .sort((a, b) => (isAscending ? before(a.key, b.key) : before(b.key, a.key)))
    .map(({ conversation }) => conversation);
};

const pageIn = ({ paging }: Query): { pageSize: number; pageNumber: number } => {
  const { pageSize = 25, pageNumber = 1 } = paging ?? {};
  if (pageSize < 1 || pageSize > MOST_ON_A_PAGE) throw malformed("paging.pageSize");
  if (pageNumber < 1) throw malformed("paging.pageNumber");
  return { pageSize, pageNumber };
};

/** Refuses at once what is wrong with the query; what is returned looks for its conversations that the token may see, in its order. */
export const searchOf = (context: Context, query: Query): (() => Conversation[]) => {
  const { operation, store } = context;
  const isSeen = (each: Conversation): boolean => isVisible(context, accessDivisions(store, each));
  refuseUnplayed(operation.id, query);
  const isWithin = testOfInterval(query.interval);
  const isMeant = testOfFilters(context.store, query);
  return () =>
    sorted(
      [...store.conversations.values()].filter((each) => isWithin(each) && isMeant(each) && isSeen(each)),
      query,
    );
};

export const analyticsHandlers: Handlers = {
  postAnalyticsConversationsDetailsQuery: (context) => {
    const query = context.body as Query; // checked against the model
    const search = searchOf(context, query);
    const { pageSize, pageNumber } = pageIn(query);
    const found = search();
    const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    return ok({
      ...(page.length === 0
        ? {}
        : { conversations: page.map((each) => conversationDetails(context.store, each)) }),
      totalHits: found.length,
    });
  },
};
