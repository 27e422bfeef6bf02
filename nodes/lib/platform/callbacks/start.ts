import { PLACE_CALL, postCallOfCallback } from "../api/callbacks";
import { actsAsUser } from "../api/users";
import { explainStation } from "../calls/no-station";
import {
  hasEnded,
  isAgent,
  isCustomer,
  legsOf,
  type Conversation,
  type Leg,
} from "../conversation/conversation";
import { blankInput, GenesysError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { findAddedLeg, legIds } from "./lost-callback";
import { numbersIn, type CallbackInputs } from "./order";
import { readCallback } from "./present";
import { noteStarted, wasStarted } from "./started";

export interface StartedCallback {
  conversationId: string;
  participantId: string;
  communicationId: string;
  /** The number that is called. */
  number: string;
  /** The call is running already: no request was necessary. */
  already: boolean;
  /** The response was lost, and the call was found in the conversation. */
  recovered?: true;
}

/** What is to be started, and what is known of it beforehand. */
interface Starting {
  conversation: Conversation;
  number: string;
  started: Omit<StartedCallback, "already">;
}

const needsUser = (): GenesysError =>
  new GenesysError(
    "config",
    "The call of a callback is placed by its agent, and the account has no signed-in user. Use an account with the " +
      "grant authorization code, in which the agent of the callback has signed in.",
    { outcome: "notSent", field: "account", operation: PLACE_CALL },
  );

/** A call of a person, as opposed to one of a queue. */
const isCallOfPerson = ({ mediaType, participant }: Leg): boolean =>
  mediaType === "call" && (isCustomer(participant) || isAgent(participant));

const hasCall = (conversation: Conversation): boolean =>
  legsOf(conversation).some((leg) => isCallOfPerson(leg) && !hasEnded(leg));

/**
 * Calls the customer of a callback, as the user who has it. It is never called a second time: after a lost response the
 * conversation is read, or the error has the outcome `unknown`.
 */
export const startCallback = async (
  client: Client,
  conversationId: string | undefined,
  inputs: CallbackInputs,
  options: CallOptions = {},
): Promise<StartedCallback> => {
  const [chosen] = await numbersIn(inputs);
  if (!(await actsAsUser(client, options))) throw needsUser();
  const { conversation, leg, numbers } = await readCallback(client, conversationId, options);
  const number = chosen ?? numbers[0];
  if (number === undefined)
    throw blankInput("numbers", "The callback has no number. Set the number to call.");
  const started = {
    conversationId: conversation.id,
    participantId: leg.participant.id,
    communicationId: leg.communication.id,
    number,
  };
  if (hasCall(conversation)) return { ...started, already: true };
  // Two nodes may start it at the same time: the second one waits for the first, and its read is older than that call.
  const send = async (): Promise<StartedCallback> => {
    if (await wasStarted(client, conversation)) return { ...started, already: true };
    const placed = await placeOnce(client, { conversation, number, started }, options);
    await noteStarted(client, conversation);
    return placed;
  };
  return client.changes.send(started, { callOfCallback: number }, send, options.signal);
};

const placeOnce = async (
  client: Client,
  { conversation, number, started }: Starting,
  options: CallOptions,
): Promise<StartedCallback> => {
  try {
    await postCallOfCallback(client, conversation.id, number, options);
    return { ...started, already: false };
  } catch (thrown) {
    if (!isGenesysError(thrown) || options.signal?.aborted === true) throw thrown;
    const error = explainStation(thrown);
    if (error.cause.outcome === "notSent" || error.cause.outcome === "refused") throw error;
    if (await isCalling(client, conversation, options))
      return { ...started, already: false, recovered: true };
    throw new GenesysError(
      error.code,
      `${error.message} The call may have been placed. Read the conversation before you start it again.`,
      { ...error.cause, conversationId: conversation.id },
    );
  }
};

/** The agent's part of a call begins first, and the customer's is the one that counts; either shows that there is one. */
const isCalling = async (
  client: Client,
  conversation: Conversation,
  options: CallOptions,
): Promise<boolean> => {
  const before = legIds(conversation, "call");
  const added = { conversationId: conversation.id, mediaType: "call" as const, before };
  const isIt = (leg: Leg): boolean => isCallOfPerson(leg) && !isCustomer(leg.participant);
  return (await findAddedLeg(client, { ...added, isIt }, options)) !== undefined;
};
