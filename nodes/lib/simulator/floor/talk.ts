import type { User } from "../entities/org";
import { busyUsers } from "../machines/availability";
import type { Place } from "../machines/legs";
import { liveCallsOf } from "../machines/voice";
import { staffedQueues } from "./arrivals";
import type { Floor } from "./types";
import type { Random } from "./random";

/** What an agent does with a customer, from the answer to the end. */

/** Does it in so many ms, if the agent still has the customer then. */
const later = (floor: Floor, { leg }: Place, ms: number, fn: () => unknown): void =>
  floor.after(ms, () => void (leg.state === "connected" && floor.attempt(fn)));

/** Users with a phone and nothing to do; `is` names who is wanted. */
const free = ({ store }: Floor, is: (user: User) => boolean): User[] => {
  const busy = busyUsers(store);
  return [...store.org.users.values()].filter(
    (user) => user.state === "active" && user.station !== undefined && !busy.has(user.id) && is(user),
  );
};

const isSupervisor = ({ title }: User): boolean => title === "Supervisor";

/** A supervisor listens for a while. */
const monitor = (floor: Floor, { conversation }: Place, random: Random): void => {
  const { act } = floor;
  const supervisor = random.from(free(floor, isSupervisor));
  if (!supervisor) return;
  const { id } = conversation;
  if (!floor.attempt(() => act.supervisorJoins(id, { user: supervisor.id, mode: "monitor" }))) return;
  floor.after(random.around(45_000), () => {
    const own = liveCallsOf(conversation).findLast(
      ({ participant }) => participant.userId === supervisor.id && participant.monitoredParticipantId,
    );
    if (own) floor.attempt(() => act.agentHangsUp(id, own.participant.id));
  });
};

const end = (floor: Floor, place: Place, random: Random): unknown => {
  const { act } = floor;
  const { id } = place.conversation;
  const isTheCustomer = random.chance(0.4);
  if (place.leg.media === "calls")
    return isTheCustomer ? act.customerHangsUp(id) : act.agentHangsUp(id, place.participant.id);
  return act.agentCompletes(id, { user: place.participant.userId });
};

/** A call to a colleague or to another queue, anything else to a queue: no one is offered it again where a colleague declines. */
const transfer = (floor: Floor, { conversation, participant, leg }: Place, random: Random): unknown => {
  const details = { user: participant.userId };
  const colleague = random.from(free(floor, ({ presence }) => presence === "On Queue"));
  if (leg.media === "calls" && colleague && random.chance(0.5))
    return floor.act.agentTransfers(conversation.id, { ...details, to: colleague.id });
  const queue = random.from(staffedQueues(floor).filter(({ id }) => id !== participant.queueId));
  return floor.act.agentTransfers(conversation.id, { ...details, queue: queue?.id });
};

/** Calls a colleague, who takes over, or whose answer the agent takes back to the customer. */
const consult = (floor: Floor, place: Place, random: Random): void => {
  const { act } = floor;
  const { conversation, participant } = place;
  const { id } = conversation;
  const finish = (): void => later(floor, place, random.around(20_000), () => end(floor, place, random));
  const colleague = random.from(free(floor, (user) => isSupervisor(user) || user.presence === "On Queue"));
  if (!colleague || !floor.attempt(() => act.agentConsults(id, { user: colleague.id }))) return finish();
  floor.after(random.around(25_000), () => {
    if (place.leg.state !== "connected") return;
    const guest = liveCallsOf(conversation).find(
      (each) => each.participant.userId === colleague.id && each.leg.state === "connected",
    );
    if (guest && random.chance(0.6) && floor.attempt(() => act.agentHangsUp(id, participant.id)))
      return talk(floor, guest);
    floor.attempt(() => act.agentCancelsConsult(id));
    finish();
  });
};

const hold = (floor: Floor, place: Place, ms: number, random: Random): void => {
  const { id } = place.conversation;
  const details = { user: place.participant.userId };
  const heldMs = Math.min(random.around(20_000), ms / 4);
  later(floor, place, ms * 0.3, () => floor.act.agentHolds(id, details));
  later(floor, place, ms * 0.3 + heldMs, () => floor.act.agentResumes(id, details));
};

const REPLIES = ["Hello, I am looking into it.", "I have found it.", "It is done. Is there anything else?"];

/** The agent writes, the customer may reply, and the agent may write once more. */
const write = (floor: Floor, place: Place, ms: number, random: Random): void => {
  const { act } = floor;
  const { id } = place.conversation;
  const reply = (part: number, text: string | undefined): void =>
    later(floor, place, ms * part, () => act.agentWrites(id, { user: place.participant.userId, text }));
  const isWriter = random.chance(floor.rates.writes);
  if (isWriter) reply(0.2, REPLIES[0]);
  if (!random.chance(0.7)) return;
  later(floor, place, ms / 2, () => act.customerWrites({ conversationId: id, text: "Thank you." }));
  if (isWriter) reply(0.6, random.from(REPLIES.slice(1)));
};

/** Plans it all when the agent has the customer; each step looks again whether it still makes sense. */
export const talk = (floor: Floor, place: Place): void => {
  const { act, rates } = floor;
  const { id } = place.conversation;
  const isCall = place.leg.media === "calls";
  const random = floor.randomOf(`talk ${place.leg.id}`);
  const ms = random.around(rates.talkSeconds * 1000);
  if (place.participant.wrapupPrompt === "agentRequested" && random.chance(0.5))
    later(floor, place, ms / 2, () => act.agentAsksForWrapUp(id, { user: place.participant.userId }));
  if (isCall && random.chance(rates.holds)) hold(floor, place, ms, random);
  if (isCall && random.chance(rates.monitored))
    later(floor, place, ms * 0.2, () => monitor(floor, place, random));
  if (place.leg.media === "messages") write(floor, place, ms, random);
  if (random.chance(rates.transfers))
    return later(floor, place, ms * 0.7, () => transfer(floor, place, random));
  if (isCall && random.chance(rates.consults))
    return later(floor, place, ms * 0.6, () => consult(floor, place, random));
  later(floor, place, ms, () => end(floor, place, random));
};
