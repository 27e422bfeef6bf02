import {
  hasEnded,
  isAgent,
  isCustomer,
  isOnlyLeg,
  isSupervisor,
  mediaArray,
  SUPERVISION_LINKS,
  type Communication,
  type Leg,
  type Participant,
} from "../conversation/conversation";
import { asDisconnectType, asMs } from "./spelling";

/** A leg with what its events are made from, times in ms. */
export interface LegView extends Leg {
  /** Of participant, medium and place: communication ids are missing or doubtful in some channels. */
  key: string;
  /** All participants of the conversation. */
  among: readonly Participant[];
  agent: boolean;
  customer: boolean;
  supervises: readonly Supervision[];
  /** The agent only consults this party, while the customer waits. */
  consulted: boolean;
  connected: boolean;
  connectedAt: number | undefined;
  ended: boolean;
  endedAt: number | undefined;
  disconnectType: string | undefined;
}

type Supervision = "monitor" | "coach" | "barge";

export const legKey = (participantId: string, mediaType: string, place: number): string =>
  `${participantId}/${mediaType}/${place}`;

export const viewOf = (
  leg: Leg,
  consulted: ReadonlySet<Participant>,
  among: readonly Participant[],
): LegView => {
  const { participant, communication, mediaType } = leg;
  const ended = hasEnded(leg);
  const connectedAt =
    asMs(communication.connectedTime) ?? (isOnlyLeg(leg) ? asMs(participant.connectedTime) : undefined);
  return {
    participant,
    communication,
    mediaType,
    key: legKey(participant.id, mediaType, participant[mediaArray(mediaType)]?.indexOf(communication) ?? 0),
    among,
    agent: isAgent(participant),
    customer: isCustomer(participant),
    supervises: supervisionsOf(participant),
    consulted: consulted.has(participant),
    connected: connectedAt !== undefined || (!ended && isTalking(communication)),
    connectedAt,
    ended,
    endedAt: ended ? (asMs(communication.disconnectedTime) ?? asMs(participant.endTime)) : undefined,
    disconnectType: asDisconnectType(communication.disconnectType),
  };
};

const isTalking = ({ state }: Communication): boolean => state === "connected" || state === "parked";

const NONE: readonly Supervision[] = [];

const MODES = {
  monitoredParticipantId: "monitor",
  coachedParticipantId: "coach",
  bargedParticipantId: "barge",
} as const;

const supervisionsOf = (participant: Participant): readonly Supervision[] =>
  isSupervisor(participant)
    ? SUPERVISION_LINKS.filter((link) => typeof participant[link] === "string").map((link) => MODES[link])
    : NONE;

/** Is it a party to the talk, as opposed to a queue, a flow or a listening supervisor? */
export const isParty = (leg: LegView): boolean => (leg.agent || leg.customer) && leg.supervises.length === 0;

/** What an event contains of its leg. */
export const aboutLeg = (leg: LegView) => ({
  participantId: leg.participant.id,
  communicationId: leg.communication.id,
  mediaType: leg.mediaType,
  userId: leg.participant.userId,
  queueId: leg.participant.queueId,
  leg,
  payload: leg.participant,
});
