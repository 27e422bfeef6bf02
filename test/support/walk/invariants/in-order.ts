import { sortOf } from "../flow";
import { mayHaveActed } from "../requests";
import type { Invariant } from "../walk-state";

/** Messages about one thing act in the order in which their node has received them. */
export const inOrder: Invariant = ({ requests, ledger, marks }) => {
  const firsts = new Map<string, number>();
  requests.forEach((request, index) => {
    const { mark, entry } = request;
    if (mark === undefined || entry.method === "GET" || !mayHaveActed(request)) return;
    if (!firsts.has(mark)) firsts.set(mark, index);
  });
  const last = new Map<string, { nth: number; index: number }>();
  return ledger.passages.flatMap(({ nodeId, to, nth, about }) => {
    const index = firsts.get(`w${nth}w`);
    if (sortOf(to).isOrdered !== true || index === undefined || marks.get(`w${nth}w`)?.isBoth === true)
      return [];
    const lane = `${nodeId} ${about}`;
    const before = last.get(lane);
    last.set(lane, { nth, index });
    if (before === undefined || before.index < index) return [];
    return [`order: ${to}: message ${nth} acted before ${before.nth}, about ${about}`];
  });
};
