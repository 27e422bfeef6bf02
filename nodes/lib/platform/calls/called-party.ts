import { consultedIn } from "../conversation/consultation";
import {
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  type Conversation,
  type Leg,
} from "../conversation/conversation";

/** The user who places a call, and its destination, as far as they are known. */
export interface Called {
  /** The user who calls. */
  callerId?: string | undefined;
  phoneNumber?: string | undefined;
  callUserId?: string | undefined;
  callQueueId?: string | undefined;
}

/** The legs of a call that a user placed. */
export interface Sides {
  /** The first leg of the caller. */
  own: Leg | undefined;
  /** Those of the called party. If the call was passed on before it was answered, those of the next party too. */
  far: Leg[];
}

/** Queues and flows: they take the call, but that does not reach a person. */
const MACHINES: ReadonlySet<string | undefined> = new Set(["acd", "ivr", "workflow", "voicemail", "api"]);

/**
 * Separates the caller's leg from those of the called party. Other legs do not count: another leg of the caller, a
 * supervisor, a consulted party, and a party who was added to a conference. The platform lists participants in the
 * order in which they joined, the caller first.
 */
export const sidesOf = (conversation: Conversation, calls: readonly Leg[], called: Called = {}): Sides => {
  const consulted = consultedIn(conversation);
  const people = calls.filter(
    ({ participant }) =>
      !MACHINES.has(participant.purpose) && !isSupervisor(participant) && !consulted.has(participant),
  );
  const workers = people.filter(isWorker);
  const own =
    workers.find(({ participant: { userId } }) => userId !== undefined && userId === called.callerId) ??
    workers.find(({ participant }) => (participant.userId ?? "") !== called.callUserId);
  const others = people.filter((leg) => leg.participant !== own?.participant && !isOwn(leg, own, called));
  const far = reachedFirst(conversation, others, called);
  return { own, far: [...far, ...passedOn(far, others)] };
};

const isWorker = ({ participant }: Leg): boolean => isAgent(participant);

/** Another leg of the caller. A user who calls their own number is also the called party. */
const isOwn = ({ participant: { userId } }: Leg, own: Leg | undefined, { callUserId }: Called): boolean =>
  userId !== undefined && userId === own?.participant.userId && userId !== callUserId;

const reachedFirst = (conversation: Conversation, others: readonly Leg[], called: Called): Leg[] => {
  if (called.callQueueId !== undefined) return fromQueue(conversation, others, called.callQueueId);
  if (called.callUserId !== undefined)
    return others.filter(
      ({ participant: { purpose, userId } }) =>
        (purpose === "agent" || purpose === "user") && (userId ?? called.callUserId) === called.callUserId,
    );
  const outside = others.filter(({ participant }) => isCustomer(participant));
  const numbers = outside.map(({ participant }) => numberIn(participant.address));
  const party =
    outside[numbers.indexOf(called.phoneNumber ?? "")] ?? outside[numbers.indexOf(undefined)] ?? outside[0];
  if (party !== undefined) return outside.filter(({ participant }) => participant === party.participant);
  return passedToColleagues(conversation, others);
};

/** `tel:+15550100`, `sip:+15550100@host`: the number behind the scheme. */
const numberIn = (address: string | undefined): string | undefined => /\+\d+/.exec(address ?? "")?.[0];

/** The agents that the queue has chosen, or another queue that the call was moved to. */
const fromQueue = ({ participants }: Conversation, others: readonly Leg[], queueId: string): Leg[] => {
  const queues = new Set([queueId, ...participants.filter(isQueue).flatMap((each) => each.queueId ?? [])]);
  return others.filter(({ participant }) =>
    participant.queueId === undefined ? participant.purpose === "agent" : queues.has(participant.queueId),
  );
};

const isQueue = ({ purpose }: { purpose?: string }): boolean => purpose === "acd";

/** A number of the organisation, or a destination that is not known: agents of a queue, or else the first colleague. */
const passedToColleagues = (conversation: Conversation, others: readonly Leg[]): Leg[] => {
  if (conversation.participants.some(isQueue))
    return others.filter(({ participant: { purpose } }) => purpose === "agent");
  const [first] = others;
  const isFirst = ({ participant }: Leg): boolean =>
    participant === first?.participant ||
    (participant.userId !== undefined && participant.userId === first?.participant.userId);
  return others.filter(isFirst);
};

/** Did the platform pass the call on to another party? */
export const isPassedOn = (leg: Leg): boolean =>
  hasEnded(leg) && (leg.communication.disconnectType ?? "").startsWith("transfer");

/** Legs that follow the one from which the call was passed on. */
const passedOn = (far: readonly Leg[], others: readonly Leg[]): Leg[] => {
  const from = far.find(isPassedOn);
  if (from === undefined) return [];
  return others.slice(others.indexOf(from) + 1).filter((leg) => !far.includes(leg));
};
