import type { GenesysError } from "../errors/errors";
import { operationUsedUp } from "./limit-errors";
import { PROBE_MS } from "../http/known-window";

/** A request that waits for its turn. */
export interface QueuedRequest<P> {
  position: number;
  operation: string;
  /** Its operation's limit is not waited for beyond this time. */
  until: number;
  admit: (permit: P) => void;
  /** A limit is used up for longer than it waits. */
  refuse: (error: GenesysError) => void;
  /** Called while it waits for the limit of its operation, with the time until which it waits. */
  hold: (until: number) => void;
}

export interface OperationQueues<P> {
  size(): number;
  add(place: QueuedRequest<P>, now: number): void;
  remove(place: QueuedRequest<P>): void;
  /** The request with the lowest position of all whose operation may be sent; it leaves its queue. */
  take(now: number): QueuedRequest<P> | undefined;
  /** All whose operation may be sent, in their order; they leave their queues. */
  drain(now: number): QueuedRequest<P>[];
  hasOpen(now: number): boolean;
  /** How many wait whose operation may be sent; of an operation whose limit is learned again, one. */
  open(now: number): number;
  /** In how many ms the next closed operation that has waiting requests may be sent again. */
  opensInMs(now: number): number;
  /** A refusal for the limit of this operation came: it is not sent before that time. The time only ever moves later. */
  close(operation: string, now: number, retryAfterMs: number): void;
  /** A request of this operation, sent at `leftAt`, has a response. */
  answered(operation: string, leftAt: number): void;
  /** A request of this operation ended in a way that shows nothing of its limit. */
  unsettled(operation: string): void;
}

/** An operation whose own limit was used up. After that time one request is sent; the others follow its response. */
interface Gate {
  closedUntil: number;
  refusedAt: number;
  probeSentAt?: number | undefined;
}

/**
 * One queue per operation, each in the order of the positions. An operation whose own limit is used up holds back its own
 * queue only; among the others the lowest position is first.
 */
export const createOperationQueues = <P>(maxWaitMs: number): OperationQueues<P> => {
  const queues = new Map<string, QueuedRequest<P>[]>();
  const gates = new Map<string, Gate>();
  let size = 0;

  const shutMs = (operation: string, now: number): number => {
    const gate = gates.get(operation);
    if (gate === undefined) return 0;
    if (now < gate.closedUntil) return gate.closedUntil - now;
    return gate.probeSentAt === undefined ? 0 : Math.max(0, gate.probeSentAt + PROBE_MS - now);
  };

  const first = (now: number): QueuedRequest<P> | undefined => {
    let found: QueuedRequest<P> | undefined;
    for (const [operation, [head]] of queues)
      if (head !== undefined && (found === undefined || head.position < found.position))
        if (shutMs(operation, now) === 0) found = head;
    return found;
  };

  const remove = (place: QueuedRequest<P>): void => {
    const queue = queues.get(place.operation) ?? [];
    const at = queue.indexOf(place);
    if (at < 0) return;
    queue.splice(at, 1);
    size -= 1;
    if (queue.length === 0) queues.delete(place.operation);
  };

  const take = (now: number): QueuedRequest<P> | undefined => {
    const place = first(now);
    if (place === undefined) return undefined;
    remove(place);
    const gate = gates.get(place.operation);
    if (gate !== undefined) gate.probeSentAt = now;
    return place;
  };

  /** A request that would wait for too long fails now; the others show how long they wait. */
  const holdOrRefuse = (place: QueuedRequest<P>, now: number): void => {
    const { closedUntil } = gates.get(place.operation) ?? { closedUntil: 0 };
    if (closedUntil <= now) return;
    if (closedUntil - now <= maxWaitMs && closedUntil <= place.until) return place.hold(closedUntil);
    remove(place);
    place.refuse(operationUsedUp(closedUntil - now));
  };

  return {
    size: () => size,
    add: (place, now) => {
      const queue = queues.get(place.operation) ?? [];
      queues.set(place.operation, queue);
      queue.splice(indexFor(queue, place.position), 0, place);
      size += 1;
      holdOrRefuse(place, now);
    },
    remove,
    take,
    drain: (now) => {
      const drained: QueuedRequest<P>[] = [];
      for (const [operation, queue] of [...queues]) {
        if (shutMs(operation, now) > 0) continue;
        queues.delete(operation);
        size -= queue.length;
        drained.push(...queue);
      }
      return drained.sort((one, other) => one.position - other.position);
    },
    hasOpen: (now) => first(now) !== undefined,
    open: (now) => {
      let count = 0;
      for (const [operation, queue] of queues)
        if (shutMs(operation, now) === 0) count += gates.has(operation) ? 1 : queue.length;
      return count;
    },
    opensInMs: (now) =>
      [...queues.keys()].reduce((least, operation) => {
        const ms = shutMs(operation, now);
        return ms > 0 ? Math.min(least, ms) : least;
      }, Infinity),
    close: (operation, now, retryAfterMs) => {
      const closedUntil = Math.max(gates.get(operation)?.closedUntil ?? 0, now + retryAfterMs);
      gates.set(operation, { closedUntil, refusedAt: now });
      for (const place of [...(queues.get(operation) ?? [])]) holdOrRefuse(place, now);
    },
    answered: (operation, leftAt) => {
      const gate = gates.get(operation);
      // A response to a request that was sent before the refusal, or with it, does not reopen the operation.
      if (gate !== undefined && leftAt > gate.refusedAt) gates.delete(operation);
    },
    unsettled: (operation) => {
      const gate = gates.get(operation);
      if (gate !== undefined) gate.probeSentAt = undefined;
    },
  };
};

/** After all lower positions; nearly always the end. */
const indexFor = (queue: readonly { position: number }[], position: number): number => {
  let at = queue.length;
  while ((queue[at - 1]?.position ?? -Infinity) > position) at -= 1;
  return at;
};
