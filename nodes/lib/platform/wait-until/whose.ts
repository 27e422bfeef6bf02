import { consultedIn } from "../conversation/consultation";
import {
  isAgent,
  isCustomer,
  isSupervisor,
  type Conversation,
  type Participant,
} from "../conversation/conversation";
import type { EventName } from "../events/types";

/** Whose event is waited for. */
export type Whose =
  | { who: "any" | "customer" | "agent" }
  | { who: "user"; userId: string }
  | { who: "ids"; participantId?: string | undefined; communicationId?: string | undefined };

/** What happens to the conversation as a whole. */
const OF_ALL: ReadonlySet<EventName> = new Set<EventName>(["ended"]);

/** A message is reported on any of the legs, so the event itself says who has written. */
const WRITERS: Partial<Record<EventName, "customer" | "agent">> = {
  messageReceived: "customer",
  messageStatus: "agent",
};

/** What can happen to neither of them. */
const NEVER: Readonly<Record<"customer" | "agent", ReadonlySet<EventName>>> = {
  customer: new Set<EventName>([
    ...(["offered", "requeued", "transferred", "supervisorJoined", "agentLeft"] as const),
    ...(["acwStarted", "wrappedUp", "messageStatus"] as const),
  ]),
  agent: new Set<EventName>(["customerLeft", "supervisorJoined", "messageReceived", "callbackScheduled"]),
};

/** Can any of these events be theirs? */
export const canHappenTo = (who: Whose["who"], events: readonly EventName[]): boolean =>
  (who !== "customer" && who !== "agent") || events.some((event) => !NEVER[who].has(event));

interface Happening {
  event: EventName;
  participantId?: string | undefined;
  communicationId?: string | undefined;
}

/** Is it theirs? The agent is the one who has the customer: neither a supervisor nor a colleague who is only consulted. */
export const isTheirs = (
  { event, participantId, communicationId }: Happening,
  whose: Whose,
  conversation: Conversation,
): boolean => {
  if (whose.who === "any" || OF_ALL.has(event)) return true;
  if (whose.who === "ids")
    return (
      (whose.participantId ?? participantId) === participantId &&
      (whose.communicationId ?? communicationId) === communicationId
    );
  const participant = conversation.participants.find(({ id }) => id === participantId);
  if (whose.who === "user")
    return participant?.userId?.toLowerCase() === whose.userId.toLowerCase() && isAgent(participant);
  const writer = WRITERS[event];
  if (writer !== undefined) return writer === whose.who;
  return participant !== undefined && isOne(participant, whose.who, consultedIn(conversation));
};

const isOne = (
  participant: Participant,
  who: "customer" | "agent",
  consulted: ReadonlySet<Participant>,
): boolean => {
  if (consulted.has(participant)) return false;
  return who === "customer" ? isCustomer(participant) : isAgent(participant) && !isSupervisor(participant);
};

/** Is it an agent, or the user, whose later leg takes the place of an earlier one? */
export const isTheirAgent = (participant: Participant, whose: Whose, conversation: Conversation): boolean =>
  whose.who === "user"
    ? isTheirs({ event: "connected", participantId: participant.id }, whose, conversation)
    : whose.who === "ids"
      ? false // the events of one participant are not undone by another one
      : isOne(participant, "agent", consultedIn(conversation));
