import { consultedIn } from "../platform/conversation/consultation";
import {
  everConnected,
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  legsOf,
  type Conversation,
  type Leg,
} from "../platform/conversation/conversation";
import type { LegQuery } from "../platform/conversation/target";

/** Why a leg was not chosen: a key of the catalogue. `chosen`: it was. */
export type Why =
  | "chosen"
  | "otherParty"
  | "supervisor"
  | "consulted"
  | "otherMedia"
  | "ended"
  | "neverConnected"
  | "notEnded"
  | "notConnected"
  | "notNamed"
  | "other";

export interface Considered {
  participantId: string;
  communicationId: string;
  media: string;
  why: Why;
}

/** No picture has more. */
const MOST = 30;

/** Each leg of a conversation with the reason why the search for one chose it or did not. */
export const explainLegs = (
  conversation: Conversation,
  query: LegQuery,
  chosen: string | undefined,
): Considered[] => {
  const consulted = consultedIn(conversation);
  const legs = legsOf(conversation);
  const best = legs.find(({ communication }) => communication.id === chosen);
  return legs.slice(-MOST).map((leg) => ({
    participantId: leg.participant.id,
    communicationId: leg.communication.id,
    media: leg.mediaType,
    why: leg === best ? "chosen" : whyNot(leg, query, consulted.has(leg.participant), best),
  }));
};

const whyNot = (leg: Leg, query: LegQuery, isConsulted: boolean, best: Leg | undefined): Why => {
  const { participant, mediaType } = leg;
  const { of, phase } = query;
  const isParty =
    of.party === "customer"
      ? isCustomer(participant)
      : of.party === "agent"
        ? isAgent(participant)
        : of.party === "user"
          ? participant.userId === of.userId
          : isNamed(leg, of);
  if (!isParty) return of.party === "ids" ? "notNamed" : "otherParty";
  if (of.party === "agent" && isSupervisor(participant)) return "supervisor";
  if ((of.party === "agent" || of.party === "customer") && isConsulted) return "consulted";
  if (query.mediaType !== undefined && mediaType !== query.mediaType) return "otherMedia";
  if (phase === "ended" && !hasEnded(leg)) return "notEnded";
  if (phase === "live" && hasEnded(leg)) return "ended";
  if (phase === "lastConnected" && hasEnded(leg) && !everConnected(leg)) return "neverConnected";
  if (best === undefined) return "other";
  if (query.which === "named" && query.named !== undefined && isNamed(best, query.named)) return "notNamed";
  if (hasEnded(leg) && !hasEnded(best)) return "ended";
  return isTalking(best) && !isTalking(leg) ? "notConnected" : "other";
};

const isNamed = (
  { participant, communication }: Leg,
  {
    participantId,
    communicationId,
  }: { participantId?: string | undefined; communicationId?: string | undefined },
): boolean =>
  (participantId !== undefined || communicationId !== undefined) &&
  (participantId ?? participant.id) === participant.id &&
  (communicationId ?? communication.id) === communication.id;

const isTalking = ({ communication: { state } }: Leg): boolean => state === "connected" || state === "parked";
