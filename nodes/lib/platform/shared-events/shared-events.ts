import type { Backplane } from "../backplane/types";
import { createClosing, sleep, steadily } from "../time/clock";
import type { Clock } from "../types";
import { createMember, LEASE_MS, type Member } from "./member";
import type { Listening } from "./types";

/** So often leases are extended, and looked for. */
const LOOK_MS = 300;
/** After the backplane was away, the one that had a lease takes it first: it connects again within half a second. */
const AFTER_OUTAGE_MS = 1_500;

/** A backplane that does not respond does not hold up the end for longer. What is not given back ends by itself. */
const LAST_MS = 500;

/** What several instances listen to as one: each listening has one that leads, and one leads all of them if it can. */
export interface SharedEvents {
  /** Takes part from now on, until what is returned is called. */
  join(listening: Listening): () => void;
  /** Ends everything. Resolves when other instances may continue. Never rejects. */
  close(): Promise<void>;
}

interface Parts {
  backplane: Backplane;
  clock: Clock;
}

/**
 * One instance has all listenings of the account in normal times, so that one channel is open. It holds a lease of its own, the
 * lead; without it, an instance takes only what the other one has left for a while.
 */
export const createSharedEvents = ({ backplane, clock: given }: Parts): SharedEvents => {
  const clock = steadily(given);
  const closing = createClosing();
  const lead = backplane.lease("lead");
  const members = new Map<string, Member>();
  /** Of listenings that end: one of the same name begins after that. */
  const ending = new Map<string, Promise<void>>();
  let isFirst = false;
  let mayTakeAt = -Infinity;
  let looking: Promise<void> | undefined;
  let waking = createClosing();
  /** What the backplane lacks is written at once. An outage may have been so short that no look has failed. */
  const unwatch = backplane.onConnected((isAgain) => {
    if (isAgain && mayTakeAt !== Infinity) mayTakeAt = clock.now() + AFTER_OUTAGE_MS;
    if (isAgain) for (const member of members.values()) member.again();
    waking.abort();
  });

  const mayTake = (forMs = 0): boolean => clock.now() >= mayTakeAt + forMs;
  const lookOnce = async (): Promise<void> => {
    if (isFirst || mayTake()) isFirst = (await lead.acquire(LEASE_MS)) !== undefined;
    const looks = [...members.values()].map((member) => member.look({ isFirst, mayTake }));
    const failed = (await Promise.allSettled(looks)).find(({ status }) => status === "rejected");
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
  };
  const look = async (): Promise<void> => {
    try {
      await lookOnce();
      if (mayTakeAt === Infinity) mayTakeAt = clock.now() + AFTER_OUTAGE_MS;
    } catch {
      mayTakeAt = Infinity;
      for (const member of members.values()) member.away();
    }
  };
  const repeat = async (): Promise<void> => {
    while (members.size > 0 && !closing.signal.aborted) {
      await look();
      waking = createClosing();
      await sleep(clock, LOOK_MS, waking.signal).catch(() => undefined);
    }
    isFirst = false;
    await lead.release().catch(() => undefined);
    looking = undefined;
    begin();
  };
  const begin = (): void => {
    if (members.size > 0 && !closing.signal.aborted) looking ??= repeat();
    waking.abort();
  };

  return {
    join: (listening) => {
      const leaving = createClosing();
      const { name } = listening;
      let member: Member | undefined;
      const start = (): void => {
        if (leaving.signal.aborted || closing.signal.aborted) return;
        member = createMember({ backplane, clock, listening, signal: leaving.signal });
        members.set(name, member);
        begin();
      };
      const before = ending.get(name);
      if (before === undefined) start();
      else void before.then(start);
      return () => {
        leaving.abort();
        if (member === undefined) return;
        if (members.get(name) === member) members.delete(name);
        const ended = member.close().finally(() => ending.get(name) === ended && ending.delete(name));
        ending.set(name, ended);
      };
    },
    close: async () => {
      closing.abort();
      unwatch();
      waking.abort();
      const all = [...members.values()].map((member) => member.close());
      members.clear();
      const ended = Promise.allSettled([...all, ...ending.values(), looking]);
      await Promise.race([ended, sleep(clock, LAST_MS)]);
    },
  };
};
