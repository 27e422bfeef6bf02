import type { ActOutcome, SharedWindow } from "./types";

/**
 * What a backplane needs of the place where it is kept: each function is one atomic step, for one instance. Names are
 * those of one OAuth client. The two implementations, in memory and in Redis, pass the same specs.
 */
export interface Store {
  window: SharedWindow;
  leases: LeaseStore;
  claims: ClaimStore;
  acts: ActStore;
  values: ValueStore;
  log: LogStore;
  close(): void;
}

export interface LeaseStore {
  /** The fencing token; undefined where another instance holds the lease. */
  acquire(name: string, forMs: number): Promise<number | undefined>;
  /** Gives it back where it is held with this token. */
  release(name: string, token: number): Promise<void>;
}

/** A holder of a lease at one time. */
export interface Fence {
  lease: string;
  token: number;
}

export interface ClaimStore {
  /** Undefined: it is claimed now, under this id. */
  claim(name: string, id: string, forMs: number): Promise<{ outcome?: string | undefined } | undefined>;
  settle(name: string, id: string, outcome: string): Promise<void>;
  release(name: string, id: string): Promise<void>;
}

export interface ActStore {
  /** Undefined: it is claimed now, under this id. */
  claim(name: string, wanted: WantedAct): Promise<FoundAct | undefined>;
  /** Undefined: there is no such claim. */
  state(name: string, id: string): Promise<ActState | undefined>;
  /** Has no effect on a claim that is not there. */
  end(name: string, id: string, outcome: ActOutcome, keptMs: number): Promise<void>;
}

export type ActState = ActOutcome | "open";

export interface WantedAct {
  id: string;
  agoMs: number;
  keptMs: number;
  isNamed: boolean;
}

export interface FoundAct {
  id: string;
  instance: string;
}

/** Two instances have received the same message within this time. */
export const SAME_MS = 10_000;

export interface ValueStore {
  /** With what is left of its time. */
  read(name: string): Promise<{ text: string; restMs: number } | undefined>;
  /** Only while the lease is held with this token. */
  write(name: string, text: string, forMs: number, fence: Fence): Promise<boolean>;
}

export interface LogEntry {
  id: string;
  partition: number;
  key: string;
  value: string;
}

/** So many parts has the stream; the entries of one key are in one of them. */
export const PARTITIONS = 16;

export interface LogStore {
  append(partition: number, key: string, value: string, fence?: Fence): Promise<boolean>;
  /** The group exists from now on. */
  open(group: string): Promise<void>;
  /**
   * This instance reads with the group. Returns which partitions are its own for the next `LEASED_MS`, of which those
   * beyond `share` are to be given back, for others. `leaves`: it does not read with the group any more.
   */
  own(group: string): Promise<{ own: number[]; share: number }>;
  giveBack(group: string, partitions: readonly number[], leaves?: boolean): Promise<void>;
  /** New entries of these partitions. Waits a moment for some. */
  read(group: string, partitions: readonly number[]): Promise<LogEntry[]>;
  /** Those that were read and not acknowledged, whichever instance has read them. Not for a partition of another one. */
  pending(group: string, partition: number): Promise<LogEntry[]>;
  acknowledge(group: string, entry: LogEntry): Promise<void>;
}

/** A partition of an instance that does not report itself for so long may be taken by another one. */
export const LEASED_MS = 1_500;
