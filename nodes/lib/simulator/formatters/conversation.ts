import type { Communication, Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store";
import { messagesOfLeg } from "../message-shelves";
import { nestedLeg, wrapup } from "./leg";
import { messageDetails } from "./message";
import { present, ref, time, type Wire } from "./wire";

/** `GET /conversations/{id}`: communications nested in their participants, with segments. */

export const MEDIA: readonly Media[] = [
  "calls",
  "callbacks",
  "chats",
  "cobrowsesessions",
  "emails",
  "messages",
  "internalMessages",
  "screenshares",
  "socialExpressions",
  "videos",
];

/** Is the conversation shown as ended? */
export const isShownEnded = (store: Store, conversation: Conversation): boolean =>
  conversation.endAt !== undefined && store.settings.terminatedAfterEnd;

export const routingData = (participant: Participant): Wire | undefined =>
  participant.purpose !== "acd"
    ? undefined
    : present({
        queue: ref("routing/queues", participant.queueId),
        language: ref("routing/languages", participant.languageId),
        priority: participant.priority ?? 0,
        skills: (participant.skillIds ?? []).map((id) => ref("routing/skills", id)),
        scoredAgents: participant.preferredAgentId
          ? [{ agent: ref("users", participant.preferredAgentId), score: 100 }]
          : [],
      });

/** What was written on a leg, of message legs only. */
export const messagesOf = (store: Store, leg: Communication): Wire =>
  leg.media === "messages" ? { messages: messagesOfLeg(store, leg).map(messageDetails) } : {};

const nestedParticipant = (store: Store, participant: Participant, ended: boolean): Wire =>
  present({
    id: participant.id,
    startTime: time(participant.startAt),
    endTime: time(participant.endAt),
    connectedTime: time(participant.connectedAt),
    name: participant.name,
    userUri: participant.userId && `/api/v2/users/${participant.userId}`,
    userId: participant.userId,
    externalContactId: participant.externalContactId,
    queueId: participant.queueId,
    queueName: participant.queueId && store.org.queues.get(participant.queueId)?.name,
    purpose: participant.purpose,
    consultParticipantId: participant.consultParticipantId,
    address: participant.address,
    ani: participant.ani,
    aniName: participant.aniName,
    dnis: participant.dnis,
    wrapupRequired: participant.wrapupRequired,
    wrapupPrompt: participant.wrapupPrompt,
    wrapupTimeoutMs: participant.wrapupTimeoutMs,
    wrapupSkipped: participant.wrapupSkipped,
    wrapup: wrapup(participant.wrapup),
    conversationRoutingData: routingData(participant),
    alertingTimeoutMs: participant.alertingTimeoutMs,
    monitoredParticipantId: participant.monitoredParticipantId,
    coachedParticipantId: participant.coachedParticipantId,
    bargedParticipantId: participant.bargedParticipantId,
    flaggedReason: participant.flaggedReason,
    attributes: { ...participant.attributes },
    startAcwTime: time(participant.startAcwAt),
    endAcwTime: time(participant.endAcwAt),
    ...Object.fromEntries(
      MEDIA.map((media) => [
        media,
        participant.communications
          .filter((leg) => leg.media === media)
          .map((leg) => ({ ...nestedLeg(leg, ended), ...messagesOf(store, leg) })),
      ]),
    ),
  });

export const conversationToWire = (store: Store, conversation: Conversation): Wire => {
  const ended = isShownEnded(store, conversation);
  return present({
    id: conversation.id,
    startTime: time(conversation.startAt),
    endTime: time(conversation.endAt),
    address: conversation.address,
    participants: conversation.participants.map((each) => nestedParticipant(store, each, ended)),
    conversationIds: conversation.conversationIds,
    maxParticipants: conversation.maxParticipants,
    recordingState: conversation.recordingState.toUpperCase(),
    divisions: [{ division: ref("authorization/divisions", conversation.divisionId), entities: [] }],
    securePause: conversation.securePause,
    utilizationLabelId: conversation.utilizationLabelId,
    externalTag: conversation.externalTag,
    selfUri: `/api/v2/conversations/${conversation.id}`,
  });
};
