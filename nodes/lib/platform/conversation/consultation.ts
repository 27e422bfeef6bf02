import {
  hasEnded,
  isAgent,
  isCustomer,
  isSupervisor,
  legsOf,
  type Conversation,
  type Participant,
} from "./conversation";

/**
 * The participants who are only consulted: a colleague or an external party that the agent consults while the
 * customer waits. They are neither the agent nor the customer of the conversation.
 *
 * The platform sets `consultParticipantId` on all participants of the consultation: on the agent who consults, on the
 * consulted party, and on the customer, with the customer's id as the value. One of its models describes the value as
 * the id of the consulted party instead. So the property only shows who takes part. The order in which they connected
 * shows which of them is consulted. The transfer was completed if the agent left while the customer stayed.
 */
export const consultedIn = ({
  participants,
}: Pick<Conversation, "participants">): ReadonlySet<Participant> => {
  const workers = participants.filter(isWorker);
  // Without a link, only a colleague who has left can still be recognized, and only beside another one.
  if (workers.length === 0 || !(participants.some(isLinked) || workers.length > 1)) return NONE;
  const stays = participants.map(stayOf);
  const linked = new Set(participants.flatMap((each) => linkOf(each) ?? []));
  const scene: Scene = {
    workers: stays.filter(({ participant }) => isWorker(participant)),
    members: stays.filter(({ participant }) => isLinked(participant) || linked.has(participant.id)),
    customers: stays.filter(({ participant }) => isCustomer(participant)).sort(inOrder),
    linked,
  };
  const guests = [...scene.workers, ...scene.customers].filter((stay) => isConsulted(stay, scene));
  const unlinked = scene.workers.flatMap((stay) => unlinkedGuest(stay, guests, scene) ?? []);
  return new Set([...guests, ...unlinked].map(({ participant }) => participant));
};

const NONE: ReadonlySet<Participant> = new Set();

/** From when to when a participant took part, in ms. `to` is Infinity while they still do. */
interface Stay {
  participant: Participant;
  place: number;
  from: number;
  to: number;
}

interface Scene {
  workers: readonly Stay[];
  /** They carry a link or are named by one. */
  members: readonly Stay[];
  /** The first is the customer: an external party who is consulted always comes later. */
  customers: readonly Stay[];
  linked: ReadonlySet<string>;
}

const linkOf = ({ consultParticipantId: link }: Participant): string | undefined =>
  typeof link === "string" && link !== "" ? link : undefined;

export const isLinked = (participant: Participant): boolean => linkOf(participant) !== undefined;

const isWorker = (participant: Participant): boolean => isAgent(participant) && !isSupervisor(participant);

/** The platform sets this attribute on the agent who consults, for as long as the consultation lasts. */
const isInitiator = ({ attributes }: Participant): boolean => attributes?.["consultInitiator"] === "true";

const stayOf = (participant: Participant, place: number): Stay => {
  const legs = legsOf({ id: "", participants: [participant] });
  const calls = legs.map(({ communication }) => communication);
  const isOver = legs.length === 0 ? isKnown(participant.endTime) : legs.every(hasEnded);
  const begins = [...calls.map(({ connectedTime }) => connectedTime), participant.connectedTime];
  const alerts = [...calls.map(({ startAlertingTime }) => startAlertingTime), participant.startTime];
  const began = timesIn(begins).concat(timesIn(alerts))[0] ?? Infinity;
  const ends = timesIn([...calls.map(({ disconnectedTime }) => disconnectedTime), participant.endTime]);
  return { participant, place, from: began, to: !isOver ? Infinity : Math.max(...ends, -Infinity) };
};

const isKnown = (time: string | null | undefined): time is string => time !== undefined && time !== null;

const timesIn = (times: readonly (string | null | undefined)[]): number[] =>
  times
    .filter(isKnown)
    .map((time) => Date.parse(time))
    .filter((ms) => !Number.isNaN(ms))
    .sort((one, other) => one - other);

const inOrder = (one: Stay, other: Stay): number =>
  one.from === other.from ? one.place - other.place : one.from - other.from;

const isLater = (one: Stay, other: Stay): boolean => inOrder(one, other) > 0;

/** Did the second one come while the first one was there? */
const overlap = (first: Stay, second: Stay): boolean => isLater(second, first) && first.to >= second.from;

const isConsulted = (stay: Stay, scene: Scene): boolean => {
  const { participant } = stay;
  if (isInitiator(participant) || isObject(stay, scene)) return false;
  if (!scene.members.includes(stay)) return isAside(stay, scene);
  const initiators = initiatorsOf(stay, scene);
  if (initiators.length === 0) return false;
  // After the transfer an external party has the agent's place, not the customer's.
  return isCustomer(participant) || !hasTakenOver(stay, initiators, scene);
};

/** The party that is to be transferred. It is never the one that was called last, unless that is the only one. */
const isObject = (stay: Stay, { customers, members, linked }: Scene): boolean =>
  stay === customers[0] ||
  (customers.includes(stay) &&
    linked.has(stay.participant.id) &&
    members.some((other) => isLater(other, stay)));

/** The agents who may consult them: those of the same consultation, or else any who were there before. */
const initiatorsOf = (stay: Stay, scene: Scene): Stay[] => {
  const before = scene.workers.filter((other) => overlap(other, stay));
  const members = before.filter((other) => scene.members.includes(other));
  if (members.length > 0) return members;
  const consultsAnother = [...scene.members, ...scene.workers, ...scene.customers].some(
    (other) => overlap(stay, other) && !isObject(other, scene) && !isSupervisor(other.participant),
  );
  return consultsAnother ? [] : before;
};

/** Legs that end together end within some ms of each other. No agent takes the customer over in that time. */
const TOGETHER_MS = 1_000;

const hasTakenOver = (stay: Stay, initiators: readonly Stay[], { customers }: Scene): boolean => {
  const left = initiators.filter((other) => other.to < stay.to);
  if (left.some(({ participant }) => endedByTransfer(participant))) return true;
  const others = customers.filter((other) => other !== stay);
  const customerStayed = ({ to }: Stay): boolean =>
    others.length === 0 || others.some((customer) => customer.to > to + TOGETHER_MS);
  return left.length === initiators.length && left.every(customerStayed);
};

const endedByTransfer = (participant: Participant): boolean =>
  legsOf({ id: "", participants: [participant] }).some(
    (leg) =>
      hasEnded(leg) && ["transfer", "transfer.consult"].includes(leg.communication.disconnectType ?? ""),
  );

/**
 * The platform removes the links when the consultation is cancelled. A colleague who has left is then recognized by the
 * peer of the leg: it is not a leg of the customer, while that of the agent, who stayed longer, is.
 */
const isAside = (stay: Stay, { workers, customers }: Scene): boolean => {
  if (stay.to === Infinity || !workers.includes(stay)) return false;
  const far = new Set(customers.flatMap(({ participant }) => legIds(participant)));
  const peers = peersOf(stay.participant);
  if (peers.length === 0 || peers.some((peer) => far.has(peer))) return false;
  return workers.some(
    (other) =>
      overlap(other, stay) &&
      other.to + TOGETHER_MS >= stay.to &&
      peersOf(other.participant).some((peer) => far.has(peer)),
  );
};

const legIds = (participant: Participant): string[] =>
  legsOf({ id: "", participants: [participant] }).map(({ communication }) => communication.id);

const peersOf = (participant: Participant): string[] =>
  legsOf({ id: "", participants: [participant] }).flatMap(({ communication }) => communication.peerId ?? []);

/** Where only the agent who consults carries a link, the consulted party is the last one who has come. */
const unlinkedGuest = (stay: Stay, guests: readonly Stay[], scene: Scene): Stay | undefined => {
  const { participant } = stay;
  if (!isLinked(participant) || stay.to !== Infinity || guests.includes(stay)) return undefined;
  if (scene.members.some((other) => isLater(other, stay) && !isObject(other, scene))) return undefined;
  const before = scene.workers.filter((other) => overlap(other, stay) && scene.members.includes(other));
  // It was consulted itself, has taken the customer over, and still carries that link.
  if (!isInitiator(participant) && before.some((other) => other.to < stay.to)) return undefined;
  return [...scene.workers, ...scene.customers.slice(1)]
    .filter((other) => other.to === Infinity && isLater(other, stay) && !scene.members.includes(other))
    .sort(inOrder)
    .at(-1);
};
