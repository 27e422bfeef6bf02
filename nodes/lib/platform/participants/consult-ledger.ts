import { hasEnded, legsOf, type Conversation } from "../conversation/conversation";
import { SETTLE_MS } from "../time/wait";
import type { Client, ParticipantIds } from "../types";

/** What an account has begun to consult a moment ago: a read may not show it yet. */

interface Begun {
  /** Who is consulted. */
  key: string;
  /** The participant who is consulted. */
  id: string;
}

type Ledger = Map<string, Begun & { at: number }>;

const ledgerOf = (client: Client): Promise<Ledger> =>
  client.remember("consultations", Infinity, () => Promise.resolve<Ledger>(new Map()));

/** What is not too old to be unseen. */
const freshIn = async (client: Client): Promise<Ledger> => {
  const ledger = await ledgerOf(client);
  for (const [id, { at }] of ledger) if (client.clock.now() - at > SETTLE_MS) ledger.delete(id);
  return ledger;
};

/** What was begun in a conversation as it was read, unless that shows its end. */
export const begunIn = async (client: Client, conversation: Conversation): Promise<Begun | undefined> => {
  const ledger = await freshIn(client);
  const begun = ledger.get(conversation.id.toLowerCase());
  const hasLeft = legsOf(conversation).some((leg) => leg.participant.id === begun?.id && hasEnded(leg));
  return hasLeft ? undefined : begun;
};

export const begin = async (client: Client, conversationId: string, begun: Begun): Promise<void> => {
  (await ledgerOf(client)).set(conversationId.toLowerCase(), { ...begun, at: client.clock.now() });
};

export const forget = async (client: Client, conversationId: string): Promise<void> => {
  (await ledgerOf(client)).delete(conversationId.toLowerCase());
};

const leaving = ({ conversationId, participantId }: ParticipantIds): string =>
  `${conversationId} ${participantId}`.toLowerCase();

/** Has this agent left the call to the consulted party? One who comes back is another participant. */
export const hasLeftTo = async (client: Client, who: ParticipantIds): Promise<boolean> =>
  (await freshIn(client)).has(leaving(who));

export const leave = async (client: Client, who: ParticipantIds, guestId: string): Promise<void> => {
  (await ledgerOf(client)).set(leaving(who), { key: "", id: guestId, at: client.clock.now() });
};
