import { isId } from "../../facts/ids";
import type { Communication, DisconnectType, Media, Segment } from "../entities/communication";
import type { Participant } from "../entities/conversation";
import { divisionOf } from "../store/divisions";
import type { Change, Store } from "../store/store";
import { present, type Wire } from "./wire";

/** `v2.detail.events.conversation.{id}.*`: one flat record for each thing that happens. Times are ms, words in capitals. */

export interface Detail {
  /** The end of the topic's name. */
  kind: string;
  participantId: string;
  body: Wire;
}

const MEDIA_TYPE: Readonly<Record<Media, string>> = {
  calls: "VOICE",
  callbacks: "CALLBACK",
  chats: "CHAT",
  cobrowsesessions: "COBROWSE",
  emails: "EMAIL",
  messages: "MESSAGE",
  internalMessages: "INTERNALMESSAGE",
  screenshares: "SCREENSHARE",
  socialExpressions: "UNKNOWN",
  videos: "VIDEO",
};

const DISCONNECT_TYPE: Readonly<Partial<Record<DisconnectType, string>>> = {
  "endpoint.donotdisturb": "DND_ENDPOINT",
  "transfer.conference": "CONFERENCE_TRANSFER",
  "transfer.consult": "CONSULT_TRANSFER",
  "transfer.donotdisturb": "DND_TRANSFER",
  "transfer.forward": "FORWARD_TRANSFER",
  "transfer.noanswer": "NO_ANSWER_TRANSFER",
  "transfer.notavailable": "NOT_AVAILABLE_TRANSFER",
  "transport.failure": "TRANSPORT_FAILURE",
  "session.expired": "SESSION_EXPIRED",
};

const MESSAGE_TYPES = new Set(["SMS", "TWITTER", "FACEBOOK", "LINE", "WHATSAPP", "WEBMESSAGING", "OPEN"]);

const messageTypeOf = (leg: Communication): string | undefined => {
  const type = leg.media === "messages" ? leg.type.toUpperCase() : undefined;
  return type === undefined || MESSAGE_TYPES.has(type) ? type : "UNKNOWN";
};

const KIND: Readonly<Partial<Record<Participant["purpose"], string>>> = {
  customer: "customer",
  external: "customer",
  agent: "user",
  user: "user",
  acd: "acd",
  ivr: "flow",
  workflow: "flow",
  voicemail: "voicemail",
};

/** How long the leg was in segments of these types. */
const lasted = (
  { segments, disconnectedAt }: Communication,
  types: readonly Segment["type"][],
  now: number,
): number =>
  segments
    .filter((segment) => types.includes(segment.type))
    .reduce((sum, { startAt, endAt }) => sum + (endAt ?? disconnectedAt ?? now) - startAt, 0);

const ends = (change: Change, kind: string, leg: Communication, now: number): Wire => {
  const interactingDurationMs = lasted(leg, ["Interact", "IVR"], now);
  const disconnectType =
    leg.disconnectType && (DISCONNECT_TYPE[leg.disconnectType] ?? leg.disconnectType.toUpperCase());
  switch (kind) {
    case "customer":
      return { disconnectType, interactingDurationMs };
    case "acd": {
      const answered = change.conversation.participants.findLast(
        ({ purpose, connectedAt }) => purpose === "agent" && connectedAt !== undefined,
      );
      const left = leg.disconnectType === "transfer" ? "FLOW_OUT" : "ABANDON";
      return {
        disconnectType,
        connectedDurationMs: interactingDurationMs,
        acdOutcome: answered ? "ANSWERED" : left,
        answeredUserId: answered?.userId,
      };
    }
    case "user":
      return {
        disconnectType,
        interactingDurationMs,
        heldDurationMs: lasted(leg, ["Hold"], now),
        alertingDurationMs: lasted(leg, ["Alert"], now),
        contactingDurationMs: lasted(leg, ["Contacting"], now),
        dialingDurationMs: lasted(leg, ["Dial"], now),
      };
    case "flow":
      return { disconnectType, connectedDurationMs: interactingDurationMs };
    default:
      return { disconnectType };
  }
};

/** The properties of this kind of record, besides those of all records. */
const about = (store: Store, kind: string, participant: Participant): Wire => {
  const { queueId, userId, externalContactId, flowId, priority, skillIds } = participant;
  const { queues, users } = store.org;
  const divisionId = divisionOf(store, users.get(userId ?? "") ?? queues.get(queueId ?? ""));
  switch (kind) {
    case "customer":
      return { externalContactId, divisionId: divisionOf(store, undefined) };
    case "acd":
      return {
        queueId,
        divisionId,
        routingPriority: priority ?? 0,
        // A request may name skills that the org does not have; these records only have real ids.
        requestedRoutingSkillIds: skillIds?.filter(isId),
      };
    case "user":
      return { userId, queueId, divisionId };
    case "flow":
      return { flowId, flowType: store.org.flows.get(flowId ?? "")?.type, divisionId };
    default:
      return { queueId, userId, divisionId };
  }
};

const wrapupOf = ({ wrapup }: Communication): Wire => ({
  wrapupCode: wrapup?.code,
  wrapupNotes: wrapup?.notes,
  wrapupDurationMs: (wrapup?.durationSeconds ?? 0) * 1000,
});

/** A change in this format: at most one record. */
export const detailsOf = (store: Store, change: Change): Detail[] => {
  const { what, conversation, participant, communication: leg } = change;
  if (!participant) return [];
  const now = store.clock.now();
  const known = { eventTime: now, conversationId: conversation.id, participantId: participant.id };
  const detail = (kind: string, body: Wire): Detail[] => [
    { kind, participantId: participant.id, body: present({ ...known, ...body }) },
  ];
  if (what === "attributesChanged")
    return detail("attributes", { attributes: { ...participant.attributes } });
  if (!leg) return [];
  const kind = KIND[participant.purpose];
  const addressed = kind !== "voicemail" && kind !== "flow";
  const common: Wire = {
    sessionId: leg.id,
    mediaType: MEDIA_TYPE[leg.media],
    provider: leg.provider,
    direction: leg.direction.toUpperCase(),
    ani: participant.ani,
    dnis: participant.dnis,
    messageType: kind === "voicemail" ? undefined : messageTypeOf(leg),
    ...(addressed && leg.media === "callbacks"
      ? { callbackNumbers: leg.callbackNumbers, callbackUserName: leg.callbackUserName }
      : {}),
  };
  const { userId, queueId } = participant;
  switch (what) {
    case "legStarted":
      return kind === undefined
        ? []
        : detail(`${kind}.start`, { ...common, ...about(store, kind, participant) });
    case "legEnded":
      return kind === undefined
        ? []
        : detail(`${kind}.end`, {
            ...common,
            ...about(store, kind, participant),
            ...ends(change, kind, leg, now),
          });
    case "acwEnded":
      return detail("acw", { ...common, userId, queueId, ...wrapupOf(leg) });
    case "wrapupApplied":
      return detail("wrapup", { ...common, queueId, ...wrapupOf(leg) });
    default:
      return [];
  }
};
