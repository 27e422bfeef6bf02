import { deleteConsult } from "../api/consultations";
import { patchParticipant } from "../api/participants";
import { hasEnded, legsOf, type Conversation } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import type { CallOptions, Client, ParticipantIds } from "../types";
import { chooseWay } from "./choice";
import { begunIn, forget, hasLeftTo, leave } from "./consult-ledger";
import { look, mayBeDone } from "./consult-look";
import { idsOf, NO_CONSULT, NOT_ANSWERED, runningPair, type Consulted, type Read } from "./consult-parties";
import { guestsIn, hasHandedOver, isAnswered, notThere } from "./consulting";
import { CHANGES } from "./ways";

/** A consultation is completed or cancelled. */

const ENDED =
  "The agent's call has ended without a transfer. A consultation can be completed only during the call.";

/** The agent leaves, and the customer goes on with the consulted party. */
export const completeConsult = async (
  client: Client,
  { conversation, leg }: Read,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  if (hasHandedOver(leg)) return { isDone: false };
  if (hasEnded(leg)) throw notThere(conversation, ENDED);
  const guests = guestsIn(conversation);
  const [guest] = guests;
  if (guest === undefined)
    throw notThere(conversation, (await begunIn(client, conversation)) ? NOT_ANSWERED : NO_CONSULT);
  if (!isAnswered(guests)) throw notThere(conversation, NOT_ANSWERED);
  const { initiator } = runningPair(conversation, leg, guests);
  const who = idsOf(conversation, initiator);
  const { userId } = initiator.participant;
  const { operation } = chooseWay("change", "call", isUser, { isUsersLeg: userId !== undefined });
  const { id } = guest.participant;
  // Another message may have completed it in the meantime, which the read does not show yet.
  const send = async (): Promise<Consulted> => {
    if (await hasLeftTo(client, who)) return { isDone: false };
    await disconnectOnce(
      client,
      () =>
        // Not sent again by itself: should the consulted party have left meanwhile, it would end the call.
        patchParticipant(client, operation, who, CHANGES.disconnect, userId, options, false),
      who,
      options,
    );
    await forget(client, conversation.id);
    await leave(client, who, id);
    return { isDone: true, destinationParticipantId: id };
  };
  return client.changes.send(who, { leftTo: id }, send, options.signal);
};

const disconnectOnce = async (
  client: Client,
  send: () => Promise<unknown>,
  { conversationId, participantId }: ParticipantIds,
  options: CallOptions,
): Promise<void> => {
  try {
    await send();
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const shows = (now: Conversation) =>
      legsOf(now).some((one) => one.participant.id === participantId && hasEnded(one)) || undefined;
    if ((await look(client, conversationId, shows, options)) === undefined) throw error;
  }
};

/** The consulted party is disconnected, and the agent goes on with the customer. */
export const cancelConsult = async (
  client: Client,
  { conversation, leg }: Read,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  chooseWay("cancelConsult", "call", isUser);
  const guests = guestsIn(conversation);
  if (hasEnded(leg)) return { isDone: false };
  if (guests.length === 0 && (await begunIn(client, conversation)) === undefined) return { isDone: false };
  const { object } = runningPair(conversation, leg, guests);
  const who = idsOf(conversation, object);
  const send = () => deleteConsult(client, who, options);
  try {
    await client.changes.send(who, { consult: "" }, send, options.signal);
  } catch (error) {
    // The consulted party may have left on their own; or it was carried out, and the response was lost.
    const isRefused = isGenesysError(error) && error.cause.outcome === "refused";
    if (!mayBeDone(error) && !isRefused) throw error;
    const shows = (now: Conversation) => (guestsIn(now).length === 0 ? true : undefined);
    if ((await look(client, conversation.id, shows, options)) === undefined) throw error;
    await forget(client, conversation.id);
    return { isDone: !isRefused };
  }
  await forget(client, conversation.id);
  return { isDone: true };
};
