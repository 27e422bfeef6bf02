import { untilClosed } from "../time/clock";
import { isGenesysError } from "../errors/errors";
import type { Changes, Clock, ParticipantIds } from "../types";
import { SETTLE_MS } from "../time/wait";

/** The platform names no time for what it accepts with 202; a wrap-up that is accepted is given as long to be seen. */
const UNSEEN_MS = SETTLE_MS;

interface Change {
  value: unknown;
  /** Until then it counts without being seen; clock time in ms. */
  until: number;
  /** While the request is in progress: settles with it, never rejects. */
  over?: Promise<void>;
  /** Another value was sent before: a read may still show that one. */
  isMixed: boolean;
}

/** What one account has changed a moment ago, by participant and property. */
export const createChanges = (clock: Clock): Changes => {
  const changes = new Map<string, Change>();

  const keyOf = ({ conversationId, participantId }: ParticipantIds, property: string): string =>
    `${conversationId} ${participantId} ${property}`.toLowerCase();
  const fresh = (key: string): Change | undefined => {
    const change = changes.get(key);
    return change !== undefined && change.until > clock.now() ? change : undefined;
  };
  const forgetOld = (): void => {
    for (const [key, { until }] of changes) if (until <= clock.now()) changes.delete(key);
  };

  /** Notes the change of one property; what is returned notes how its request has ended. */
  const begin = (key: string, value: unknown, over: Promise<void>) => {
    const before = fresh(key);
    const isMixed = before !== undefined && (before.isMixed || before.value !== value);
    const change: Change = { value, until: Infinity, over, isMixed };
    changes.set(key, change);
    return (hadEffect: boolean): void => {
      delete change.over;
      change.until = clock.now() + UNSEEN_MS;
      if (hadEffect) return;
      if (before === undefined) changes.delete(key);
      else changes.set(key, before);
    };
  };

  return {
    send: async (ids, changed, send, signal) => {
      const entries = Object.entries(changed).map(
        ([property, value]) => [keyOf(ids, property), value] as const,
      );
      const inProgress = () => entries.flatMap(([key]) => changes.get(key)?.over ?? []);
      // Two requests that are in progress at the same time may arrive in either order.
      while (inProgress().length > 0) await untilClosed(Promise.all(inProgress()), signal);
      forgetOld();
      let settle = (): void => undefined;
      const over = new Promise<void>((resolve) => (settle = resolve));
      const ends = entries.map(([key, value]) => begin(key, value, over));
      try {
        const answer = await send();
        for (const end of ends) end(true);
        return answer;
      } catch (error) {
        const outcome = isGenesysError(error) ? error.cause.outcome : "unknown";
        for (const end of ends) end(outcome === "unknown" || outcome === "done");
        throw error;
      } finally {
        settle();
      }
    },
    isUnsettled: (ids, read) =>
      Object.entries(read)
        .map(([property, value]) => {
          const key = keyOf(ids, property);
          const change = fresh(key);
          if (change === undefined) return false;
          if (change.isMixed || change.value !== value) return true;
          if (change.over === undefined) changes.delete(key); // it has been seen
          return false;
        })
        .includes(true),
  };
};
