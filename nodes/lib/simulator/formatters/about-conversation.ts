import type { Conversation, Participant, Transfer } from "../entities/conversation";
import { present, ref, time, type Wire } from "./wire";

/** What a conversation shows beside its participants: the divisions that it touches, and its transfers. */

const touchedBy = ({
  flowId,
  queueId,
  userId,
}: Participant): readonly (readonly [string, string | undefined])[] => [
  ["flows", flowId],
  ["routing/queues", queueId],
  ["users", userId],
];

/** Everything of the org that took part, each once, with the moment at which it came in. */
export const divisionsOf = ({ participants, divisionId }: Conversation): Wire[] => {
  const entities = new Map<string, Wire>();
  for (const participant of participants)
    for (const [collection, id] of touchedBy(participant))
      if (id !== undefined && !entities.has(id))
        entities.set(id, { ...ref(collection, id), dateDivisionUpdated: time(participant.startAt) });
  return [{ division: ref("authorization/divisions", divisionId), entities: [...entities.values()] }];
};

const isOver = ({ endAt, communications }: Participant): boolean =>
  endAt !== undefined || communications.every(({ disconnectedAt }) => disconnectedAt !== undefined);

/** What became of a transfer shows in the participant who was to take over. */
const stateOf = (taker: Participant | undefined): string => {
  if (!taker) return "Unknown";
  if (taker.connectedAt !== undefined) return "Complete";
  if (!isOver(taker)) return "Active";
  const ends = new Set(taker.communications.map(({ disconnectType }) => disconnectType));
  if (ends.has("client")) return "Failed"; // declined
  return ends.has("system") || ends.has("timeout") ? "Timeout" : "Canceled";
};

const transferToWire = ({ participants }: Conversation, transfer: Transfer): Wire => {
  const { id, at, transferType, initiatorUserId, takerId } = transfer;
  const taker = participants.find((each) => each.id === takerId);
  return {
    id,
    state: stateOf(taker),
    dateIssued: time(at),
    initiator: present({ userId: initiatorUserId }),
    modifiedBy: { ...ref("users", initiatorUserId) },
    destination: present({ userId: taker?.userId, address: taker?.address }),
    transferType,
  };
};

/** The platform shows the last twenty. */
const MOST = 20;

export const recentTransfersOf = (conversation: Conversation): Wire[] =>
  (conversation.transfers ?? []).slice(-MOST).map((each) => transferToWire(conversation, each));

/** Who began the conversation: whose name the others see. */
export const callerNameOf = ({ participants }: Conversation): string | undefined =>
  participants.find(({ purpose }) => purpose === "customer" || purpose === "external")?.name;
