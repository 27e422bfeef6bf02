import type { Communication, DisconnectType, Media, Segment } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import { legsOf } from "../machines/legs";
import { notPlayed } from "../http/not-played";
import type { Vocabulary } from "./filters";

/** The segments of a conversation as analytics see them: one more for after-call work. */

export interface SegmentView {
  participant: Participant;
  leg: Communication;
  type: string;
  startAt: number;
  endAt?: number;
  disconnectType?: DisconnectType;
  isWrapup: boolean;
}

const TYPES: Readonly<Record<Segment["type"], string>> = {
  Alert: "alert",
  Contacting: "contacting",
  Delay: "delay",
  Dial: "dialing",
  Hold: "hold",
  Interact: "interact",
  IVR: "ivr",
  Scheduled: "scheduled",
  System: "system",
  Wrapup: "wrapup",
};

/** A medium in the spelling of analytics. */
export const MEDIA_TYPES: Readonly<Record<Media, string>> = {
  calls: "voice",
  callbacks: "callback",
  chats: "chat",
  cobrowsesessions: "cobrowse",
  emails: "email",
  messages: "message",
  internalMessages: "internalmessage",
  screenshares: "screenshare",
  socialExpressions: "unknown",
  videos: "video",
};

const typeOf = ({ purpose }: Participant, { type }: Segment): string =>
  type === "Interact" && (purpose === "ivr" || purpose === "workflow") ? "ivr" : TYPES[type];

const wrapupOf = (participant: Participant, leg: Communication): SegmentView[] => {
  const { afterCallWork, wrapup } = leg;
  const startAt = afterCallWork?.startAt ?? wrapup?.endAt;
  const wasNeverRequested = afterCallWork?.state === "skipped" && wrapup === undefined;
  if (startAt === undefined || wasNeverRequested) return [];
  const endAt = afterCallWork?.startAt === undefined ? wrapup?.endAt : afterCallWork.endAt;
  const end = endAt === undefined ? {} : { endAt };
  return [{ participant, leg, type: "wrapup", startAt, ...end, isWrapup: true }];
};

export const segmentsOf = (conversation: Conversation): SegmentView[] =>
  legsOf(conversation).flatMap(({ participant, leg }) => [
    ...leg.segments.map(({ startAt, endAt, disconnectType, ...segment }) => ({
      participant,
      leg,
      type: typeOf(participant, { startAt, ...segment }),
      startAt,
      ...(endAt === undefined ? {} : { endAt }),
      ...(disconnectType === undefined ? {} : { disconnectType }),
      isWrapup: false,
    })),
    ...wrapupOf(participant, leg),
  ]);

/** `transfer.noanswer` is written noAnswerTransfer there; alike for the others that have two words. */
const DISCONNECT_TYPES: Readonly<Partial<Record<DisconnectType, string>>> = {
  "endpoint.donotdisturb": "dndEndpoint",
  "transfer.conference": "conferenceTransfer",
  "transfer.consult": "consultTransfer",
  "transfer.donotdisturb": "dndTransfer",
  "transfer.forward": "forwardTransfer",
  "transfer.noanswer": "noAnswerTransfer",
  "transfer.notavailable": "notAvailableTransfer",
  "transport.failure": "transportFailure",
  "session.expired": "sessionExpired",
};

const PLAYED_TYPES = ["alert", "contacting", "dialing", "hold", "interact", "ivr", "scheduled", "wrapup"];

const one = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);
const bare = (address: string | undefined): readonly string[] =>
  address === undefined ? [] : [address, address.replace(/^(tel|sip):/, "")];

export const SEGMENT_WORDS: Vocabulary<SegmentView> = {
  operation: "postAnalyticsConversationsDetailsQuery",
  dimensions: {
    ani: ({ participant }) => bare(participant.ani),
    bargedParticipantId: ({ participant }) => one(participant.bargedParticipantId),
    callbackNumber: ({ leg }) => (leg.media === "callbacks" ? leg.callbackNumbers : []),
    coachedParticipantId: ({ participant }) => one(participant.coachedParticipantId),
    direction: ({ leg }) => [leg.direction],
    disconnectType: ({ disconnectType: type }) => one(type && (DISCONNECT_TYPES[type] ?? type)),
    dnis: ({ participant }) => bare(participant.dnis),
    externalContactId: ({ participant }) => one(participant.externalContactId),
    flaggedReason: ({ participant }) => one(participant.flaggedReason),
    flowId: ({ participant }) => one(participant.flowId),
    mediaType: ({ leg }) => [MEDIA_TYPES[leg.media]],
    messageType: ({ leg }) => (leg.media === "messages" ? [leg.type] : []),
    monitoredParticipantId: ({ participant }) => one(participant.monitoredParticipantId),
    participantName: ({ participant }) => one(participant.name),
    provider: ({ leg }) => [leg.provider],
    purpose: ({ participant }) => [participant.purpose],
    queueId: ({ participant }) => one(participant.queueId),
    recording: ({ leg }) => (leg.media === "calls" ? [String(leg.recording)] : []),
    requestedLanguageId: ({ participant }) => one(participant.languageId),
    requestedRoutingSkillId: ({ participant }) => participant.skillIds ?? [],
    scriptId: ({ leg }) => one(leg.scriptId),
    segmentEnd: ({ endAt }) => one(endAt === undefined ? undefined : new Date(endAt).toISOString()),
    segmentType: ({ type }) => [type],
    subject: ({ leg }) => (leg.media === "emails" ? one(leg.subject) : []),
    userId: ({ participant }) => one(participant.userId),
    wrapUpCode: ({ leg, isWrapup }) => (isWrapup ? one(leg.wrapup?.code) : []),
    wrapUpNote: ({ leg, isWrapup }) => (isWrapup ? one(leg.wrapup?.notes) : []),
  },
  metrics: {
    tSegmentDuration: ({ startAt, endAt }) => (endAt === undefined ? undefined : endAt - startAt),
  },
  checkValue: (dimension, value) => {
    if (dimension === "segmentType" && !PLAYED_TYPES.includes(value.toLowerCase()))
      throw notPlayed("postAnalyticsConversationsDetailsQuery", `the segmentType ${value}`);
  },
};
