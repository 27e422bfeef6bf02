import { createClosing, sleep } from "../time/clock";
import type { Clock } from "../types";
import { nameOf, timeOfId } from "./ids";
import { LEASED_MS, type LogEntry, type LogStore } from "./store";

const TICK_MS = 400;
/** After a failure the stream is tried again so soon. */
const AGAIN_MS = 250;
const CLOSING_MS = 600;
/** While all partitions have work, the next look is so soon. */
const BUSY_MS = 5;

interface ConsumerParts {
  log: LogStore;
  clock: Clock;
  group: string;
  give: (entry: LogEntry, redelivered: boolean) => Promise<void>;
  isGone: () => boolean;
  warn: (text: string) => void;
  /** Other instances have some of its partitions from now on. */
  onLeft: (isOwn: (partition: number) => boolean) => void;
}

/** Again after the time that the step returns, or soon after a failure. */
const repeatedly =
  (clock: Clock, signal: AbortSignal) =>
  async (step: () => Promise<number>): Promise<void> => {
    while (!signal.aborted) {
      const waitMs = await step().catch(() => AGAIN_MS);
      if (waitMs > 0) await sleep(clock, waitMs, signal).catch(() => undefined);
    }
  };

/**
 * What was appended before the end of an outage may have been taken by the one that appended it, or acknowledged at a server
 * whose replica has taken over without that.
 */
const createDoubt = (isGone: () => boolean) => {
  let wasGone = false;
  let until = -Infinity;
  return {
    look: (): void => void (wasGone ||= isGone()),
    lost: (error: unknown): never => {
      wasGone = true;
      throw error;
    },
    /** The store answers, and this is its time. */
    over: (now: number): void => {
      if (wasGone) until = now;
      wasGone = false;
    },
    covers: ({ id }: LogEntry): boolean => timeOfId(id) <= until,
  };
};

/** Entries that are done, and whose acknowledgement has failed: they are not given once more. */
const createDebts = (acknowledge: (entry: LogEntry) => Promise<void>) => {
  const owed = new Map<string, LogEntry>();
  const pay = async (entry: LogEntry): Promise<void> => {
    owed.set(nameOf(entry), entry);
    await acknowledge(entry);
    owed.delete(nameOf(entry));
  };
  return {
    has: (entry: LogEntry): boolean => owed.has(nameOf(entry)),
    pay,
    payAll: async (): Promise<unknown> => Promise.all([...owed.values()].map(pay)),
  };
};

/** Reads its share of the partitions. Each partition is read on after all that was read of it is done. */
export const runConsumer = ({ log, clock, group, give, isGone, warn, onLeft }: ConsumerParts) => {
  const closing = createClosing();
  const { signal } = closing;
  const repeat = repeatedly(clock, signal);
  /** The partitions of this instance, each with the work in progress. */
  const partitions = new Map<number, Promise<void> | undefined>();
  const leaving = new Set<number>();
  /** Something of them was read, or may have been, that was not given: what is pending of them is read before what is new. */
  const skipped = new Set<number>();
  /** The read in progress. */
  let reading: Promise<number> | undefined;
  let ownUntil = 0;
  const debts = createDebts((entry) => log.acknowledge(group, entry));
  const doubt = createDoubt(isGone);

  const isOwn = (partition: number): boolean => partitions.has(partition) && clock.now() < ownUntil;
  const leave = (left: readonly number[]): void => {
    for (const partition of left) partitions.delete(partition);
    if (left.length > 0) onLeft((partition) => partitions.has(partition));
  };

  const work = async (entries: readonly LogEntry[], redelivered: boolean): Promise<void> => {
    for (const entry of entries) {
      // Another instance may have taken it over while this one was stopped.
      if (!isOwn(entry.partition)) return void skipped.add(entry.partition);
      try {
        if (!debts.has(entry)) await give(entry, redelivered || doubt.covers(entry));
        await debts.pay(entry);
      } catch (error) {
        // The entries behind it could not be acknowledged either: they are left to the instance that reaches the store first.
        if (debts.has(entry)) return void skipped.add(entry.partition);
        if (signal.aborted) continue; // left to the next owner
        warn(`An entry of the backplane's stream was not acknowledged: ${String(error)}`);
      }
    }
  };
  const start = (partition: number, busy: Promise<void>): void => {
    const done = busy.finally(() => partitions.has(partition) && partitions.set(partition, undefined));
    partitions.set(partition, done);
  };
  /** What the owner before has left comes first. */
  const takeOver = (partition: number): void => {
    skipped.delete(partition);
    partitions.set(partition, undefined);
    const catchUp = async (): Promise<void> => {
      try {
        await reading?.catch(() => undefined); // what it reads is pending, too
        await work(await log.pending(group, partition), true);
      } catch {
        partitions.delete(partition); // taken over again with the next look
      }
    };
    start(partition, catchUp());
  };
  /** What was read of them is done first; they are not read any more. */
  const giveBack = async (surplus: readonly number[]): Promise<void> => {
    const given = surplus.filter((partition) => !leaving.has(partition));
    if (given.length === 0) return;
    given.forEach((partition) => leaving.add(partition));
    await reading?.catch(() => undefined);
    await Promise.all(given.map((partition) => partitions.get(partition) ?? Promise.resolve()));
    await log.giveBack(group, given).catch(() => undefined); // it ends by itself
    given.forEach((partition) => leaving.delete(partition));
    leave(given);
  };

  const look = async (): Promise<void> => {
    const askedAt = clock.now();
    doubt.look();
    const { own, share, now } = await log.own(group).catch(doubt.lost);
    ownUntil = askedAt + LEASED_MS;
    doubt.over(now);
    await debts.payAll();
    leave([...partitions.keys()].filter((partition) => !own.includes(partition)));
    for (const partition of own.slice(0, share)) {
      const isIdle = partitions.get(partition) === undefined;
      if (isIdle && (!partitions.has(partition) || skipped.has(partition))) takeOver(partition);
    }
    void giveBack(own.slice(share));
  };
  const readOnce = async (): Promise<number> => {
    const idle = [...partitions.keys()].filter(
      (partition) =>
        partitions.get(partition) === undefined && !leaving.has(partition) && !skipped.has(partition),
    );
    if (idle.length === 0 || clock.now() >= ownUntil) return BUSY_MS;
    const entries = await log.read(group, idle).catch((error: unknown) => {
      for (const partition of idle) skipped.add(partition); // the reply may have had some
      throw error;
    });
    for (const partition of idle) {
      const all = entries.filter((entry) => entry.partition === partition);
      if (all.length === 0) continue;
      const isIdle = partitions.has(partition) && partitions.get(partition) === undefined;
      if (isIdle) start(partition, work(all, false));
      else skipped.add(partition);
    }
    return entries.length === 0 ? BUSY_MS : 0;
  };
  const looking = repeat(() => look().then(() => TICK_MS));
  const reads = repeat(() => (reading = readOnce()));

  return {
    close: async () => {
      closing.abort();
      // What takes longer is left to the next owner.
      const atMost = sleep(clock, CLOSING_MS);
      await Promise.race([Promise.all([looking, reads, ...partitions.values()]), atMost]);
      await log.giveBack(group, [...partitions.keys()], true).catch(() => undefined);
    },
  };
};
