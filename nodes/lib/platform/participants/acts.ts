import { isSupervisedBy } from "./already";
import type { Conversation } from "../conversation/conversation";
import { inputError } from "../errors/errors";
import { settledAttributes, withoutLeaving } from "./changes";
import { chooseWay } from "./choice";
import { newAttributes } from "./state";
import type { ChangeAction, ConsultAction, ParticipantAction, RecordingAction } from "./ways";
import { destinationOf, type NamedParty } from "./destination";
import type { Located } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { patchAttributes, postToParticipant } from "../api/participants";
import { signedInUserId } from "../api/users";

/** What is to be done besides changing a property. */
export interface Act extends NamedParty {
  attributes?: Record<string, string> | undefined;
}

/** The participant that is meant; `conversation` and `leg` where it was read. */
export type Found = Omit<Located, "communicationId"> & {
  communicationId?: string | undefined;
  conversation?: Conversation;
};

/**
 * Everything but the change of a property: attributes, transfers, supervision. False where nothing had to be sent.
 */
export const actOnParticipant = async (
  client: Client,
  action: Exclude<ParticipantAction, ChangeAction | ConsultAction | RecordingAction>,
  update: Act,
  found: Found,
  isUser: boolean,
  options: CallOptions,
): Promise<boolean> => {
  const { mediaType, leg, conversation } = found;
  if (action === "setAttributes") {
    const present = settledAttributes(client.changes, found, leg?.participant.attributes);
    const attributes = newAttributes(update.attributes ?? {}, present);
    if (Object.keys(attributes).length === 0) return false;
    const { operation } = chooseWay("setAttributes", mediaType, isUser);
    await patchAttributes(client, operation, found, attributes, options);
    return true;
  }
  if (action === "transfer") {
    const body = await destinationOf(client, update, options);
    if ("userId" in body && body.userId === found.userId)
      throw inputError(
        "destination",
        'The input "destination" is the user who is to be replaced. Choose another user.',
      );
    const way = chooseWay(TRANSFERS[update.transferTo], mediaType, isUser);
    await postToParticipant(client, way.operation, found, body, options);
    return true;
  }
  if (conversation !== undefined && isUser) {
    const me = await signedInUserId(client, options);
    const present = withoutLeaving(client.changes, conversation);
    const isChanging = client.changes.isUnsettled(found, { supervision: action });
    if (!isChanging && isSupervisedBy(present, action, found.participantId, me)) return false;
  }
  const way = chooseWay(action, action === "monitor" ? (mediaType ?? "call") : mediaType, isUser);
  const send = () => postToParticipant(client, way.operation, found, undefined, options);
  await client.changes.send(found, { supervision: action }, send, options.signal);
  return true;
};

/** None of the operations is deprecated. */
const TRANSFERS = { user: "toUser", queue: "toQueue", address: "toAddress", contact: "toContact" } as const;
