import type { Node, NodeAPI } from "node-red";
import { journalOf } from "./journal";

/** What the sidebar shows of such a message; a body is not among it. */
const SHOWN = [
  ...["event", "conversationId", "participantId", "communicationId", "mediaType", "userId", "queueId"],
  ...["requestId", "messageId", "recovered", "redelivered"],
] as const;

type Values = Record<string, unknown>;

const shownOf = (msg: Values): Values =>
  Object.fromEntries(SHOWN.filter((name) => msg[name] !== undefined).map((name) => [name, msg[name]]));

/**
 * Records what a source node sends, while a sidebar shows its account: the message begins there. Otherwise a message costs the
 * look at one property.
 */
export const recordSent = (RED: NodeAPI, node: Node, accountId: unknown): void => {
  const send = node.send.bind(node);
  const journal = journalOf(RED);
  const record = (msg: unknown): void => {
    if (typeof msg !== "object" || msg === null || Array.isArray(msg)) return;
    const begun = journal.begin?.({ node, accountId: String(accountId), options: {} });
    begun?.inputs(shownOf(msg as Values));
    begun?.ended(undefined);
  };
  node.send = (msg): void => {
    if (journal.begin !== undefined) record(msg);
    send(msg);
  };
};
