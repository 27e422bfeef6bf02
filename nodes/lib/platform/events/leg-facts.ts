import {
  hasEnded,
  isAgent,
  isCustomer,
  mediaArray,
  type Communication,
  type Leg,
  type Participant,
} from "../conversation";
import { asDisconnectType, asMs } from "./spelling";
import type { Fact } from "./types";

/** A leg with what its events are made from, times in ms. */
export interface LegView extends Leg {
  /** Of participant, medium and place: communication ids are missing or doubtful in some channels. */
  key: string;
  agent: boolean;
  customer: boolean;
  supervises: readonly Supervision[];
  connected: boolean;
  connectedAt: number | undefined;
  ended: boolean;
  endedAt: number | undefined;
  disconnectType: string | undefined;
}

type Supervision = "monitor" | "coach" | "barge";

export const legKey = (participantId: string, mediaType: string, place: number): string =>
  `${participantId}/${mediaType}/${place}`;

export const viewOf = (leg: Leg): LegView => {
  const { participant, communication, mediaType } = leg;
  const siblings = participant[mediaArray(mediaType)] ?? [];
  const ended = hasEnded(leg);
  const connectedAt =
    asMs(communication.connectedTime) ?? (isOnly(leg) ? asMs(participant.connectedTime) : undefined);
  return {
    ...leg,
    key: legKey(participant.id, mediaType, siblings.indexOf(communication)),
    agent: isAgent(participant),
    customer: isCustomer(participant),
    supervises: supervisionsOf(participant),
    connected: connectedAt !== undefined || (!ended && isTalking(communication)),
    connectedAt,
    ended,
    endedAt: ended ? (asMs(communication.disconnectedTime) ?? asMs(participant.endTime)) : undefined,
    disconnectType: asDisconnectType(communication.disconnectType),
  };
};

/** A participant's own times are those of its communication only where it has no other. */
const isOnly = ({ participant, mediaType }: Leg): boolean =>
  participant[mediaArray(mediaType)]?.length === 1 &&
  Object.values(participant).filter((value) => Array.isArray(value) && isCommunications(value)).length === 1;

const isCommunications = (values: unknown[]): boolean =>
  values.some((value) => typeof value === "object" && value !== null && "id" in value && "state" in value);

const isTalking = ({ state }: Communication): boolean => state === "connected" || state === "parked";

const supervisionsOf = (participant: Participant): Supervision[] => [
  ...(participant["monitoredParticipantId"] === undefined ? [] : ["monitor" as const]),
  ...(participant["coachedParticipantId"] === undefined ? [] : ["coach" as const]),
  ...(participant["bargedParticipantId"] === undefined ? [] : ["barge" as const]),
];

/** Is it a party to the talk, as opposed to a queue, a flow or a listening supervisor? */
const isParty = (leg: LegView): boolean => (leg.agent || leg.customer) && leg.supervises.length === 0;

/** What an event says of its leg. */
export const aboutLeg = ({ participant, communication, mediaType }: LegView) => ({
  participantId: participant.id,
  communicationId: communication.id,
  mediaType,
  userId: participant.userId,
  queueId: participant.queueId,
  payload: participant,
});

/** All that has happened on one leg of a snapshot. */
export const factsOfLeg = (leg: LegView, all: readonly LegView[]): Fact[] => {
  const about = aboutLeg(leg);
  const { initialState, state } = leg.communication;
  const began = initialState ?? state;
  const facts: Fact[] = [];

  if (leg.agent && isParty(leg) && (isOffer(initialState) || isOffer(state)))
    facts.push({
      ...about,
      key: `offered/${leg.key}`,
      event: "offered",
      to: "alerting",
      occurredAt: asMs(leg.communication.startAlertingTime),
      notAfter: leg.connectedAt ?? leg.endedAt,
    });
  if (leg.connected && isAnswered(leg, began))
    facts.push({
      ...about,
      key: `connected/${leg.key}`,
      event: "connected",
      from: began === "connected" ? undefined : began,
      to: "connected",
      occurredAt: leg.connectedAt,
      notAfter: leg.endedAt,
    });
  if (isThirdParty(leg, all))
    facts.push({
      ...about,
      key: `conferenced/${leg.key}`,
      event: "conferenced",
      occurredAt: leg.connectedAt,
    });
  if (leg.agent && leg.connected)
    leg.supervises.forEach((mode, place) =>
      facts.push({
        ...about,
        key: `supervisorJoined/${leg.participant.id}/${mode}`,
        event: "supervisorJoined",
        from: leg.supervises[place - 1],
        to: mode,
        occurredAt:
          place === 0
            ? leg.connectedAt
            : mode === "barge"
              ? asMs(leg.communication["bargedTime"])
              : undefined,
        notBefore: leg.connectedAt,
      }),
    );
  if (leg.ended) facts.push(...factsOfEnd(leg, about, all));
  return facts;
};

const isOffer = (state: string | undefined): boolean => state === "alerting" || state === "offering";

const isDialled = (state: string | undefined): boolean => state === "dialing" || state === "contacting";

/** Somebody answered: an agent who was offered the conversation, or the party that was called. */
const isAnswered = (leg: LegView, began: string | undefined): boolean =>
  isParty(leg) && (leg.agent ? !isDialled(began) : isDialled(began));

/** It joined while two others were already talking. A consultation is none: its customer hears nothing of it. */
const isThirdParty = (leg: LegView, all: readonly LegView[]): boolean => {
  const at = leg.connectedAt;
  if (at === undefined || !isParty(leg) || leg.participant["consultParticipantId"] !== undefined)
    return false;
  const talking = all.filter(
    (other) =>
      other.participant.id !== leg.participant.id &&
      isParty(other) &&
      other.connectedAt !== undefined &&
      other.connectedAt < at &&
      (!other.ended || (other.endedAt ?? 0) > at),
  );
  return new Set(talking.map(({ participant }) => participant.id)).size >= 2;
};

/** Transfers of a leg that somebody had answered; the others only moved an alert. */
const TRANSFERS = new Set(["transfer", "transfer.consult", "transfer.forward"]);

/** How an alert may end that the queue then offers to the next agent. */
const GONE_WITH_THE_CALLER = new Set(["peer", "spam", "uncallable", ...TRANSFERS, "transfer.conference"]);

type EndOfLeg = Pick<
  LegView,
  "key" | "agent" | "customer" | "supervises" | "connected" | "endedAt" | "disconnectType"
>;

/** What the end of a leg means. A detail, which knows nothing of the other legs, gives none. */
export const factsOfEnd = (
  leg: EndOfLeg,
  about: Omit<Fact, "key" | "event">,
  all: readonly LegView[] = [],
): Fact[] => {
  const { endedAt: occurredAt, disconnectType } = leg;
  const end = { ...about, from: "connected", to: disconnectType ?? "disconnected", occurredAt };
  if (leg.supervises.length > 0) return [];
  if (!leg.connected)
    return leg.agent && isBackInQueue(occurredAt, disconnectType, all)
      ? [{ ...end, from: "alerting", key: `requeued/${leg.key}`, event: "requeued" }]
      : [];
  if (leg.customer) return [{ ...end, key: `customerLeft/${leg.key}`, event: "customerLeft" }];
  if (!leg.agent) return [];
  const left: Fact = { ...end, key: `agentLeft/${leg.key}`, event: "agentLeft" };
  if (TRANSFERS.has(disconnectType ?? ""))
    return [{ ...end, key: `transferred/${leg.key}`, event: "transferred" }, left];
  if (disconnectType === "transfer.conference")
    return [{ ...end, key: `conferenced/${leg.key}`, event: "conferenced" }, left];
  return [left];
};

/** The alert came to nothing while both the queue and the customer were still there. */
const isBackInQueue = (
  at: number | undefined,
  disconnectType: string | undefined,
  all: readonly LegView[],
): boolean => {
  if (at === undefined || disconnectType === undefined || GONE_WITH_THE_CALLER.has(disconnectType))
    return false;
  const outlasts = (leg: LegView): boolean =>
    (leg.connectedAt ?? 0) <= at && (!leg.ended || (leg.endedAt ?? 0) > at);
  return (
    all.some((leg) => leg.participant.purpose === "acd" && outlasts(leg)) &&
    all.some((leg) => leg.customer && outlasts(leg))
  );
};
