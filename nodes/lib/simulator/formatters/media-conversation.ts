import type { Media } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Store } from "../store/store";
import { isShownEnded, MEDIA, messagesOf, routingData } from "./conversation";
import { mediaFields, wrapup } from "./leg";
import { initialDivisionOf, mediaRolesOf } from "./roles";
import { present, ref, time, without, type Wire } from "./wire";
import { endIn, stateIn } from "./words";

/**
 * `GET /conversations/{media}/{id}`: the newest communication of that medium flattened into its participant. There is no
 * communication id of its own in it; `peer` names the other side's.
 */

/** What the flattened model of a medium does not have of what its legs have. */
const LACKING: Readonly<Partial<Record<Media, readonly string[]>>> = {
  callbacks: ["callerId", "callerIdName"],
};

/** The participant that a supervisor has joined, as far as the medium's model has a property for it. */
const supervised = (media: Media, participant: Participant): Wire => {
  const { monitoredParticipantId, coachedParticipantId, bargedParticipantId, consultParticipantId } =
    participant;
  if (media === "messages") return { monitoredParticipantId };
  if (media !== "calls") return {};
  return { monitoredParticipantId, coachedParticipantId, bargedParticipantId, consultParticipantId };
};

const flatParticipant = (
  store: Store,
  participant: Participant,
  media: Media,
  ended: boolean,
): Wire | undefined => {
  const leg = participant.communications.findLast((each) => each.media === media);
  if (!leg) return undefined;
  const fields = without(mediaFields(leg), ...(LACKING[media] ?? []));
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
    state: stateIn("flat", leg.state, ended),
    direction: leg.direction,
    disconnectType: endIn("flat", leg.disconnectType),
    held: leg.held,
    wrapupRequired: participant.wrapupRequired,
    wrapupPrompt: participant.wrapupPrompt,
    mediaRoles: mediaRolesOf(participant),
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
    externalContactInitialDivisionId: initialDivisionOf(participant),
    wrapup: wrapup(participant.wrapup),
    peer: leg.peerId,
    flaggedReason: participant.flaggedReason,
    conversationRoutingData: routingData(participant),
    startAcwTime: time(participant.startAcwAt),
    endAcwTime: time(participant.endAcwAt),
    ...(media === "calls" ? { ani: participant.ani, dnis: participant.dnis } : {}),
    ...supervised(media, participant),
    ...fields,
    ...messagesOf(store, leg),
  });
};

/** Some media are named otherwise in paths. */
const WORDS: Readonly<Partial<Record<Media, string>>> = {
  internalMessages: "internalmessages",
  socialExpressions: "socials",
};

const pathOf = (media: Media, { id }: Conversation): string =>
  `/api/v2/conversations/${WORDS[media] ?? media}/${id}`;

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
    otherMediaUris: MEDIA.filter((other) => other !== media && hasMedia(conversation, other)).map((other) =>
      pathOf(other, conversation),
    ),
    recordingState: media === "calls" ? conversation.recordingState : undefined,
    selfUri: pathOf(media, conversation),
  });
};
