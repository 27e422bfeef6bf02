import { postConsult } from "../api/consultations";
import { legsOf, type Conversation, type Leg } from "../conversation/conversation";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client, ParticipantIds } from "../types";
import { chooseWay } from "./choice";
import { begin, begunIn } from "./consult-ledger";
import { look, mayBeDone } from "./consult-look";
import { idsOf, inTheNameOf, type Consult, type Consulted, type Read } from "./consult-parties";
import { guestsIn, pairIn, type Pair } from "./consulting";
import { destinationOf, isAt, keyOf, type Destination } from "./destination";

/** A consultation is started, once. */

const CONSULTS = {
  user: "consultUser",
  queue: "consultQueue",
  address: "consultAddress",
  contact: "consultContact",
} as const;

const alreadyConsulting = (): GenesysError =>
  inputError(
    "action",
    "The agent already consults another party. Complete or cancel that consultation before you start another.",
  );

const refuseSelf = (destination: Destination, { initiator }: Pair): void => {
  const { userId } = initiator.participant;
  if ("userId" in destination && destination.userId.toLowerCase() === userId?.toLowerCase())
    throw inputError("destination", 'The input "destination" is the user who consults. Choose another user.');
};

export const startConsult = async (
  client: Client,
  consult: Consult,
  { conversation, leg }: Read,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  const { operation } = chooseWay(CONSULTS[consult.transferTo], "call", isUser);
  const pair = pairIn(conversation, leg);
  const destination = await destinationOf(client, consult, options);
  refuseSelf(destination, pair);
  const guests = guestsIn(conversation);
  const present = guests.find((guest) => isAt(guest, destination));
  if (present !== undefined) return { isDone: false, destinationParticipantId: present.participant.id };
  if (guests.length > 0) throw alreadyConsulting();

  const who = idsOf(conversation, pair.object);
  const body = { ...destination, speakTo: consult.speakTo.toUpperCase() };
  const send = async (): Promise<Consulted> => {
    // Another message may have begun it in the meantime, or it does not show yet.
    const begun = await begunIn(client, conversation);
    if (begun?.key === keyOf(destination)) return { isDone: false, destinationParticipantId: begun.id };
    if (begun !== undefined) throw alreadyConsulting();
    const id = await postOnce(
      client,
      { operation, who, body: { ...body, ...(await inTheNameOf(client, pair, options)) } },
      { before: conversation, destination },
      options,
    );
    await begin(client, conversation.id, { key: keyOf(destination), id });
    return { isDone: true, destinationParticipantId: id };
  };
  return client.changes.send(who, { consult: keyOf(destination) }, send, options.signal);
};

const postOnce = async (
  client: Client,
  request: { operation: string; who: ParticipantIds; body: object },
  { before, destination }: { before: Conversation; destination: Destination },
  options: CallOptions,
): Promise<string> => {
  const { operation, who, body } = request;
  try {
    return await postConsult(client, operation, who, { ...body }, options);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const known = new Set(before.participants.map(({ id }) => id));
    const isNew = (leg: Leg): boolean => !known.has(leg.participant.id) && isAt(leg, destination);
    const shows = (now: Conversation) => legsOf(now).find(isNew)?.participant.id;
    const found = await look(client, who.conversationId, shows, options);
    if (found !== undefined) return found;
    throw withHint(error, "The party may have been called. Read the conversation before you consult again.");
  }
};

const withHint = (error: unknown, hint: string): unknown =>
  isGenesysError(error) ? new GenesysError(error.code, `${error.message} ${hint}`, error.cause) : error;
