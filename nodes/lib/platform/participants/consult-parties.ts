import { signedInUserId } from "../api/users";
import type { Conversation, Leg } from "../conversation/conversation";
import type { CallOptions, Client, ParticipantIds } from "../types";
import type { Found } from "./acts";
import { initiatorIn, pairIn, type Pair } from "./consulting";
import type { NamedParty } from "./destination";
import type { SpeakTo } from "./options";

/** What the actions of a consultation share. */

export interface Consult extends NamedParty {
  speakTo: SpeakTo;
}

/** A participant of a conversation that was read. */
export type Read = Found & { conversation: Conversation; leg: Leg };

/** `isDone`: a request was necessary. */
export interface Consulted {
  isDone: boolean;
  destinationParticipantId?: string;
}

export const idsOf = (conversation: Conversation, { participant }: Leg): ParticipantIds => ({
  conversationId: conversation.id,
  participantId: participant.id,
});

/** In whose name it is done: only that of another user has to be said. */
export const inTheNameOf = async (
  client: Client,
  { initiator }: Pick<Pair, "initiator">,
  options: CallOptions,
): Promise<{ consultingUserId?: string }> => {
  const { userId } = initiator.participant;
  const isOther = userId !== undefined && userId !== (await signedInUserId(client, options));
  return isOther ? { consultingUserId: userId } : {};
};

/** Who consults. A node may mean the consulted party itself, whose ids an event has. */
export const runningPair = (conversation: Conversation, leg: Leg, guests: readonly Leg[]): Pair => {
  const isGuest = guests.some(({ participant }) => participant === leg.participant);
  return pairIn(conversation, isGuest ? (initiatorIn(conversation) ?? leg) : leg);
};

export const NO_CONSULT =
  'The agent does not consult anyone. Start a consultation with the action "consult", or transfer the call.';
export const NOT_ANSWERED =
  "The consulted party has not answered yet. Wait until they are connected, or cancel the consultation.";
