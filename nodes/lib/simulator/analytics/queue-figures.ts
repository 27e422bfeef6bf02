import type { Queue, User } from "../entities/org";
import { waitsForAnswer } from "../machines/waiting";
import { activeMembers } from "../machines/availability";
import { isLive, legsOf } from "../machines/legs";
import { idOf } from "../store/ids";
import type { Store } from "../store/store";
import type { Vocabulary } from "./filters";
import { MEDIA_TYPES } from "./segments";

/** How the queues are at present: computed from the conversations and the agents, never counted along. */

export interface Figure {
  metric: string;
  /** The status or the presence that is counted. */
  qualifier?: string;
  count?: number;
  /** A moment. */
  value?: number;
}

export interface QueueFigures {
  queueId: string;
  /** In the spelling of analytics; the figures of agents have none. */
  mediaType?: string;
  figures: readonly Figure[];
}

/** These are listed also where there is nothing to count. */
const ALWAYS = ["voice", "chat", "message", "email", "callback"];

const ROUTING_STATUSES = ["OFF_QUEUE", "IDLE", "INTERACTING", "NOT_RESPONDING", "COMMUNICATING"];

interface OfMedium {
  /** Since when each of them waits. */
  waiting: number[];
  interacting: number[];
  alerting: number;
}

const byMedium = (store: Store, queue: Queue): Map<string, OfMedium> => {
  const media = new Map(
    ALWAYS.map((name): [string, OfMedium] => [name, { waiting: [], interacting: [], alerting: 0 }]),
  );
  for (const conversation of store.conversations.values())
    for (const place of legsOf(conversation)) {
      const { participant, leg } = place;
      if (participant.queueId !== queue.id || !isLive(leg)) continue;
      const name = MEDIA_TYPES[leg.media];
      const medium = media.get(name) ?? { waiting: [], interacting: [], alerting: 0 };
      media.set(name, medium);
      if (waitsForAnswer(store, place)) medium.waiting.push(participant.startAt);
      if (participant.purpose !== "agent") continue;
      if (leg.state === "alerting") medium.alerting += 1;
      if (leg.state === "connected") medium.interacting.push(leg.connectedAt ?? participant.startAt);
    }
  return media;
};

const first = (metric: string, moments: readonly number[]): Figure[] =>
  moments.length === 0 ? [{ metric }] : [{ metric, value: Math.min(...moments) }];

const mediumFigures = ({ waiting, interacting, alerting }: OfMedium): Figure[] => [
  { metric: "oAlerting", count: alerting },
  { metric: "oInteracting", count: interacting.length },
  { metric: "oWaiting", count: waiting.length },
  ...first("oLongestInteracting", interacting),
  ...first("oLongestWaiting", waiting),
];

const counted = (metric: string, qualifiers: readonly string[], listed: readonly string[] = []): Figure[] => {
  const counts = new Map(listed.map((qualifier) => [qualifier, 0]));
  for (const qualifier of qualifiers) counts.set(qualifier, (counts.get(qualifier) ?? 0) + 1);
  return [...counts].map(([qualifier, count]) => ({ metric, qualifier, count }));
};

/** The id of the presence that a user has. */
const presenceOf = ({ presenceId, presence }: User): string => presenceId ?? idOf(`presence ${presence}`);

/** Of the members who have activated the queue. */
const agentFigures = (store: Store, queue: Queue): Figure[] => {
  const active = activeMembers(store, queue);
  const isOn = ({ routingStatus }: User): boolean => routingStatus !== "OFF_QUEUE";
  const onQueue = ROUTING_STATUSES.filter((status) => status !== "OFF_QUEUE");
  return [
    { metric: "oActiveUsers", count: active.length },
    { metric: "oMemberUsers", count: queue.memberIds.length },
    ...counted(
      "oOnQueueUsers",
      active.filter(isOn).map(({ routingStatus }) => routingStatus),
      onQueue,
    ),
    ...counted("oOffQueueUsers", active.filter((user) => !isOn(user)).map(presenceOf)),
    ...counted("oUserPresences", active.map(presenceOf)),
    ...counted(
      "oUserRoutingStatuses",
      active.map(({ routingStatus }) => routingStatus),
      ROUTING_STATUSES,
    ),
  ];
};

/** Those of its agents, then those of each medium. */
export const figuresOf = (store: Store, queue: Queue): QueueFigures[] => [
  { queueId: queue.id, figures: agentFigures(store, queue) },
  ...[...byMedium(store, queue)].map(([mediaType, medium]) => ({
    queueId: queue.id,
    mediaType,
    figures: mediumFigures(medium),
  })),
];

/** The filters of the query. */
export const QUEUE_WORDS: Vocabulary<QueueFigures> = {
  operation: "postAnalyticsQueuesObservationsQuery",
  dimensions: {
    queueId: ({ queueId }) => [queueId],
    mediaType: ({ mediaType }) => (mediaType === undefined ? [] : [mediaType]),
  },
  metrics: {},
};
