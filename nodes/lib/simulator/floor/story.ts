import type { Communication } from "../entities/communication";
import type { Participant } from "../entities/conversation";
import { supervises } from "../act/voice";
import { isCustomer } from "../machines/legs";
import type { Change, Store, UserChange } from "../store/store";

/** The day as a log: a line for each event, with the time since the start, the conversation, the medium, who does what. */

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

const clockTime = (ms: number): string =>
  `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;

const begins = (participant: Participant, leg: Communication): string | undefined => {
  if (supervises(participant)) return "listens in";
  if (participant.userId !== undefined) {
    const how = participant.consultParticipantId === undefined ? "is alerted" : "is consulted";
    return leg.state === "connected" ? "takes over" : how;
  }
  if (isCustomer(participant)) return leg.state === "scheduled" ? "asks to be called" : "arrives";
  return participant.purpose === "acd" && leg.state === "connected" ? "waits in" : undefined;
};

/** Alerts that end without an answer, by their disconnect type. */
const UNANSWERED: Readonly<Record<string, string>> = { client: "declines", peer: "is alerted no more" };

const ends = (participant: Participant, leg: Communication, isAttended: boolean): string | undefined => {
  const { disconnectType = "" } = leg;
  if (isCustomer(participant)) {
    if (disconnectType !== "endpoint") return undefined;
    return isAttended ? "hangs up" : "gives up";
  }
  if (participant.userId === undefined) return undefined;
  if (leg.connectedAt === undefined) return UNANSWERED[disconnectType] ?? "does not answer";
  if (disconnectType === "transfer") return "transfers";
  if (disconnectType === "transfer.consult") return "hands over";
  return disconnectType === "client" ? "finishes" : "leaves";
};

/** The name of a wrap-up code; the platform's own ones have none. */
const codeName = ({ org }: Store, code: string | undefined): string =>
  org.wrapupCodes.get(code ?? "")?.name ?? code ?? "no code";

type WriteLine = (line: string) => void;

/** `id` and `media` of the conversation, if there is one. */
const createWriter = (store: Store, onEvent: WriteLine) => {
  const began = store.clock.now();
  return (id: string, media: string, words: string): void =>
    onEvent(`${clockTime(store.clock.now() - began)} ${id.slice(0, 8)} ${media.padEnd(8)} ${words}`);
};

/** The lines about presences. They have no conversation. */
export const writePresence = (store: Store, onEvent: WriteLine): ((change: UserChange) => void) => {
  const write = createWriter(store, onEvent);
  return ({ what, user }) => {
    if (what !== "presence") return;
    const { name = user.presence } = store.org.presences.get(user.presenceId ?? "") ?? {};
    write(
      "--------",
      "presence",
      `${user.name} ${name === "On Queue" ? "goes on the queue" : `is off the queue (${name})`}`,
    );
  };
};

export const createStory = (store: Store, onEvent: WriteLine): ((change: Change) => void) => {
  const write = createWriter(store, onEvent);
  const held = new Set<string>();

  const holds = (leg: Communication): string | undefined => {
    if (leg.held === held.has(leg.id)) return undefined;
    if (leg.held) held.add(leg.id);
    else held.delete(leg.id);
    return leg.held ? "holds" : "resumes";
  };

  const eventOf = ({ what, conversation, participant, communication: leg }: Change): string | undefined => {
    if (what === "conversationEnded") return "ends";
    if (!participant || !leg) return undefined;
    const isUser = participant.userId !== undefined;
    if (what === "legStarted") return begins(participant, leg);
    if (what === "legConnected" && !supervises(participant))
      return isUser || isCustomer(participant) ? "answers" : undefined;
    if (what === "legChanged") return holds(leg);
    if (what === "legEnded") {
      held.delete(leg.id);
      const isAttended = conversation.participants.some((each) => each.userId && each.connectedAt);
      return ends(participant, leg, isAttended);
    }
    if (what === "messageAdded") return "writes";
    if (what === "acwStarted") return "begins the wrap-up";
    return what === "acwEnded" ? `wraps up (${codeName(store, participant.wrapup?.code)})` : undefined;
  };

  return (change) => {
    const what = eventOf(change);
    if (what === undefined) return;
    const { conversation, participant, communication } = change;
    const media = communication?.media ?? conversation.participants[0]?.communications[0]?.media ?? "";
    const who = participant?.name ?? participant?.purpose;
    write(conversation.id, media.replace(/s$/, ""), who === undefined ? what : `${who} ${what}`);
  };
};
