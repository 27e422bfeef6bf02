import { consultedIn } from "./consultation";
import { hasEnded, isAgent, isCustomer, isSupervisor, type Conversation, type Leg } from "./conversation";

/** Who places a call, and to whom, as far as it is known. */
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
  /** Those of the called party, and of whoever the call was passed on to before anybody answered. */
  far: Leg[];
}

/** Queues and flows: they take the call, but nobody is reached by that. */
const MACHINES: ReadonlySet<string | undefined> = new Set(["acd", "ivr", "workflow", "voicemail", "api"]);

/**
 * Tells the caller's leg from those of the called party. Everybody else does not count: another leg of the caller, a
 * supervisor, a consulted party, and whoever is in the conversation because a conference was made of it. Participants
 * come in the order in which they joined, and the caller is the first.
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

/** Another leg of the caller. Who calls their own number is also the called party. */
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

/** Somebody whom a queue has chosen, this one or another that the call went on to. */
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

/** How an alert ends that goes on to somebody else. */
export const isPassedOn = (leg: Leg): boolean =>
  hasEnded(leg) && (leg.communication.disconnectType ?? "").startsWith("transfer");

/** Who was there after the call had been passed on. */
const passedOn = (far: readonly Leg[], others: readonly Leg[]): Leg[] => {
  const from = far.find(isPassedOn);
  if (from === undefined) return [];
  return others.slice(others.indexOf(from) + 1).filter((leg) => !far.includes(leg));
};
