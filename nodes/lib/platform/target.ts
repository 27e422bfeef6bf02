import {
  everConnected,
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  legsOf,
  type Conversation,
  type Leg,
  type MediaType,
} from "./conversation";
import { GenesysError } from "./errors";

/** Whose leg a flow means. */
export type Party =
  | { party: "customer" }
  | { party: "agent" }
  | { party: "user"; userId: string }
  | { party: "ids"; participantId?: string | undefined; communicationId?: string | undefined };

/** Which one, where several fit. */
export type Which = "newest" | "oldest" | "only";

export interface LegQuery {
  of: Party;
  which: Which;
  mediaType?: MediaType | undefined;
  /**
   * `live`: the leg must not have ended. `lastConnected`: the live one, or else the last that ever connected, as
   * after-call work wants it; alerts that nobody answered never count.
   */
  phase: "live" | "lastConnected";
}

/**
 * Finds the leg that a flow means in a conversation as read from the platform.
 *
 * Live legs go before ended ones, connected before dialling or alerting, then newest or oldest by the time of
 * connection (of start, where not connected).
 *
 * @throws GenesysError `noTarget` where no leg fits, saying what there is instead; `ambiguous` where `only` was asked
 * for and several fit equally well.
 */
export const findLeg = (conversation: Conversation, query: LegQuery): Leg => {
  const theirs = legsOf(conversation).filter(
    (leg) => belongsTo(leg, query.of) && (query.mediaType === undefined || leg.mediaType === query.mediaType),
  );
  const best = bestGroup(theirs, query.phase);
  const [first] = best;
  if (first === undefined) throw noTarget(conversation, theirs, query);
  if (best.length > 1 && query.which === "only") throw ambiguous(best, query);
  return best.reduce((chosen, leg) => (isPreferred(leg, chosen, query.which) ? leg : chosen), first);
};

const belongsTo = ({ participant, communication }: Leg, of: Party): boolean => {
  if (of.party === "customer") return isCustomer(participant);
  if (of.party === "ids")
    return (
      (of.participantId ?? participant.id) === participant.id &&
      (of.communicationId ?? communication.id) === communication.id
    );
  if (of.party === "agent") return isAgent(participant) && !isSupervisor(participant);
  return isAgent(participant) && participant.userId === of.userId;
};

/** The legs that fit best: connected ones, else those being set up, else (after-call work) those that once connected. */
const bestGroup = (legs: readonly Leg[], phase: LegQuery["phase"]): Leg[] => {
  const live = legs.filter((leg) => !hasEnded(leg));
  const connected = live.filter(isConnected);
  if (connected.length > 0) return connected;
  const past = phase === "lastConnected" ? legs.filter((leg) => hasEnded(leg) && everConnected(leg)) : [];
  return past.length > 0 ? past : live;
};

const isConnected = ({ communication }: Leg): boolean =>
  communication.state === "connected" || communication.state === "parked";

const isPreferred = (leg: Leg, chosen: Leg, which: Which): boolean => {
  const later = beganAt(leg) - beganAt(chosen);
  return which === "oldest" ? later < 0 : later >= 0;
};

const beganAt = ({ communication, participant }: Leg): number =>
  Date.parse(
    communication.connectedTime ??
      participant.connectedTime ??
      communication.startAlertingTime ??
      participant.startTime ??
      "",
  ) || 0;

const NAMES = {
  customer: "customer",
  agent: "agent",
  user: "user with this id",
  ids: "leg with these ids",
} as const;

const nameOf = (query: LegQuery): string => NAMES[query.of.party];

const noTarget = (conversation: Conversation, theirs: readonly Leg[], query: LegQuery): GenesysError => {
  const what = query.mediaType ?? "leg";
  const ended = theirs.filter(hasEnded).length;
  const reason =
    theirs.length === 0
      ? `the conversation has no ${query.mediaType ?? "communication"} of one`
      : query.phase === "live" && ended === theirs.length
        ? `every ${what} of theirs has ended`
        : `no ${what} of theirs was ever connected`;
  return new GenesysError("noTarget", `There is no ${nameOf(query)} to act on: ${reason}.`, {
    outcome: "notSent",
    conversationId: conversation.id,
    target: query.of.party,
    mediaType: query.mediaType ?? "any",
    legs: theirs.length,
    ended,
  });
};

const ambiguous = (fitting: readonly Leg[], query: LegQuery): GenesysError =>
  new GenesysError(
    "ambiguous",
    `${fitting.length} legs fit "${nameOf(query)}", but only one was asked for. ` +
      "Choose newest or oldest, name the user, or give the ids.",
    { outcome: "notSent", participantIds: fitting.map(({ participant }) => participant.id) },
  );

/** Whom a node acts on, as its inputs and options say it. */
export interface Target {
  conversationId: string;
  target: "customer" | "agent" | "user" | "ids";
  which: Which;
  /** An id or an e-mail address, for `user`. */
  userId?: string | undefined;
  /** Both for `ids`. */
  participantId?: string | undefined;
  communicationId?: string | undefined;
}

/** The ids that a target was resolved to; `leg` where the conversation was read. */
export interface Located {
  conversationId: string;
  participantId: string;
  communicationId: string;
  mediaType?: MediaType;
  userId?: string;
  leg?: Leg;
}
