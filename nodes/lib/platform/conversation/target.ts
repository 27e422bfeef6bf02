import { hasWork } from "./after-call-work";
import { consultedIn } from "./consultation";
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
  type Participant,
} from "./conversation";
import { GenesysError } from "../errors/errors";

/** Whose leg a flow means. */
export type Party =
  | { party: "customer" }
  | { party: "agent" }
  | { party: "user"; userId: string }
  | { party: "ids"; participantId?: string | undefined; communicationId?: string | undefined };

/** Which one, where several fit. `named`: the one whose ids the message carries, or else the newest. */
export type Which = "named" | "newest" | "oldest" | "only";

/** The ids that a message carries. */
export interface NamedIds {
  participantId?: string | undefined;
  communicationId?: string | undefined;
}

export interface LegQuery {
  of: Party;
  which: Which;
  /** For `named`. Ids of a participant that the party does not include count as none. */
  named?: NamedIds | undefined;
  mediaType?: MediaType | undefined;
  /**
   * `live`: the leg must not have ended. `lastConnected`: the live one, or else the last that ever connected, as
   * after-call work needs it; alerts without an answer never count. `ended`: any that has ended; of several it does not
   * matter which.
   */
  phase: "live" | "lastConnected" | "ended";
}

/** Which leg was sought in a conversation, and which was found, if one was. */
export type OnSearch = (query: LegQuery, found: Leg | undefined) => void;

const ON_SEARCH = Symbol("on search");

/** Reports the searches in this conversation. What holds the listener is neither copied nor written as JSON. */
export const reportSearches = (conversation: object, onSearch: OnSearch): void =>
  void Object.defineProperty(conversation, ON_SEARCH, { value: onSearch, configurable: true });

/**
 * Finds the leg that a flow means in a conversation as read from the platform. The agent is the one who has the
 * customer: not a supervisor, not a colleague who is only consulted.
 *
 * Live legs go before ended ones, connected before dialling or alerting, then newest or oldest by the time of
 * connection (of start, where not connected).
 *
 * @throws GenesysError `noTarget` if no leg fits, with the legs that exist; `ambiguous` for `only` if several fit
 * equally well.
 */
export const findLeg = (conversation: Conversation, query: LegQuery): Leg => {
  const { [ON_SEARCH]: report } = conversation as { [ON_SEARCH]?: OnSearch };
  if (report === undefined) return search(conversation, query);
  let found: Leg | undefined;
  try {
    return (found = search(conversation, query));
  } finally {
    report(query, found);
  }
};

const search = (conversation: Conversation, query: LegQuery): Leg => {
  const kin = legsOf(conversation).filter(
    (leg) => isOfKind(leg, query.of) && (query.mediaType === undefined || leg.mediaType === query.mediaType),
  );
  const { party } = query.of;
  // A consulted party is neither the agent nor the customer. A user who is named by id is meant in any case.
  const consulted = party === "agent" || party === "customer" ? consultedIn(conversation) : NONE;
  const theirs = kin.filter(({ participant }) => !consulted.has(participant));
  // A consulted colleague has after-call work too. The id decides whose is meant.
  const named = query.which === "named" ? namedAmong(isAfter(query) ? kin : theirs, query.named) : [];
  const bestNamed = bestGroup(named, query.phase);
  const best = bestNamed.length > 0 ? bestNamed : bestGroup(theirs, query.phase);
  const [first] = best;
  if (first === undefined) throw noTarget(conversation, theirs, query);
  if (best.length > 1 && query.which === "only" && query.phase !== "ended") throw ambiguous(best, query);
  return best.reduce((chosen, leg) => (isPreferred(leg, chosen, query.which) ? leg : chosen), first);
};

const NONE: ReadonlySet<Participant> = new Set();

const isAfter = ({ phase }: LegQuery): boolean => phase === "lastConnected";

const isOfKind = (leg: Leg, of: Party): boolean => {
  const { participant } = leg;
  if (of.party === "customer") return isCustomer(participant);
  if (of.party === "ids") return hasIds(leg, of);
  if (of.party === "agent") return isAgent(participant) && !isSupervisor(participant);
  return isAgent(participant) && participant.userId === of.userId;
};

const hasIds = ({ participant, communication }: Leg, { participantId, communicationId }: NamedIds): boolean =>
  (participantId ?? participant.id) === participant.id &&
  (communicationId ?? communication.id) === communication.id;

/** The legs of the participant that is named; of several, the one whose communication is named too. */
const namedAmong = (legs: readonly Leg[], named: NamedIds = {}): readonly Leg[] => {
  const { participantId, communicationId } = named;
  if (participantId === undefined && communicationId === undefined) return [];
  const exact = legs.filter((leg) => hasIds(leg, named));
  return exact.length > 0 ? exact : legs.filter(({ participant }) => participant.id === participantId);
};

/** The legs that fit best: connected ones, else those being set up, else (after-call work) those that once connected. */
const bestGroup = (legs: readonly Leg[], phase: LegQuery["phase"]): Leg[] => {
  if (phase === "ended") return legs.filter(hasEnded);
  const live = legs.filter((leg) => !hasEnded(leg));
  const connected = live.filter(isConnected);
  if (connected.length > 0) return connected;
  const past = phase === "lastConnected" ? legs.filter((leg) => hasEnded(leg) && mayHaveWork(leg)) : [];
  return past.length > 0 ? past : live;
};

/** After-call work follows a connection; but the platform also gives it to agents who never answered. */
const mayHaveWork = (leg: Leg): boolean => everConnected(leg) || hasWork(leg.communication);

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
      : query.phase === "live"
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
    `${fitting.length} legs match "${nameOf(query)}", but only one is allowed. ` +
      "Choose the newest or the oldest, or set the user or the ids.",
    { outcome: "notSent", participantIds: fitting.map(({ participant }) => participant.id) },
  );

/** The participant that a node acts on, by its inputs and options. */
export interface Target {
  conversationId: string;
  target: "customer" | "agent" | "user" | "ids";
  which: Which;
  /** An id or an e-mail address, for `user`. */
  userId?: string | undefined;
  /** Both for `ids`; either for `named`. */
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
