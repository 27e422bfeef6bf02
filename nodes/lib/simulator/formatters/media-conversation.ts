import type { Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store";
import { isShownEnded, MEDIA, messagesOf, routingData } from "./conversation";
import { mediaFields, stateOf, wrapup } from "./leg";
import { present, ref, time, without, type Wire } from "./wire";

/**
 * `GET /conversations/{media}/{id}`: the newest communication of that medium flattened into its participant. There is no
 * communication id of its own in it; `peer` names the other side's.
 */

const flatParticipant = (
  store: Store,
  participant: Participant,
  media: Media,
  ended: boolean,
): Wire | undefined => {
  const leg = participant.communications.findLast((each) => each.media === media);
  if (!leg) return undefined;
  const fields = without(mediaFields(leg), "self", "other", "disconnectReasons");
  return present({
    id: participant.id,
    name: participant.name,
    address: participant.address,
    startTime: time(participant.startAt),
    startAlertingTime: time(leg.startAlertingAt),
    connectedTime: time(participant.connectedAt),
    endTime: time(participant.endAt),
    startHoldTime: time(leg.startHoldAt),
    purpose: participant.purpose,
    state: stateOf(leg, ended),
    direction: leg.direction,
    disconnectType: leg.disconnectType,
    held: leg.held,
    wrapupRequired: participant.wrapupRequired,
    wrapupPrompt: participant.wrapupPrompt,
    user: ref("users", participant.userId),
    queue: ref("routing/queues", participant.queueId),
    attributes: { ...participant.attributes },
    errorInfo: leg.errorInfo && { ...leg.errorInfo, details: [], errors: [] },
    script: ref("scripts", leg.scriptId),
    wrapupTimeoutMs: participant.wrapupTimeoutMs,
    wrapupSkipped: participant.wrapupSkipped,
    alertingTimeoutMs: participant.alertingTimeoutMs,
    provider: leg.provider,
    externalContact: ref("externalcontacts/contacts", participant.externalContactId),
    wrapup: wrapup(participant.wrapup),
    peer: leg.peerId,
    flaggedReason: participant.flaggedReason,
    conversationRoutingData: routingData(participant),
    startAcwTime: time(participant.startAcwAt),
    endAcwTime: time(participant.endAcwAt),
    ...(media === "calls" ? { ani: participant.ani, dnis: participant.dnis } : {}),
    monitoredParticipantId: participant.monitoredParticipantId,
    coachedParticipantId: participant.coachedParticipantId,
    bargedParticipantId: participant.bargedParticipantId,
    consultParticipantId: participant.consultParticipantId,
    ...fields,
    ...messagesOf(store, leg),
  });
};

const hasMedia = (conversation: Conversation, media: Media): boolean =>
  conversation.participants.some(({ communications }) => communications.some((leg) => leg.media === media));

/** Undefined where the conversation has nothing of that medium. */
export const mediaConversationToWire = (
  store: Store,
  conversation: Conversation,
  media: Media,
): Wire | undefined => {
  if (!hasMedia(conversation, media)) return undefined;
  const ended = isShownEnded(store, conversation);
  return present({
    id: conversation.id,
    participants: conversation.participants.flatMap(
      (each) => flatParticipant(store, each, media, ended) ?? [],
    ),
    otherMediaUris: MEDIA.filter((other) => other !== media && hasMedia(conversation, other)).map(
      (other) => `/api/v2/conversations/${other}/${conversation.id}`,
    ),
    recordingState: media === "calls" ? conversation.recordingState : undefined,
    selfUri: `/api/v2/conversations/${media}/${conversation.id}`,
  });
};
