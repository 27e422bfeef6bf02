import { WINDOW_RULES as RULES } from "./window-rules";

/** The requests of all instances that wait for the window, in the order of their positions, and those in progress. */
export const createPositionQueue = () => {
  let last = 0;
  const waiting = new Map<number, string>();
  const flight = new Map<number, { instance: string; at: number }>();
  const seenAt = new Map<string, number>();

  const removeOf = (instance: string): void => {
    for (const [position, of] of waiting) if (of === instance) waiting.delete(position);
    for (const [position, of] of flight) if (of.instance === instance) flight.delete(position);
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
      for (const position of dropped) if (waiting.get(position) === instance) waiting.delete(position);
    },
    add: (instance: string, count: number, present: readonly number[]): number[] => {
      for (const position of present) if (!flight.has(position)) waiting.set(position, instance);
      const added = Array.from({ length: count }, () => (last += 1));
      for (const position of added) waiting.set(position, instance);
      return added;
    },
    /** Of the first `free` positions of all, those of this instance. They are in progress from now on. */
    grant: (instance: string, now: number, free: number, most: number): number[] => {
      const granted = inOrder()
        .filter((position, rank) => rank < free && waiting.get(position) === instance)
        .slice(0, most);
      for (const position of granted) {
        waiting.delete(position);
        flight.set(position, { instance, at: now });
      }
      return granted;
    },
    /** When it was granted, if it was in progress. */
    end: (instance: string, position: number): number | undefined => {
      const found = flight.get(position);
      if (found?.instance !== instance) return undefined;
      flight.delete(position);
      return found.at;
    },
  };
};
