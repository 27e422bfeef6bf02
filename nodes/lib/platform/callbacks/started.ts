import type { Conversation } from "../conversation/conversation";
import { SETTLE_MS } from "../time/wait";
import type { Client } from "../types";
import { legIds } from "./lost-callback";

/** The calls of callbacks that an account has placed a moment ago: a read may not show them yet. */
type Ledger = Map<string, { at: number; before: ReadonlySet<string> }>;

const ledgerOf = (client: Client): Promise<Ledger> =>
  client.remember("calls of callbacks", Infinity, () => Promise.resolve<Ledger>(new Map()));

/** Was a call placed that this read of the conversation does not show, neither running nor ended? */
export const wasStarted = async (client: Client, conversation: Conversation): Promise<boolean> => {
  const ledger = await ledgerOf(client);
  for (const [id, { at }] of ledger) if (client.clock.now() - at > SETTLE_MS) ledger.delete(id);
  const started = ledger.get(conversation.id.toLowerCase());
  if (started === undefined) return false;
  return [...legIds(conversation, "call")].every((id) => started.before.has(id));
};

export const noteStarted = async (client: Client, conversation: Conversation): Promise<void> => {
  const before = legIds(conversation, "call");
  (await ledgerOf(client)).set(conversation.id.toLowerCase(), { at: client.clock.now(), before });
};
