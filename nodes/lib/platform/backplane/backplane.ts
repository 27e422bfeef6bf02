import { randomUUID } from "node:crypto";
import { createClosing, sleep } from "../time/clock";
import type { Clock } from "../types";
import { createActs } from "./acts";
import { createSealing } from "./sealing";
import type { Store } from "./store";
import { createStream } from "./stream";
import { createSharedToken } from "./token";
import type { Backplane, Claims, Consumer, Lease, Stream } from "./types";

interface Parts {
  instance: string;
  group: string;
  store: Store;
  /** What is kept is sealed with it. All instances of one OAuth client have the same. */
  secret: string;
  owner: string;
  clock: Clock;
  warn: (text: string) => void;
}

/** What is given back has this time, also where the store does not respond. */
const LAST_MS = 400;

/** A backplane on a store. */
export const createBackplane = (parts: Parts): Backplane => {
  const { instance, group, store, clock, warn } = parts;
  const closing = createClosing();
  const sealing = createSealing(parts.secret, parts.owner);
  const held = new Map<string, number>();
  const consumers = new Set<Consumer>();

  const claims: Claims = {
    claim: async (wanted, forMs) => {
      const name = sealing.hide(wanted);
      const id = randomUUID();
      const found = await store.claims.claim(name, id, forMs);
      if (found?.outcome !== undefined) return { mine: false, outcome: sealing.unseal(name, found.outcome) };
      if (found !== undefined) return { mine: false };
      return {
        mine: true,
        settle: (outcome) => store.claims.settle(name, id, sealing.seal(name, outcome)),
        release: () => store.claims.release(name, id),
      };
    },
  };

  const leaseOf = (name: string): Lease => ({
    acquire: async (forMs) => {
      const token = await store.leases.acquire(name, forMs);
      if (token === undefined) held.delete(name);
      else held.set(name, token);
      return token === undefined ? undefined : { lease: name, token };
    },
    release: async () => {
      const token = held.get(name);
      held.delete(name);
      if (token !== undefined) await store.leases.release(name, token);
    },
    isFree: () => store.leases.isFree(name),
  });

  const streamOf = (name: string): Stream => {
    const log = store.logOf(sealing.hide(name));
    const stream = createStream({ log, sealing, clock, isGone: store.isGone, warn });
    return {
      ...stream,
      consume: async (...how) => {
        const consumer = await stream.consume(...how);
        consumers.add(consumer);
        return { close: () => (consumers.delete(consumer), consumer.close()) };
      },
    };
  };

  return {
    ...{ instance, group },
    window: store.window,
    claims,
    acts: createActs(store.acts, sealing),
    lease: (name) => leaseOf(sealing.hide(name)),
    token: createSharedToken({ store, sealing, clock, signal: closing.signal }),
    streamOf,
    ...{ isGone: store.isGone, onConnected: store.onConnected, ageMs: store.ageMs },
    close: async () => {
      closing.abort();
      const release = ([name, token]: [string, number]) => store.leases.release(name, token);
      const ended = Promise.allSettled([
        ...[...consumers].map((consumer) => consumer.close()),
        ...[...held].map(release),
      ]);
      await Promise.race([ended, sleep(clock, LAST_MS)]); // what is left ends by itself
      store.close();
    },
  };
};
