import { loadOperations } from "../../../../nodes/lib/facts/operations";
import { messagesIn } from "../../../../nodes/lib/simulator/store/messages";
import { mayHaveActed } from "../requests";
import type { Invariant } from "../walk-state";

/** A second request of these would be a second act. */
const ONCE = new Set(
  loadOperations()
    .filter(({ method, repeatable }) => method === "POST" && !repeatable)
    .map(({ id }) => id),
);
/** It is sent again after the conversation was read, and a second one changes nothing. */
const LOOKS_FIRST = /ParticipantCommunicationWrapup$/;
/** The customer's message has an id that is repeated. */
const WITH_ID = "postConversationsMessageInboundOpenMessage";

const most = (isShared: boolean, of: { sent: number; isBoth: boolean } | undefined): number =>
  of === undefined || (of.isBoth && isShared) ? 1 : of.sent;

/** No call is placed, and no message is sent, twice. */
export const neverTwice: Invariant = ({ requests, marks, plan, simulator }) => {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const { operation } = request.entry;
    if (request.mark === undefined || operation === undefined || !ONCE.has(operation)) continue;
    if (LOOKS_FIRST.test(operation) || operation === WITH_ID || !mayHaveActed(request)) continue;
    const name = `${operation} ${request.mark}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const { text } of messagesIn(simulator.store).values()) {
    const mark = /\bw\d+w\b/.exec(text ?? "")?.[0];
    if (mark !== undefined) counts.set(`message ${mark}`, (counts.get(`message ${mark}`) ?? 0) + 1);
  }
  return [...counts].flatMap(([name, count]) => {
    const allowed = most(plan.isShared, marks.get(name.split(" ")[1] ?? ""));
    return count <= allowed ? [] : [`twice: ${name} ${count} times, at most ${allowed}`];
  });
};

/** No conversation is transferred more often than messages have asked for. */
export const noMoreTransfers: Invariant = ({ requests, ledger }) => {
  const sent = requests.filter(
    (request) =>
      request.entry.operation === "postConversationParticipantReplaceQueue" && mayHaveActed(request),
  );
  const ids = new Set(sent.map(({ entry }) => entry.path.split("/")[4] ?? ""));
  return [...ids].flatMap((id) => {
    const count = sent.filter(({ entry }) => entry.path.includes(id)).length;
    const wanted = ledger.passages.filter(({ to, about }) => to === "transfer" && about === id).length;
    return count <= wanted ? [] : [`twice: ${id} transferred ${count} times for ${wanted} messages`];
  });
};
