import { isGenesysError, type ErrorCode } from "../errors/errors";
import { undecided, verdictOf } from "./delivery";
import type { Delivery, MessageData } from "../conversation/message";
import type { Client } from "../types";
import { waitFor } from "../time/wait";
import { getMessage } from "../api/messages";

/** After these it may be read later: it is not there yet, or the platform is busy. */
const PASSING: ReadonlySet<ErrorCode> = new Set(["missing", "limited", "server", "network", "timeout"]);

/** Some channels send no event for a receipt. So the message is read at growing intervals, up to a maximum. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 10_000;

interface Watched {
  conversationId: string | undefined;
  messageId: string | undefined;
  deadlineSeconds: number;
  signal: AbortSignal;
}

export interface Confirmed {
  delivery: Delivery;
  /** As it was read last. */
  message?: MessageData;
}

/**
 * The final result of a message that was sent. Never an error: whatever goes wrong while reading, the message has
 * been sent, and an error would invite to send it again. Only the end of the node is thrown, as `closed`.
 */
export const confirmDelivery = async (client: Client, watched: Watched): Promise<Confirmed> => {
  const { conversationId, messageId, deadlineSeconds, signal } = watched;
  if (conversationId === undefined || messageId === undefined)
    return { delivery: unknown("The platform accepted the message, but did not return its id.") };
  const { clock } = client;
  const deadline = clock.now() + deadlineSeconds * 1000;
  let message: MessageData | undefined;
  let pauseMs = FIRST_LOOK_MS;
  let dueAt = clock.now();

  const look = async (looking: AbortSignal): Promise<Delivery | undefined> => {
    dueAt = clock.now() + pauseMs;
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_LOOK_MS);
    try {
      // The message carries the facts of the request that sent it, not those of these reads.
      message = await getMessage(
        client,
        { conversationId, messageId },
        { signal: looking, deadline, onFacts: undefined },
      );
    } catch (error) {
      if (!isGenesysError(error) || looking.aborted) throw error;
      if (error.code === "closed")
        return unknown("Its status cannot be read, because the account was closed.");
      if (PASSING.has(error.code)) return undefined;
      return unknown(`Its status cannot be read. ${error.message}`);
    }
    return message === undefined ? undefined : verdictOf(message);
  };

  const found = await waitFor(client, { conversationId, look, deadline, signal, dueAt: () => dueAt });
  const delivery = found ?? undecided(deadlineSeconds, message);
  return { delivery, ...(message === undefined ? {} : { message }) };
};

const unknown = (reason: string): Delivery => ({ verdict: "unknown", reason });
