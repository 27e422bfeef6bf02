import type { Conversation } from "../entities/conversation";
import { legsOf, type Place } from "../machines/legs";
import type { Store } from "../store/store";
import type { Vocabulary } from "./filters";
import { MEDIA_TYPES, segmentsOf, type SegmentView } from "./segments";

/** What analytics add up of past conversations: each thing that a queue or its agent has done, when, and how long it took. */

export interface Sample {
  metric: string;
  queueId: string;
  mediaType: string;
  userId?: string;
  at: number;
  /** Of a metric of time. */
  ms?: number;
  /** Of the service level: was the answer in time? */
  inTime?: boolean;
}

type Where = Pick<Sample, "queueId" | "mediaType">;

/** The metrics that are played. */
export const SAMPLED = [
  ...["nOffered", "tAcd", "tWait", "tAnswered", "tAbandon", "tFlowOut", "oServiceLevel"],
  ...["tAlert", "tTalk", "tHeld", "tAcw", "tHandle"],
] as const;

/** The first agent of the queue who has answered while the customer was in it. */
const answerOf = (conversation: Conversation, { participant, leg }: Place): Place | undefined =>
  legsOf(conversation)
    .filter(
      ({ participant: agent, leg: { connectedAt } }) =>
        agent.purpose === "agent" &&
        agent.queueId === participant.queueId &&
        connectedAt !== undefined &&
        connectedAt >= participant.startAt &&
        connectedAt <= (leg.disconnectedAt ?? Infinity),
    )
    .sort((a, b) => (a.leg.connectedAt ?? 0) - (b.leg.connectedAt ?? 0))[0];

/** A customer in a queue: offered, then answered, gone, or sent elsewhere. */
const ofQueue = (store: Store, where: Where, place: Place): Sample[] => {
  const { conversation, participant, leg } = place;
  const start = participant.startAt;
  const offered: Sample = { ...where, metric: "nOffered", at: start };
  const timed = (at: number, ...metrics: string[]): Sample[] =>
    metrics.map((metric) => ({ ...where, metric, at, ms: at - start }));
  const answeredAt = answerOf(conversation, place)?.leg.connectedAt;
  if (answeredAt !== undefined) {
    const inTime = answeredAt - start <= store.settings.serviceLevelMs;
    const level = { ...where, metric: "oServiceLevel", at: answeredAt, inTime };
    return [offered, ...timed(answeredAt, "tAcd", "tWait", "tAnswered"), level];
  }
  const end = leg.disconnectedAt;
  if (end === undefined) return [offered];
  if (leg.disconnectType?.startsWith("transfer") === true)
    return [offered, ...timed(end, "tAcd", "tWait", "tFlowOut")];
  const level = { ...where, metric: "oServiceLevel", at: end, inTime: false };
  return [offered, ...timed(end, "tAcd", "tWait", "tAbandon"), level];
};

const lasted = (segments: readonly SegmentView[]): number =>
  segments.reduce((sum, { startAt, endAt }) => sum + ((endAt ?? startAt) - startAt), 0);

/** An agent's part: it counts when it is over, the after-call work included. */
const ofAgent = (where: Where, { participant, leg }: Place, all: readonly SegmentView[]): Sample[] => {
  const { userId } = participant;
  const whose = userId === undefined ? where : { ...where, userId };
  const timed = (metric: string, at: number, ms: number): Sample => ({ ...whose, metric, at, ms });
  const own = all.filter((segment) => segment.leg === leg);
  const typed = (type: string) => own.filter((segment) => segment.type === type);
  const end = leg.disconnectedAt;
  const alerts = typed("alert").flatMap(({ startAt, endAt }) =>
    endAt === undefined ? [] : [timed("tAlert", endAt, endAt - startAt)],
  );
  if (leg.connectedAt === undefined || end === undefined || leg.afterCallWork?.state === "pending")
    return alerts;
  const [talk, held, work] = [typed("interact"), typed("hold"), typed("wrapup")];
  const over = Math.max(end, ...work.map(({ endAt }) => endAt ?? end));
  return [
    ...alerts,
    timed("tTalk", end, lasted(talk)),
    ...(held.length === 0 ? [] : [timed("tHeld", end, lasted(held))]),
    ...(work.length === 0 ? [] : [timed("tAcw", over, lasted(work))]),
    timed("tHandle", over, lasted(talk) + lasted(held) + lasted(work)),
  ];
};

export const samplesOf = (store: Store, conversation: Conversation): Sample[] => {
  const segments = segmentsOf(conversation);
  return legsOf(conversation).flatMap((place) => {
    const { participant, leg } = place;
    const { queueId, purpose } = participant;
    if (queueId === undefined) return [];
    const where = { queueId, mediaType: MEDIA_TYPES[leg.media] };
    if (purpose === "acd") return leg.state === "scheduled" ? [] : ofQueue(store, where, place);
    return purpose === "agent" ? ofAgent(where, place, segments) : [];
  });
};

/** The filters of the query. */
export const SAMPLE_WORDS: Vocabulary<Sample> = {
  operation: "postAnalyticsConversationsAggregatesQuery",
  dimensions: {
    queueId: ({ queueId }) => [queueId],
    mediaType: ({ mediaType }) => [mediaType],
    userId: ({ userId }) => (userId === undefined ? [] : [userId]),
  },
  metrics: {},
};
