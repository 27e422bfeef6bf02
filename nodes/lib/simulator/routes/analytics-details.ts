import type { Conversation } from "../entities/conversation";
import { conversationDetails } from "../formatters/analytics";
import { present, time } from "../formatters/wire";
import { refusal } from "../http/errors";
import { accepted, empty, ok, type Context, type Handlers } from "../http/handler";
import { isVisible } from "../http/permissions";
import { accessDivisions } from "../store/divisions";
import { notPlayed } from "../http/not-played";
import type { Store } from "../store/store";
import { searchOf, type Query } from "./analytics";

/** Details of named conversations, and of those that a job finds: it is started, watched, read page by page, cancelled. */

interface Job {
  id: string;
  state: "QUEUED" | "PENDING" | "FULFILLED" | "FAILED" | "CANCELLED";
  submittedAt: number;
  completedAt?: number;
  found: readonly Conversation[];
}

const ENDS = { done: "FULFILLED", failed: "FAILED", cancelled: "CANCELLED" } as const;
const DAY_MS = 86_400_000;
const MOST_ON_A_PAGE = 1_000;
const MOST_IDS = 100;

const jobsIn = (store: Store): Map<string, Job> =>
  store.collection("details jobs", () => new Map<string, Job>());

const jobOf = ({ store, params }: Context): Job => {
  const found = jobsIn(store).get(params["jobId"] ?? "");
  if (!found) throw refusal("not.found");
  return found;
};

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

/** A cursor is the place of the first conversation of its page. */
const placeIn = ({ query }: Context, most: number): number => {
  const place = Number(query.get("cursor") ?? 0);
  if (!Number.isInteger(place) || place < 0 || (place > 0 && place >= most)) throw malformed("cursor");
  return place;
};

const resultsOf = (context: Context) => {
  const { state, found } = jobOf(context);
  if (state !== "FULFILLED") throw malformed("jobId");
  const size = Number(context.query.get("pageSize") ?? MOST_ON_A_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MOST_ON_A_PAGE) throw malformed("pageSize");
  const from = placeIn(context, found.length);
  const next = from + size;
  return ok(
    present({
      conversations: found.slice(from, next).map((each) => conversationDetails(context.store, each)),
      cursor: next < found.length ? String(next) : undefined,
      dataAvailabilityDate: time(context.store.clock.now()),
    }),
  );
};

export const analyticsDetailHandlers: Handlers = {
  getAnalyticsConversationDetails: ({ store, params }) => {
    const found = store.conversations.get(params["conversationId"] ?? "");
    if (!found) throw refusal("not.found");
    return ok(conversationDetails(store, found));
  },
  getAnalyticsConversationsDetails: (context) => {
    const { store, query } = context;
    const ids = query.getAll("id").flatMap((text) => text.split(","));
    if (ids.length > MOST_IDS) throw malformed("id");
    const found = ids
      .flatMap((id) => store.conversations.get(id) ?? [])
      .filter((each) => isVisible(context, accessDivisions(store, each)));
    return ok({ conversations: found.map((each) => conversationDetails(store, each)) });
  },

  /** What is found is what there is when the job is carried out. */
  postAnalyticsConversationsDetailsJobs: (context) => {
    const { store, operation } = context;
    const query = context.body as Query & {
      limit?: number | null;
      startOfDayIntervalMatching?: boolean | null;
    };
    if (query.limit != null) throw notPlayed(operation.id, "limit");
    if (query.startOfDayIntervalMatching === false)
      throw notPlayed(operation.id, "startOfDayIntervalMatching");
    const search = searchOf(context, query);
    const id = store.ids.next("details job");
    const job: Job = { id, state: "QUEUED", submittedAt: store.clock.now(), found: [] };
    jobsIn(store).set(id, job);
    const isRunning = (): boolean => job.state === "QUEUED" || job.state === "PENDING";
    const { jobRunsMs, jobEndsAs } = store.settings;
    const end = (): void => {
      if (!isRunning()) return;
      const ended = { state: ENDS[jobEndsAs], completedAt: store.clock.now() };
      Object.assign(job, jobEndsAs === "done" ? { ...ended, found: search() } : ended);
    };
    context.later(() => {
      if (jobRunsMs === 0) return end();
      if (isRunning()) job.state = "PENDING";
      store.clock.after(jobRunsMs, end);
    });
    return accepted({ jobId: id });
  },

  getAnalyticsConversationsDetailsJob: (context) => {
    const { state, submittedAt, completedAt } = jobOf(context);
    return ok(
      present({
        state,
        errorMessage: state === "FAILED" ? "The query takes too long." : undefined,
        submissionDate: time(submittedAt),
        completionDate: time(completedAt),
        expirationDate: completedAt === undefined ? undefined : time(completedAt + DAY_MS),
      }),
    );
  },
  getAnalyticsConversationsDetailsJobResults: resultsOf,
  deleteAnalyticsConversationsDetailsJob: (context) => {
    const job = jobOf(context);
    if (job.state === "CANCELLED") throw refusal("bad.request");
    job.state = "CANCELLED";
    return empty(204);
  },

  /** Data is available up to now. */
  getAnalyticsConversationsDetailsJobsAvailability: ({ store }) =>
    ok({ dataAvailabilityDate: time(store.clock.now()) }),
};
