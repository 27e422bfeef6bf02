import { patchCallback } from "../api/callbacks";
import { blankInput } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { agentIdIn, numbersIn, queueIdIn, timeIn, type CallbackInputs } from "./order";
import { readCallback, type PresentCallback } from "./present";

export interface RescheduledCallback {
  conversationId: string;
  participantId: string;
  communicationId: string;
  queueId: string | undefined;
  numbers: readonly string[];
  scheduledTime: string;
  userId: string;
  /** It is due at that time already, with these numbers: no request was necessary. */
  already: boolean;
}

interface Wanted {
  scheduledTime: string;
  numbers: readonly string[];
  queueId: string | undefined;
  userId: string | undefined;
}

/** A new agent is always sent: which one a callback has is not always shown. */
const isAlready = (present: PresentCallback, { scheduledTime, numbers, queueId, userId }: Wanted): boolean =>
  userId === undefined &&
  present.scheduledAt === Date.parse(scheduledTime) &&
  (numbers.length === 0 || numbers.join() === present.numbers.join()) &&
  (queueId === undefined || queueId === present.leg.participant.queueId);

/**
 * Moves a callback to another time, and, where the flow names them, to other numbers, another queue or another agent.
 * @throws GenesysError `noTarget` where there is no callback that has not ended; `input` where nothing shows the agent
 * that the platform requires
 */
export const rescheduleCallback = async (
  client: Client,
  conversationId: string | undefined,
  inputs: CallbackInputs,
  options: CallOptions = {},
): Promise<RescheduledCallback> => {
  const scheduledTime = timeIn(inputs);
  if (scheduledTime === undefined) throw blankInput("scheduledTime", "Set the new time of the callback.");
  const numbers = await numbersIn(inputs);
  const queueId = await queueIdIn(client, inputs, options);
  const named = await agentIdIn(client, inputs, options);
  const present = await readCallback(client, conversationId, options);
  const { conversation, leg, agentId } = present;
  const userId = named ?? agentId;
  if (userId === undefined)
    throw blankInput(
      "userId",
      "The platform requires an agent for a callback that is moved, and this one has none yet. Set the agent who is preferred.",
    );
  const already = isAlready(present, { scheduledTime, numbers, queueId, userId: named });
  if (!already)
    await patchCallback(
      client,
      {
        conversationId: conversation.id,
        agentId: userId,
        callbackScheduledTime: scheduledTime,
        queueId,
        callbackNumbers: numbers.length === 0 ? undefined : numbers,
      },
      options,
    );
  return {
    conversationId: conversation.id,
    participantId: leg.participant.id,
    communicationId: leg.communication.id,
    queueId: queueId ?? leg.participant.queueId,
    numbers: numbers.length === 0 ? present.numbers : numbers,
    scheduledTime,
    userId,
    already,
  };
};
