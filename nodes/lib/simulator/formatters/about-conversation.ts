import type { Conversation, Participant, Transfer } from "../entities/conversation";
import { divisionsOfConversation, touchedBy } from "../store/divisions";
import type { Store } from "../store/store";
import { present, ref, time, type Wire } from "./wire";

/** What a conversation shows beside its participants: the divisions that it touches, and its transfers. */

/** Everything of the org that took part, each once, in its division, with the moment at which it came in. */
export const divisionsOf = (store: Store, conversation: Conversation): Wire[] => {
  const entities = new Map<string, { divisionId: string; wire: Wire }>();
  for (const participant of conversation.participants)
    for (const [collection, id, divisionId] of touchedBy(store, participant))
      if (!entities.has(id)) {
        const wire = { ...ref(collection, id), dateDivisionUpdated: time(participant.startAt) };
        entities.set(id, { divisionId, wire });
      }
  const all = [...entities.values()];
  return divisionsOfConversation(store, conversation).map((division) => ({
    division: ref("authorization/divisions", division),
    entities: all.flatMap(({ divisionId, wire }) => (divisionId === division ? [wire] : [])),
  }));
};

const isOver = ({ endAt, communications }: Participant): boolean =>
  endAt !== undefined || communications.every(({ disconnectedAt }) => disconnectedAt !== undefined);

/** What became of a transfer shows in the participant who was to take over. */
const stateOf = (successor: Participant | undefined): string => {
  if (!successor) return "Unknown";
  if (successor.connectedAt !== undefined) return "Complete";
  if (!isOver(successor)) return "Active";
  const ends = new Set(successor.communications.map(({ disconnectType }) => disconnectType));
  if (ends.has("client")) return "Failed"; // declined
  return ends.has("system") || ends.has("timeout") ? "Timeout" : "Canceled";
};

const transferToWire = ({ participants }: Conversation, transfer: Transfer): Wire => {
  const { id, at, transferType, initiatorUserId, successorId } = transfer;
  const successor = participants.find((each) => each.id === successorId);
  return {
    id,
    state: stateOf(successor),
    dateIssued: time(at),
    initiator: present({ userId: initiatorUserId }),
    modifiedBy: { ...ref("users", initiatorUserId) },
    destination: present({ userId: successor?.userId, address: successor?.address }),
    transferType,
  };
};

/** The platform shows the last twenty. */
const MOST = 20;

export const recentTransfersOf = (conversation: Conversation): Wire[] =>
  (conversation.transfers ?? []).slice(-MOST).map((each) => transferToWire(conversation, each));

/** The party that began the conversation: its name is shown to the others. */
export const callerNameOf = ({ participants }: Conversation): string | undefined =>
  participants.find(({ purpose }) => purpose === "customer" || purpose === "external")?.name;
