import { randomUUID } from "node:crypto";
import { createClosing } from "../time/clock";
import type { Clock } from "../types";
import { createActs } from "./acts";
import { createSealing } from "./sealing";
import type { Store } from "./store";
import { createStream } from "./stream";
import { createSharedToken } from "./token";
import type { Backplane, Claims, Consumer, Lease } from "./types";

interface Parts {
  instance: string;
  store: Store;
  /** What is kept is sealed with it. All instances of one OAuth client have the same. */
  secret: string;
  owner: string;
  clock: Clock;
  warn: (text: string) => void;
}

/** A backplane on a store. */
export const createBackplane = ({ instance, store, secret, owner, clock, warn }: Parts): Backplane => {
  const closing = createClosing();
  const sealing = createSealing(secret, owner);
  const stream = createStream({ log: store.log, sealing, clock, warn });
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

  const lease = (name: string): Lease => ({
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
  });

  return {
    instance,
    window: store.window,
    claims,
    acts: createActs(store.acts, sealing),
    lease,
    token: createSharedToken({ store, sealing, clock, signal: closing.signal }),
    stream: {
      append: stream.append,
      consume: async (group, onEntry) => {
        const consumer = await stream.consume(group, onEntry);
        consumers.add(consumer);
        return { close: () => (consumers.delete(consumer), consumer.close()) };
      },
    },
    close: async () => {
      closing.abort();
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      const release = ([name, token]: [string, number]) => store.leases.release(name, token);
      await Promise.allSettled([...held].map(release));
      store.close();
    },
  };
};
