import { getConversation } from "../api/conversations";
import type { Conversation } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import { sleep } from "../time/clock";
import type { CallOptions, Client } from "../types";

/** What became of a request without a usable response. */

/** What was requested may be seen only a while later: waits before each look. */
const LOOKS_MS = [500, 1_500, 3_000];

/** Looks at the conversation until this shows; `undefined` where it does not. */
export const look = async <T>(
  client: Client,
  conversationId: string,
  shows: (conversation: Conversation) => T | undefined,
  options: CallOptions,
): Promise<T | undefined> => {
  for (const ms of LOOKS_MS) {
    await sleep(client.clock, ms, options.signal);
    try {
      const found = shows(await getConversation(client, conversationId, options));
      if (found !== undefined) return found;
    } catch (error) {
      if (!isGenesysError(error) || options.signal?.aborted === true) throw error;
      // the error of the request itself is more useful than the error of this read
    }
  }
  return undefined;
};

/** May the request have had its effect, although no usable response came? */
export const mayBeDone = (error: unknown): boolean =>
  isGenesysError(error) && (error.cause.outcome === "unknown" || error.cause.outcome === "done");
