import { randomUUID } from "node:crypto";
import { postCallback, postParticipantCallback, type NewCallback, type SameCallback } from "../api/callbacks";
import { getConversation, locateIn, partyOf } from "../api/conversations";
import type { Located, Target } from "../conversation/target";
import { GenesysError, inputError, isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { findAddedLeg, findLostCallback, isCallbackTo, legIds } from "./lost-callback";
import {
  agentIdIn,
  numbersIn,
  queueIdIn,
  refuseOwnAttribute,
  REQUEST_ID,
  requireForNew,
  timeIn,
  type CallbackInputs,
} from "./order";

export interface CreatedCallback {
  /** Undefined where the platform accepted without an id, and the callback was not found. */
  conversationId: string | undefined;
  /** The queue's part of it, by which the platform names a callback. */
  callbackId?: string | undefined;
  participantId?: string | undefined;
  communicationId?: string | undefined;
  queueId: string;
  numbers: string[];
  scheduledTime: string | undefined;
  /** The agent who is preferred. */
  userId: string | undefined;
  /** Also among the attributes of the customer. */
  requestId: string;
  /** The response was lost, and the callback was found. */
  recovered?: true;
}

interface Checked {
  queueId: string;
  callback: { body: NewCallback; sameAs: SameCallback };
  facts: Omit<CreatedCallback, "conversationId">;
}

const check = async (client: Client, inputs: CallbackInputs, options: CallOptions): Promise<Checked> => {
  requireForNew(inputs);
  refuseOwnAttribute(inputs);
  const scheduledTime = timeIn(inputs);
  const numbers = await numbersIn(inputs);
  const queueId = (await queueIdIn(client, inputs, options)) ?? "";
  const userId = await agentIdIn(client, inputs, options);
  const requestId = randomUUID();
  const order = {
    ...(userId === undefined ? { queueId } : { routingData: { queueId, preferredAgentIds: [userId] } }),
    callbackNumbers: numbers,
    callbackUserName: inputs.customerName,
    callbackScheduledTime: scheduledTime,
  };
  const callback = {
    body: { ...order, data: { ...inputs.attributes, [REQUEST_ID]: requestId } },
    sameAs: { ...order, attributes: inputs.attributes }, // another instance makes up another id
  };
  return { queueId, callback, facts: { queueId, numbers, scheduledTime, userId, requestId } };
};

/** Nothing was created, and a retry by the flow does no harm. */
const isHarmless = ({ cause: { outcome } }: GenesysError): boolean =>
  outcome === "notSent" || outcome === "refused";

/** The same error, with what a flow needs to look for the callback itself. */
const uncertain = ({ code, message, cause }: GenesysError, facts: Record<string, unknown>): GenesysError =>
  new GenesysError(
    code,
    `${message} The callback may have been created. Look for it before you create it again: its attribute "${REQUEST_ID}" has the value of cause.requestId.`,
    { ...cause, ...facts },
  );

/** A callback of its own, in a new conversation. It is never created a second time. */
export const createCallback = async (
  client: Client,
  inputs: CallbackInputs,
  options: CallOptions = {},
): Promise<CreatedCallback> => {
  const { queueId, callback, facts } = await check(client, inputs, options);
  const { requestId } = facts;
  const sentAt = client.clock.now();
  const find = () => findLostCallback(client, { queueId, requestId, sentAt }, options);
  try {
    const ids = await postCallback(client, callback, options);
    return { ...facts, ...ids, conversationId: ids.conversationId ?? (await find())?.id };
  } catch (error) {
    if (!isGenesysError(error) || isHarmless(error) || options.signal?.aborted === true) throw error;
    const found = await find();
    if (found === undefined) throw uncertain(error, { requestId });
    return { ...facts, conversationId: found.id, recovered: true };
  }
};

/** The participant, and the conversation as it is before the request. */
const locateParticipant = async (client: Client, target: Target, options: CallOptions) => {
  const of = await partyOf(client, target, options);
  const conversation = await getConversation(client, target.conversationId, options);
  const located: Located = locateIn(conversation, of, target, { phase: "lastConnected" });
  const { purpose } = conversation.participants.find(({ id }) => id === located.participantId) ?? {};
  if (purpose === "acd")
    throw inputError(
      "participantId",
      'The input "participantId" is that of a queue, which cannot be called back. Set that of the customer.',
    );
  return { conversation, ...located };
};

/** A callback of a participant, in the same conversation. It is never created a second time. */
export const createForParticipant = async (
  client: Client,
  target: Target,
  inputs: CallbackInputs,
  options: CallOptions = {},
): Promise<CreatedCallback> => {
  const { callback, facts } = await check(client, inputs, options);
  const { conversation, conversationId, participantId } = await locateParticipant(client, target, options);
  const ids = { conversationId, participantId };
  try {
    await postParticipantCallback(client, ids, callback, options);
    return { ...facts, ...ids };
  } catch (error) {
    if (!isGenesysError(error) || isHarmless(error) || options.signal?.aborted === true) throw error;
    const before = legIds(conversation, "callback");
    const added = { conversationId, mediaType: "callback" as const, before };
    const found = await findAddedLeg(client, { ...added, isIt: isCallbackTo(facts.numbers) }, options);
    if (found === undefined) throw uncertain(error, { requestId: facts.requestId, ...ids });
    return { ...facts, ...ids, communicationId: found.communication.id, recovered: true };
  }
};
