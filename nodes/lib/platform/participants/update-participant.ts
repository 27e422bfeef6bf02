import { isAlready } from "./already";
import { blankInput, inputError, isGenesysError } from "../errors/errors";
import { findParticipant } from "./find";
import { isStateUnsettled, withoutLeaving } from "./changes";
import { chooseWay } from "./choice";
import { refuseLastCustomer } from "./state";
import { consultIn } from "./consult";
import type { Consult, Consulted } from "./consult-parties";
import { inTurn, setSecurePause } from "./secure-pause";
import {
  CHANGES,
  isAboutRecording,
  isChange,
  isConsulting,
  type ChangeAction,
  type ParticipantAction,
} from "./ways";
import type { Located, Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { actOnParticipant, type Act, type Found } from "./acts";
import { patchParticipant } from "../api/participants";
import { actsAsUser } from "../api/users";

export interface ParticipantUpdate extends Act, Consult {
  target: Target;
  action: ParticipantAction;
  allowLastCustomer: boolean;
}

/** The participant that was changed. `already`: no request was necessary. */
export interface UpdatedParticipant {
  ids: Omit<Located, "leg" | "communicationId"> & { communicationId?: string };
  already: boolean;
  /** Of a consultation: the participant who is consulted. */
  destinationParticipantId?: string;
  /** The participant's name, where the conversation was read. */
  name: string | undefined;
}

/**
 * Does one action on one participant: sends only what changes, through an operation that the account's grant may use.
 * What already has the wanted state is not sent again, unless this account has changed it a moment ago.
 * @throws GenesysError `config` if the account's grant cannot do it, before anything is sent; it names those that can.
 */
export const updateParticipant = async (
  client: Client,
  update: ParticipantUpdate,
  options: CallOptions = {},
): Promise<UpdatedParticipant> => {
  checkInputs(update);
  const isUser = await actsAsUser(client, options);
  const { action, target } = update;
  const act = async () => {
    const found = await findParticipant(client, update, options);
    return { found, result: await carryOut(client, update, found, isUser, options) };
  };
  const { found, result } = isAboutRecording(action)
    ? await inTurn(client, action, target.conversationId, act, options)
    : await act();
  const { conversationId, participantId, communicationId, mediaType, userId } = found;
  const ids = {
    conversationId,
    participantId,
    ...(communicationId === undefined ? {} : { communicationId }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(userId === undefined ? {} : { userId }),
  };
  const { isDone, ...more } = result;
  return { ids, already: !isDone, ...more, name: found.leg?.participant.name };
};

const carryOut = async (
  client: Client,
  update: ParticipantUpdate,
  found: Found,
  isUser: boolean,
  options: CallOptions,
): Promise<Consulted> => {
  const { action } = update;
  if (isChange(action)) return { isDone: await change(client, action, update, found, isUser, options) };
  if (!isConsulting(action) && !isAboutRecording(action))
    return { isDone: await actOnParticipant(client, action, update, found, isUser, options) };
  const { conversation, leg } = found;
  if (conversation === undefined || leg === undefined)
    throw new RangeError(`${action} reads the conversation`);
  const read = { ...found, conversation, leg };
  return isConsulting(action)
    ? consultIn(client, action, update, read, isUser, options)
    : { isDone: await setSecurePause(client, action, read, isUser, options) };
};

const checkInputs = ({ action, attributes, destination }: ParticipantUpdate): void => {
  if (action === "setAttributes" && Object.keys(attributes ?? {}).length === 0)
    throw inputError("attributes", 'The input "attributes" contains no attribute to set.');
  if (action === "transfer" && destination === undefined)
    throw blankInput("destination", "Set the destination of the transfer.");
  if (action === "consult" && destination === undefined)
    throw blankInput("destination", "Set the party to consult.");
};

const GONE = [
  "conversation.error.call.disconnected",
  "conversation.error.participant.no.active.conversations",
];

const change = async (
  client: Client,
  action: ChangeAction,
  { allowLastCustomer }: ParticipantUpdate,
  found: Found,
  isUser: boolean,
  options: CallOptions,
): Promise<boolean> => {
  const { conversation, leg, mediaType, userId } = found;
  const isBelieved =
    action === "disconnect" || leg === undefined || !isStateUnsettled(client.changes, found, action, leg);
  if (leg !== undefined && isBelieved && isAlready(action, leg)) return false;
  if (action === "disconnect" && !allowLastCustomer && conversation !== undefined && leg !== undefined)
    refuseLastCustomer(withoutLeaving(client.changes, conversation), leg);
  const way = chooseWay("change", mediaType, isUser, { isUsersLeg: userId !== undefined });
  try {
    await patchParticipant(client, way.operation, found, CHANGES[action], userId, options);
  } catch (error) {
    // They left on their own, or an earlier attempt had its effect although its response was lost.
    const isGone = isGenesysError(error) && GONE.includes(error.cause.platformCode ?? "");
    if (action !== "disconnect" || !isGone) throw error;
    return false;
  }
  return true;
};
