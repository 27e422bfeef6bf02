import { WINDOW_RULES as RULES } from "./window-rules";

/** The requests of all instances that wait for the window, in the order of their tickets, and those in progress. */
export const createTicketQueue = () => {
  let last = 0;
  const waiting = new Map<number, string>();
  const flight = new Map<number, { instance: string; at: number }>();
  const seenAt = new Map<string, number>();

  const removeOf = (instance: string): void => {
    for (const [ticket, of] of waiting) if (of === instance) waiting.delete(ticket);
    for (const [ticket, of] of flight) if (of.instance === instance) flight.delete(ticket);
  };
  const inOrder = (): number[] => [...waiting.keys()].sort((one, other) => one - other);

  return {
    inFlight: (): number => flight.size,
    instances: (now: number): number => [...seenAt.values()].filter((at) => now - at < RULES.aliveMs).length,
    /** An instance is alive. What those wait for that were not seen for a while does not hold up the others. */
    seen: (instance: string, now: number, isReset: boolean): void => {
      seenAt.set(instance, now);
      if (isReset) removeOf(instance);
      for (const [other, at] of seenAt) {
        if (now - at >= RULES.lostMs) removeOf(other);
        if (now - at >= RULES.aliveMs) seenAt.delete(other);
      }
    },
    drop: (instance: string, dropped: readonly number[]): void => {
      for (const ticket of dropped) if (waiting.get(ticket) === instance) waiting.delete(ticket);
    },
    add: (instance: string, count: number, present: readonly number[]): number[] => {
      for (const ticket of present) if (!flight.has(ticket)) waiting.set(ticket, instance);
      const added = Array.from({ length: count }, () => (last += 1));
      for (const ticket of added) waiting.set(ticket, instance);
      return added;
    },
    /** Of the first `free` tickets of all, those of this instance. They are in progress from now on. */
    grant: (instance: string, now: number, free: number, most: number): number[] => {
      const granted = inOrder()
        .filter((ticket, rank) => rank < free && waiting.get(ticket) === instance)
        .slice(0, most);
      for (const ticket of granted) {
        waiting.delete(ticket);
        flight.set(ticket, { instance, at: now });
      }
      return granted;
    },
    /** When it was granted, if it was in progress. */
    end: (instance: string, ticket: number): number | undefined => {
      const found = flight.get(ticket);
      if (found?.instance !== instance) return undefined;
      flight.delete(ticket);
      return found.at;
    },
  };
};
