import type { Backplane, Consumer, Lease, Stream, StreamEntry } from "../backplane/types";
import { closedError } from "../errors/errors";
import { createRecentKeys } from "../events/recent";
import { sleep } from "../time/clock";
import type { Clock } from "../types";
import { unpackEntry, type Entry } from "./entry";
import { createLeader, type Leader } from "./leader";
import { LIVE, SESSION, UNTIL } from "./names";
import type { Led, Listening } from "./types";

/** A lease ends so long after it was extended last. */
export const LEASE_MS = 1_500;
/** One that is free for so long is taken by an instance that does not lead: the one that leads does not have the node. */
const FREE_MS = 1_000;
/** A server that was started so recently and has nothing has lost it: the one that led is there again within a second. */
const YOUNG_MS = 2_000;
/** What is lost is left to an instance that has led for so much longer: a command without a reply may have held it up. */
const LOST_MS = 2_000;
/** So many entries are remembered, so that none is emitted here twice. */
const TAKEN_KEPT = 20_000;
/** So often an instance that does not lead notes until when everything was received, in case that the backplane loses it. */
const NOTE_MS = 2_000;
/** What waits to be written at the end has this time. */
const LAST_MS = 300;

export interface MemberParts {
  backplane: Backplane;
  clock: Clock;
  listening: Listening;
  signal: AbortSignal;
}

/** What this instance may do at present. */
export interface Turn {
  /** It leads the account's listenings. */
  isFirst: boolean;
  /** It may take a lease that is free, now, or has been allowed to for so long. */
  mayTake: (forMs?: number) => boolean;
}

export interface Member {
  isLeading(): boolean;
  /** Extends the lease, or takes it. Rejects while the backplane is away. */
  look(turn: Turn): Promise<void>;
  away(): void;
  /** The backplane was away: the one that leads may have emitted in place of all. */
  again(): void;
  close(): Promise<void>;
}

interface Leading {
  leader: Leader;
  led: Led;
}

/** If the backplane comes back empty and the one that led has ended, the next one reads what happened since then. */
const createUntil = (clock: Clock, stream: Pick<Stream, "keptAs">) => {
  let noted: number | undefined;
  let notedAt = -Infinity;
  return {
    note: async (): Promise<void> => {
      if (clock.now() - notedAt < NOTE_MS) return;
      notedAt = clock.now();
      const text = (await stream.keptAs(LIVE)) ?? (await stream.keptAs(UNTIL));
      if (text !== undefined) noted = Number(text);
    },
    of: (kept: ReadonlyMap<string, string>): number | undefined =>
      kept.has(UNTIL) ? Number(kept.get(UNTIL)) : noted,
  };
};

/** Whether an empty backplane is left to another instance: one that has led is there again soon, and writes what it knows. */
const createWaits = (backplane: Pick<Backplane, "ageMs">, stream: Pick<Stream, "keptAs">) => {
  const isEmpty = async (): Promise<boolean> => (await stream.keptAs(SESSION)) === undefined;
  const isYoung = async (): Promise<boolean> => (await backplane.ageMs()) < YOUNG_MS;
  return {
    /** By one that does not lead, and so knows nothing. */
    isJustLost: async (mayTake: Turn["mayTake"]): Promise<boolean> =>
      (await isEmpty()) && (!mayTake(LOST_MS) || (await isYoung())),
    /** By one that leads: another one has led since, or may have. */
    isLeftToAnother: async (leader: Leader, mayTake: Turn["mayTake"]): Promise<boolean> =>
      !leader.isSure() && (await isEmpty()) && (!mayTake() || (await isYoung())),
  };
};

/** One listening of this instance: it emits its share, and leads while it has the lease. */
export const createMember = ({ backplane, clock, listening, signal }: MemberParts): Member => {
  const { group } = backplane;
  const stream = backplane.streamOf(listening.name);
  const lease: Lease = backplane.lease(`listening ${listening.name}`);
  const taken = createRecentKeys(TAKEN_KEPT);
  let consumer: Consumer | undefined;
  let leading: Leading | undefined;
  let freeSince: number | undefined;
  const until = createUntil(clock, stream);
  const waits = createWaits(backplane, stream);
  let isClosed = false;
  let looking: Promise<void> | undefined;

  const emitHere = async ({ value, redelivered, except }: Entry, id?: string): Promise<void> => {
    if (except === group || (id !== undefined && taken.has(id))) return;
    if (id !== undefined) taken.add(id);
    await listening.deliver(value, redelivered === true);
  };
  const onEntry = ({ id, key, value, redelivered }: StreamEntry): Promise<void> => {
    if (signal.aborted) return Promise.reject(closedError());
    const entry = unpackEntry(key, value);
    const isAgain = redelivered || entry.redelivered === true;
    return emitHere({ ...entry, redelivered: isAgain }, id);
  };

  const stop = (): void => {
    if (leading === undefined) return;
    if (!isClosed) leading.led.stop();
    leading.leader.close();
    leading = undefined;
    if (!isClosed) listening.onRole(false);
  };
  const start = async (mayTake: Turn["mayTake"]): Promise<void> => {
    if ((await waits.isJustLost(mayTake)) || !mayTake()) return;
    const leasedUntil = clock.now() + LEASE_MS;
    const fence = await lease.acquire(LEASE_MS);
    if (fence === undefined) return;
    const kept = new Map(await stream.kept());
    const leader = createLeader({
      ...{ stream, group, clock, fence, leasedUntil, kept, emitHere },
      isTaken: taken.has,
    });
    if (!(await leader.begin()) || isClosed) return;
    listening.onRole(true);
    const led = listening.lead({
      ...{ kept, emit: leader.emit, keep: leader.keep, until: until.of(kept) },
    });
    leading = { leader, led };
  };
  const extend = async ({ leader, led }: Leading, mayTake: Turn["mayTake"]): Promise<void> => {
    if (await waits.isLeftToAnother(leader, mayTake)) return;
    const leasedUntil = clock.now() + LEASE_MS;
    const fence = await lease.acquire(LEASE_MS);
    if (isClosed) return;
    const standing = fence === undefined ? "lost" : await leader.renewed(fence, leasedUntil, led.received());
    if (standing === "lost" && !isClosed) stop();
  };
  const isLongFree = async (): Promise<boolean> => {
    const isFree = await lease.isFree();
    freeSince = isFree ? (freeSince ?? clock.now()) : undefined;
    return freeSince !== undefined && clock.now() - freeSince >= FREE_MS;
  };

  const lookOnce = async ({ isFirst, mayTake }: Turn): Promise<void> => {
    if (leading !== undefined) return extend(leading, mayTake);
    if (consumer === undefined) {
      const made = await stream.consume(group, onEntry, listening.onLeft);
      consumer = made;
      if (isClosed) return;
    }
    await until.note();
    if (mayTake() && (isFirst || (await isLongFree()))) await start(mayTake);
  };

  listening.onRole(false);
  return {
    isLeading: () => leading !== undefined,
    look: (turn) => {
      if (isClosed) return Promise.resolve();
      const looked = lookOnce(turn);
      looking = looked.catch(() => undefined);
      return looked;
    },
    away: () => {
      leading?.leader.away(backplane.isGone());
      if (leading?.leader.isOverfull() === true) stop();
    },
    again: () => listening.onLeft?.(() => false),
    close: async () => {
      isClosed = true;
      const closing = leading;
      closing?.led.stop();
      const left = consumer?.close();
      const last = async (): Promise<void> => {
        await looking;
        await closing?.leader.flush().catch(() => undefined);
      };
      await Promise.race([last(), sleep(clock, LAST_MS)]);
      stop();
      await Promise.allSettled([lease.release(), left, left === undefined ? consumer?.close() : undefined]);
    },
  };
};
