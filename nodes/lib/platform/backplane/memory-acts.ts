import type { Clock } from "../types";
import { SAME_MS, type ActState, type ActStore } from "./store";

interface Act {
  id: string;
  instance: string;
  receivedAt: number;
  endsAt: number;
  state: ActState;
  /** The other instances that have found it. */
  foundBy: Set<string>;
}

/** The claims of several instances in one process: each call makes the part of one more instance. */
export const createMemoryActs = (clock: Clock) => {
  const all = new Map<string, Act[]>();
  const present = (name: string): Act[] => all.get(name)?.filter(({ endsAt }) => endsAt > clock.now()) ?? [];

  return (instance: string): ActStore => ({
    claim: (name, { id, agoMs, keptMs, isNamed }) => {
      const acts = present(name);
      const receivedAt = clock.now() - agoMs;
      const gap = (act: Act): number => Math.abs(act.receivedAt - receivedAt);
      const isSame = (act: Act): boolean =>
        isNamed || (act.instance !== instance && gap(act) <= SAME_MS && !act.foundBy.has(instance));
      const [found] = acts
        .filter((act) => act.state !== "released" && isSame(act))
        .sort((one, other) => gap(one) - gap(other));
      found?.foundBy.add(instance);
      if (found === undefined)
        acts.push({
          id,
          instance,
          receivedAt,
          endsAt: clock.now() + keptMs,
          state: "open",
          foundBy: new Set(),
        });
      all.set(name, acts);
      return Promise.resolve(found && { id: found.id, instance: found.instance });
    },
    state: (name, id) => Promise.resolve(present(name).find((act) => act.id === id)?.state),
    end: (name, id, outcome, keptMs) => {
      const act = present(name).find((one) => one.id === id);
      if (act !== undefined) [act.state, act.endsAt] = [outcome, clock.now() + keptMs];
      return Promise.resolve();
    },
  });
};
