import { consultedIn, isLinked } from "../conversation/consultation";
import {
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  legsOf,
  type Conversation,
  type Leg,
} from "../conversation/conversation";
import { findLeg } from "../conversation/target";
import { GenesysError, isGenesysError } from "../errors/errors";

/** What a conversation shows of a consultation. Pure. */

/** The consulted parties who are there: a person or a number, or the queue that looks for an agent. */
export const guestsIn = (conversation: Conversation): Leg[] => {
  const consulted = consultedIn(conversation);
  return legsOf(conversation).filter(
    (leg) =>
      leg.mediaType === "call" &&
      !hasEnded(leg) &&
      (consulted.has(leg.participant) || (leg.participant.purpose === "acd" && isLinked(leg.participant))),
  );
};

/** Does the consulted party talk to the agent? A queue is connected before one of its agents is. */
export const isAnswered = (guests: readonly Leg[]): boolean =>
  guests.some(({ participant, communication }) => isTalking(communication) && participant.purpose !== "acd");

const isTalking = ({ state }: Leg["communication"]): boolean => state === "connected";

/** Are so many parties connected that it is a conference? */
export const isConference = (conversation: Conversation): boolean => {
  const talking = legsOf(conversation).filter(
    (leg) =>
      leg.mediaType === "call" &&
      !hasEnded(leg) &&
      isTalking(leg.communication) &&
      (isCustomer(leg.participant) || (isAgent(leg.participant) && !isSupervisor(leg.participant))),
  );
  return talking.length > 2;
};

/** The two who talk before one of them consults a third. */
export interface Pair {
  /** The agent who consults. */
  initiator: Leg;
  /** The party that may be transferred. */
  object: Leg;
}

/**
 * The agent and the customer of a consultation; the participant that a flow means is one of the two.
 * @throws GenesysError `noTarget` where the other is not there, or one of them has not answered
 */
export const pairIn = (conversation: Conversation, meant: Leg): Pair => {
  const query = { which: "newest", phase: "live", mediaType: "call" } as const;
  const other = (party: "agent" | "customer"): Leg => {
    try {
      return findLeg(conversation, { of: { party }, ...query });
    } catch (error) {
      if (!isGenesysError(error, "noTarget")) throw error;
      throw notThere(conversation, `There is no ${party} in the call to consult about.`);
    }
  };
  const pair = isCustomer(meant.participant)
    ? { initiator: initiatorIn(conversation) ?? other("agent"), object: meant }
    : { initiator: meant, object: other("customer") };
  for (const [who, leg] of [["agent", pair.initiator] as const, ["customer", pair.object] as const])
    if (!isTalking(leg.communication))
      throw notThere(conversation, `The ${who} is not connected yet. Consult when both are connected.`);
  return pair;
};

/** The agent that the platform marks as the one who consults. */
export const initiatorIn = (conversation: Conversation): Leg | undefined =>
  legsOf(conversation).find(
    (leg) =>
      leg.mediaType === "call" &&
      !hasEnded(leg) &&
      isAgent(leg.participant) &&
      leg.participant.attributes?.["consultInitiator"] === "true",
  );

/** Has this leg handed its customer over? */
export const hasHandedOver = (leg: Leg): boolean =>
  hasEnded(leg) && ["transfer", "transfer.consult"].includes(leg.communication.disconnectType ?? "");

export const notThere = (conversation: Conversation, message: string): GenesysError =>
  new GenesysError("noTarget", message, { outcome: "notSent", conversationId: conversation.id });
