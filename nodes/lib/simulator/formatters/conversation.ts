import type { Communication, Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store/store";
import { internalMessagesOfLeg, messagesOfLeg } from "../store/messages";
import { internalMessageDetails } from "./internal-message";
import { nestedLeg, wrapup } from "./leg";
import { messageDetails } from "./message";
import { initialDivisionOf, mediaRolesOf, participantTypeOf } from "./roles";
import { callerNameOf, divisionsOf, recentTransfersOf } from "./about-conversation";
import { voiceFields } from "./voice";
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

/** Of a queue, and of the user who was offered its callback. */
export const routingData = (participant: Participant, label?: string): Wire | undefined =>
  participant.purpose !== "acd"
    ? participant.communications.some(({ media }) => media === "callbacks") &&
      participant.userId !== undefined
      ? { priority: 0, skills: [], scoredAgents: [] }
      : undefined
    : present({
        queue: ref("routing/queues", participant.queueId),
        language: ref("routing/languages", participant.languageId),
        priority: participant.priority ?? 0,
        skills: (participant.skillIds ?? []).map((id) => ref("routing/skills", id)),
        scoredAgents: participant.preferredAgentId
          ? [{ agent: ref("users", participant.preferredAgentId), score: 100 }]
          : [],
        label,
      });

/** What was written on a leg, where it is one to write on. */
export const messagesOf = (store: Store, leg: Communication): Wire => {
  if (leg.media === "messages") return { messages: messagesOfLeg(store, leg).map(messageDetails) };
  if (leg.media !== "internalMessages") return {};
  return { messages: internalMessagesOfLeg(store, leg).map(internalMessageDetails) };
};

interface Shown {
  ended: boolean;
  callerName: string | undefined;
  label: string | undefined;
}

const nestedLegOf = (store: Store, participant: Participant, leg: Communication, shown: Shown): Wire => ({
  ...nestedLeg(
    leg,
    shown.ended,
    leg.media === "calls" ? voiceFields(store, participant, leg, shown.callerName) : {},
  ),
  ...messagesOf(store, leg),
});

/** A medium that is not used is an empty list. */
const legsByMedia = (store: Store, participant: Participant, shown: Shown): Wire => {
  const all: Partial<Record<Media, Wire[]>> = {};
  for (const media of MEDIA) all[media] = [];
  for (const leg of participant.communications)
    all[leg.media]?.push(nestedLegOf(store, participant, leg, shown));
  return all;
};

const nestedParticipant = (store: Store, participant: Participant, shown: Shown): Wire =>
  present({
    id: participant.id,
    startTime: time(participant.startAt),
    endTime: time(participant.endAt),
    connectedTime: time(participant.connectedAt),
    name: participant.name,
    userUri: participant.userId && `/api/v2/users/${participant.userId}`,
    userId: participant.userId,
    externalContactId: participant.externalContactId,
    externalContactInitialDivisionId: initialDivisionOf(participant),
    queueId: participant.queueId,
    queueName: participant.queueId && store.org.queues.get(participant.queueId)?.name,
    purpose: participant.purpose,
    participantType: participantTypeOf(participant),
    consultParticipantId: participant.consultParticipantId,
    address: participant.address,
    ani: participant.ani,
    aniName: participant.aniName ?? (participant.ani === undefined ? undefined : shown.callerName),
    dnis: participant.dnis,
    wrapupRequired: participant.wrapupRequired,
    wrapupPrompt: participant.wrapupPrompt,
    wrapupTimeoutMs: participant.wrapupTimeoutMs,
    wrapupSkipped: participant.wrapupSkipped,
    wrapup: wrapup(participant.wrapup),
    mediaRoles: mediaRolesOf(participant),
    conversationRoutingData: routingData(participant, shown.label),
    alertingTimeoutMs: participant.alertingTimeoutMs,
    monitoredParticipantId: participant.monitoredParticipantId,
    coachedParticipantId: participant.coachedParticipantId,
    bargedParticipantId: participant.bargedParticipantId,
    flaggedReason: participant.flaggedReason,
    attributes: { ...participant.attributes },
    startAcwTime: time(participant.startAcwAt),
    endAcwTime: time(participant.endAcwAt),
    ...legsByMedia(store, participant, shown),
  });

export const conversationToWire = (store: Store, conversation: Conversation): Wire => {
  const shown: Shown = {
    ended: isShownEnded(store, conversation),
    callerName: callerNameOf(conversation),
    label: conversation.utilizationLabelId,
  };
  return present({
    id: conversation.id,
    startTime: time(conversation.startAt),
    endTime: time(conversation.endAt),
    address: conversation.address,
    participants: conversation.participants.map((each) => nestedParticipant(store, each, shown)),
    conversationIds: conversation.conversationIds,
    maxParticipants: conversation.maxParticipants,
    recordingState: conversation.recordingState.toUpperCase(),
    divisions: divisionsOf(store, conversation),
    recentTransfers: recentTransfersOf(conversation),
    securePause: conversation.securePause ?? false,
    utilizationLabelId: conversation.utilizationLabelId,
    externalTag: conversation.externalTag,
    selfUri: `/api/v2/conversations/${conversation.id}`,
  });
};
