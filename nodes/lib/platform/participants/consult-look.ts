import { getConversation } from "../api/conversations";
import type { Conversation } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import { lookUntilFound } from "../time/look";
import type { CallOptions, Client } from "../types";

/** What became of a request without a usable response. */

/** Looks at the conversation until this shows; `undefined` where it does not. */
export const look = <T>(
  client: Client,
  conversationId: string,
  shows: (conversation: Conversation) => T | undefined,
  options: CallOptions,
): Promise<T | undefined> =>
  lookUntilFound(
    client.clock,
    async () => shows(await getConversation(client, conversationId, options)),
    options,
  );

/** May the request have had its effect, although no usable response came? */
export const mayBeDone = (error: unknown): boolean =>
  isGenesysError(error) && (error.cause.outcome === "unknown" || error.cause.outcome === "done");
