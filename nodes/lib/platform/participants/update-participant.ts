import { isAlready } from "./already";
import { blankInput, inputError, isGenesysError } from "../errors/errors";
import { findParticipant } from "./find";
import { isStateUnsettled, withoutLeaving } from "./changes";
import { chooseWay } from "./choice";
import { refuseLastCustomer } from "./state";
import { CHANGES, isChange, type ChangeAction, type ParticipantAction } from "./ways";
import type { Located, Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { actOnParticipant, type Act, type Found } from "./acts";
import { patchParticipant } from "../api/participants";
import { actsAsUser } from "../api/users";

export interface ParticipantUpdate extends Act {
  target: Target;
  action: ParticipantAction;
  allowLastCustomer: boolean;
}

/** The participant that was changed. `already`: no request was necessary. */
export interface UpdatedParticipant {
  ids: Omit<Located, "leg" | "communicationId"> & { communicationId?: string };
  already: boolean;
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
  const { action } = update;
  checkInputs(update);
  const isUser = await actsAsUser(client, options);
  const found = await findParticipant(client, update, options);
  const { conversationId, participantId, communicationId, mediaType, userId } = found;
  const ids = {
    conversationId,
    participantId,
    ...(communicationId === undefined ? {} : { communicationId }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(userId === undefined ? {} : { userId }),
  };
  const done = isChange(action)
    ? await change(client, action, update, found, isUser, options)
    : await actOnParticipant(client, action, update, found, isUser, options);
  return { ids, already: !done, name: found.leg?.participant.name };
};

const checkInputs = ({ action, attributes, destination }: ParticipantUpdate): void => {
  if (action === "setAttributes" && Object.keys(attributes ?? {}).length === 0)
    throw inputError("attributes", 'The input "attributes" contains no attribute to set.');
  if (action === "transfer" && destination === undefined)
    throw blankInput("destination", "Set the destination of the transfer.");
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
  const way = chooseWay("change", mediaType, isUser, userId !== undefined);
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
