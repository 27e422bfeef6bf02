import type { Communication, DisconnectType, LegState, Segment } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type { Change, Store } from "../store/store";
import { startAfterCallWork } from "./acw";

/** The life of one leg, whatever its medium. What is decided here holds for all of them. */

const LIVE: ReadonlySet<LegState> = new Set(["alerting", "dialing", "contacting", "offering", "connected"]);

/** Not ended: alerting, dialing and scheduled legs are live too. */
export const isLive = (leg: Communication): boolean =>
  leg.disconnectedAt === undefined &&
  (LIVE.has(leg.state) || ["scheduled", "parked", "transmitting"].includes(leg.state));

export const isCustomer = (participant: Participant): boolean =>
  participant.purpose === "customer" || participant.purpose === "external";

export interface Place {
  conversation: Conversation;
  participant: Participant;
  leg: Communication;
}

/** Every leg of a conversation with its participant, in order. */
export const legsOf = (conversation: Conversation): Place[] =>
  conversation.participants.flatMap((participant) =>
    participant.communications.map((leg) => ({ conversation, participant, leg })),
  );

export const liveLegsOf = (conversation: Conversation): Place[] =>
  legsOf(conversation).filter(({ leg }) => isLive(leg));

const SEGMENT: Partial<Record<LegState, Segment["type"]>> = {
  alerting: "Alert",
  dialing: "Dial",
  contacting: "Contacting",
  scheduled: "Scheduled",
  connected: "Interact",
};

/** Ends the running segment and, where there is a next one, begins that. */
const changeSegment = (
  leg: Communication,
  at: number,
  how: "Interact" | "Disconnect",
  type?: Segment["type"],
): void => {
  const running = leg.segments.at(-1);
  if (running && running.endAt === undefined) {
    running.endAt = at;
    running.howEnded = how;
    if (how === "Disconnect" && leg.disconnectType) running.disconnectType = leg.disconnectType;
  }
  if (type) leg.segments.push({ type, startAt: at });
};

const turnSegment = (leg: Communication, at: number, how: "Interact" | "Disconnect", next?: LegState): void =>
  changeSegment(leg, at, how, next && SEGMENT[next]);

const notify = (store: Store, what: Change["what"], { conversation, participant, leg }: Place): void =>
  store.changed({ what, conversation, participant, communication: leg });

/** Adds a participant at the end, with its legs in the state in which they begin. */
export const addParticipant = (store: Store, conversation: Conversation, participant: Participant): void => {
  conversation.participants.push(participant);
  store.changed({ what: "participantAdded", conversation, participant });
  for (const leg of participant.communications) {
    if (leg.segments.length === 0) turnSegment(leg, store.clock.now(), "Interact", leg.state);
    notify(store, "legStarted", { conversation, participant, leg });
  }
};

/** Adds a leg to a participant who is there, or comes back. */
export const addLeg = (store: Store, place: Place): void => {
  const { participant, leg } = place;
  delete participant.endAt;
  participant.communications.push(leg);
  turnSegment(leg, store.clock.now(), "Interact", leg.state);
  notify(store, "legStarted", place);
};

/** The leg changes to another state that is neither its answer nor its end. */
export const turnLeg = (store: Store, place: Place, state: LegState): void => {
  place.leg.state = state;
  turnSegment(place.leg, store.clock.now(), "Interact", state);
  notify(store, "legChanged", place);
};

/** The leg is put on hold or taken back. What is not connected has no segment of its hold. */
export const holdLeg = (store: Store, place: Place, isHeld: boolean): void => {
  const { leg } = place;
  const now = store.clock.now();
  if (leg.state === "connected" && leg.held !== isHeld)
    changeSegment(leg, now, "Interact", isHeld ? "Hold" : "Interact");
  if (isHeld && !leg.held) leg.startHoldAt = now;
  if (!isHeld) delete leg.startHoldAt;
  leg.held = isHeld;
  legChanged(store, place);
};

/** Something about the leg is not as it was: held, muted, recorded ... */
export const legChanged = (store: Store, place: Place): void => notify(store, "legChanged", place);

/** The leg is answered. An agent who connects on a queue's interaction owes a wrap-up from now on. */
export const connectLeg = (store: Store, place: Place): void => {
  const { participant, leg } = place;
  const now = store.clock.now();
  leg.state = "connected";
  leg.connectedAt = now;
  participant.connectedAt ??= now;
  turnSegment(leg, now, "Interact", "connected");
  if (participant.purpose === "agent" && participant.queueId) participant.wrapupRequired = true;
  notify(store, "legConnected", place);
};

/** The leg ends; after-call work begins where it is owed; the conversation ends with its last live leg. */
export const endLeg = (store: Store, place: Place, disconnectType: DisconnectType): void => {
  const { conversation, participant, leg } = place;
  if (!isLive(leg)) return;
  const now = store.clock.now();
  leg.state = "disconnected";
  leg.disconnectedAt = now;
  leg.disconnectType = disconnectType;
  leg.held = false;
  turnSegment(leg, now, "Disconnect");
  if (!participant.communications.some(isLive)) participant.endAt = now;
  notify(store, "legEnded", place);
  startAfterCallWork(store, place);
  endIfEmpty(store, conversation);
};

/** A conversation without a live leg is over. */
const endIfEmpty = (store: Store, conversation: Conversation): void => {
  if (conversation.endAt !== undefined || liveLegsOf(conversation).length > 0) return;
  conversation.endAt = store.clock.now();
  store.changed({ what: "conversationEnded", conversation });
};
