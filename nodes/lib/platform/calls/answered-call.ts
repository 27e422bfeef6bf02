import { callProgress, type CallFailure, type CallProgress } from "./call-progress";
import type { Called } from "./called-party";
import { GenesysError, isGenesysError, type ErrorCause } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { waitFor } from "../time/wait";
import { afterDone } from "../errors/after-done";
import { getConversation } from "../api/conversations";

const REASONS: Readonly<Record<CallFailure, string>> = {
  busy: "The called party is busy.",
  noAnswer: "The called party did not answer.",
  declined: "The called party declined.",
  unreachable: "The destination cannot be reached. Check the number.",
  cancelled: "The caller's side hung up or did not answer before the called party answered.",
  failed: "The call failed in the network.",
};

/**
 * The leg of the called party that answered a call which has been placed: its ids.
 * @throws GenesysError with the outcome `done`, whatever it is that went wrong: the call was placed.
 */
export const untilAnswered = async (
  client: Client,
  { conversationId, called }: { conversationId: string; called: Called },
  deadlineMs: number,
  options: CallOptions,
): Promise<{ participantId: string; communicationId: string }> => {
  const startedAt = client.clock.now();
  const done = (code: "rejected" | "timeout", message: string, facts: Partial<ErrorCause>): GenesysError =>
    new GenesysError(code, message, { ...facts, outcome: "done", conversationId });
  // The message carries the facts of the request that placed the call, not those of these reads.
  const { signal } = options;
  const deadline = startedAt + deadlineMs;
  const look = async (looking: AbortSignal) => {
    const read = { ...options, onFacts: undefined, signal: looking, deadline };
    const progress = await readProgress(client, { conversationId, called }, startedAt, read);
    return progress?.state === "dialing" ? undefined : progress;
  };
  const end = await waitFor(client, { conversationId, look, deadline, signal });
  if (end === undefined)
    throw done(
      "timeout",
      `The called party did not answer within ${Math.round(deadlineMs / 1000)} s. The call continues to ring.`,
      {
        reason: "ringing",
      },
    );
  const { participant, communication } = end.leg;
  const ids = { participantId: participant.id, communicationId: communication.id };
  if (end.state === "connected") return ids;
  throw done("rejected", REASONS[end.reason], {
    ...ids,
    reason: end.reason,
    disconnectType: communication.disconnectType,
    errorInfo: communication.errorInfo?.code,
  });
};

/** A conversation may be readable only a while after the call was accepted. */
const READABLE_AFTER_MS = 10_000;

const readProgress = async (
  client: Client,
  { conversationId, called }: { conversationId: string; called: Called },
  placedAt: number,
  options: CallOptions,
): Promise<CallProgress | undefined> => {
  try {
    return callProgress(await getConversation(client, conversationId, options), called);
  } catch (error) {
    const isEarly = client.clock.now() - placedAt < READABLE_AFTER_MS;
    if (isGenesysError(error, "missing") && isEarly) return undefined;
    throw afterDone(error, {
      what: "The call was placed, but its state cannot be read",
      advice: "Do not place it again.",
      facts: { conversationId },
      signal: options.signal,
    });
  }
};
