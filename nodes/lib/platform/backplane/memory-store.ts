import type { Clock, Random } from "../types";
import { createMemoryActs } from "./memory-acts";
import { createMemoryLog } from "./memory-log";
import { createMemoryWindow } from "./memory-window";
import type { ClaimStore, LeaseStore, Store, ValueStore } from "./store";
import type { WindowSettings } from "../http/known-window";

/** A map whose entries end. */
const createEnding = <V>(clock: Clock) => {
  const all = new Map<string, { value: V; endsAt: number }>();
  const get = (name: string) => {
    const found = all.get(name);
    if (found !== undefined && found.endsAt > clock.now()) return found;
    all.delete(name);
    return undefined;
  };
  return {
    get,
    set: (name: string, value: V, forMs: number): void =>
      void all.set(name, { value, endsAt: clock.now() + forMs }),
    delete: (name: string): void => void all.delete(name),
  };
};

interface ClaimState {
  id: string;
  outcome?: string;
}

/** What several instances in one process share. The reference for Redis: every step does the same. */
export const createMemoryStores = (clock: Clock, random: Random) => {
  const window = createMemoryWindow(random);
  const held = createEnding<{ instance: string; token: number }>(clock);
  const fences = new Map<string, number>();
  const values = createEnding<string>(clock);
  const claims = createEnding<ClaimState>(clock);
  const isHeld = (lease: string, instance: string, token: number): boolean => {
    const found = held.get(lease)?.value;
    return found?.instance === instance && found.token === token;
  };
  const logs = new Map<string, ReturnType<typeof createMemoryLog>>();
  const logOf = (name: string) => {
    const found = logs.get(name) ?? createMemoryLog(clock, isHeld);
    logs.set(name, found);
    return found;
  };
  const acts = createMemoryActs(clock);

  const leasesOf = (instance: string): LeaseStore => ({
    acquire: (name, forMs) => {
      const found = held.get(name)?.value;
      if (found !== undefined && found.instance !== instance) return Promise.resolve(undefined);
      const token = found?.token ?? (fences.get(name) ?? 0) + 1;
      fences.set(name, token);
      held.set(name, { instance, token }, forMs);
      return Promise.resolve(token);
    },
    release: (name, token) => {
      if (isHeld(name, instance, token)) held.delete(name);
      return Promise.resolve();
    },
    isFree: (name) => Promise.resolve(held.get(name) === undefined),
  });

  const claimStore: ClaimStore = {
    claim: (name, id, forMs) => {
      const found = claims.get(name)?.value;
      if (found === undefined) claims.set(name, { id }, forMs);
      return Promise.resolve(found === undefined ? undefined : { outcome: found.outcome });
    },
    settle: (name, id, outcome) => {
      const found = claims.get(name);
      if (found?.value.id === id) found.value.outcome ??= outcome;
      return Promise.resolve();
    },
    release: (name, id) => {
      const found = claims.get(name)?.value;
      if (found?.id === id && found.outcome === undefined) claims.delete(name);
      return Promise.resolve();
    },
  };

  const valuesOf = (instance: string): ValueStore => ({
    read: (name) => {
      const found = values.get(name);
      if (found === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ text: found.value, restMs: found.endsAt - clock.now() });
    },
    write: (name, text, forMs, { lease, token }) => {
      const isHolder = isHeld(lease, instance, token);
      if (isHolder) values.set(name, text, forMs);
      return Promise.resolve(isHolder);
    },
  });

  /** The store of one instance. */
  return (instance: string, settings: WindowSettings): Store => ({
    window: {
      take: (wanted) => Promise.resolve(window.take(instance, clock.now(), wanted, settings)),
      report: (position, result) =>
        Promise.resolve(window.report(instance, clock.now(), position, result, settings)),
    },
    leases: leasesOf(instance),
    claims: claimStore,
    acts: acts(instance),
    values: valuesOf(instance),
    logOf: (name) => logOf(name)(instance),
    isGone: () => false,
    onConnected: () => () => undefined,
    ageMs: () => Promise.resolve(Infinity),
    close: () => undefined,
  });
};
