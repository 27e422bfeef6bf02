import { patchConsult } from "../api/consultations";
import type { CallOptions, Client } from "../types";
import { chooseWay } from "./choice";
import { cancelConsult, completeConsult } from "./consult-end";
import { begunIn } from "./consult-ledger";
import {
  idsOf,
  inTheNameOf,
  NO_CONSULT,
  NOT_ANSWERED,
  runningPair,
  type Consult,
  type Consulted,
  type Read,
} from "./consult-parties";
import { startConsult } from "./consult-start";
import { guestsIn, isAnswered, isConference, notThere } from "./consulting";
import type { ConsultAction } from "./ways";

/** An agent consults a third party about a call. */

/** Changes who the agent speaks to. */
const change = async (
  client: Client,
  { speakTo }: Consult,
  { conversation, leg }: Read,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  chooseWay("changeConsult", "call", isUser);
  const guests = guestsIn(conversation);
  const [guest] = guests;
  if (guest === undefined) {
    if (speakTo === "conference" && isConference(conversation)) return { isDone: false };
    throw notThere(conversation, (await begunIn(client, conversation)) ? NOT_ANSWERED : NO_CONSULT);
  }
  if (!isAnswered(guests)) throw notThere(conversation, NOT_ANSWERED);
  const pair = runningPair(conversation, leg, guests);
  const who = idsOf(conversation, pair.object);
  const body = { speakTo: speakTo.toUpperCase(), ...(await inTheNameOf(client, pair, options)) };
  const send = () => patchConsult(client, who, body, options);
  await client.changes.send(who, { speakTo }, send, options.signal);
  return { isDone: true, destinationParticipantId: guest.participant.id };
};

/** Does one thing to a consultation of the call; nothing is requested twice. */
export const consultIn = (
  client: Client,
  action: ConsultAction,
  consult: Consult,
  found: Read,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  switch (action) {
    case "consult":
      return startConsult(client, consult, found, isUser, options);
    case "changeConsult":
      return change(client, consult, found, isUser, options);
    case "completeConsult":
      return completeConsult(client, found, isUser, options);
    case "cancelConsult":
      return cancelConsult(client, found, isUser, options);
  }
};
