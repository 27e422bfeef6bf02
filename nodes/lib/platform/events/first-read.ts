import { getConversation } from "../api/conversations";
import type { Conversation } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import { sleep } from "../time/clock";
import type { Client } from "../types";
import { createTracker } from "./tracker";
import type { ConversationEvent } from "./types";

/** A message returns the id of its conversation before the platform has made it. After all of these it has. */
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Reads a conversation that may be about to begin. @throws GenesysError `missing` where it does not begin. */
export const readWhenThere = async (
  client: Client,
  conversationId: string,
  signal: AbortSignal,
): Promise<Conversation> => {
  for (const waitMs of WAITS_MS)
    try {
      return await getConversation(client, conversationId, { signal });
    } catch (error) {
      if (!isGenesysError(error, "missing")) throw error;
      await sleep(client.clock, waitMs, signal);
    }
  return getConversation(client, conversationId, { signal });
};

/** The end of a conversation that is over already; `undefined` for one that is not. */
export const endIn = (conversation: Conversation, at: number): ConversationEvent | undefined =>
  createTracker(0)
    .read(conversation, at, [{ from: 0, to: at }], true)
    .find(({ event }) => event === "ended");
