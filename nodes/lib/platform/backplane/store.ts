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
  /** The stream of this name, always the same one. */
  logOf(name: string): LogStore;
  /** Nothing listens where the store was: no instance reaches it. */
  isGone(): boolean;
  /** Calls this each time it is reached. `isAgain`: it was reached before. The returned function ends that. */
  onConnected(listener: (isAgain: boolean) => void): () => void;
  /** So long ago it began, in ms; `Infinity` where that is not known. */
  ageMs(): Promise<number>;
  close(): void;
}

export interface LeaseStore {
  /** The fencing token; undefined where another instance holds the lease. */
  acquire(name: string, forMs: number): Promise<number | undefined>;
  /** Gives it back where it is held with this token. */
  release(name: string, token: number): Promise<void>;
  isFree(name: string): Promise<boolean>;
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
  /** Two numbers, `ms-count`, of which the first is the time of the store. They grow within a partition. */
  id: string;
  partition: number;
  key: string;
  value: string;
}

/** Where an entry is. */
export type Place = Pick<LogEntry, "partition" | "id">;

/** So many parts has a stream; the entries of one key are in one of them. */
export const PARTITIONS = 16;

/** All of it is done at once, or nothing. */
export interface LogStep {
  entries: readonly Omit<LogEntry, "id">[];
  fence?: Fence | undefined;
  /** What is kept beside the stream, by field; `undefined`: it is forgotten. */
  keep: readonly (readonly [field: string, value: string | undefined])[];
  /** Entries that are taken out. */
  remove: readonly Place[];
  /** Is the last step of this name, then it is not done again, and returns what it returned. */
  name?: string | undefined;
}

/** How far a group has come in a partition. */
export interface GroupProgress {
  partition: number;
  group: string;
  /** The id of the last entry that was read. */
  readTo: string;
  /** The first one that was read and is not acknowledged. */
  firstPending?: string | undefined;
}

export interface LogReport {
  kept: string | undefined;
  /** Another one after a fail-over. */
  server: string;
  groups: string[];
  progress: GroupProgress[];
}

export interface LogStore {
  /**
   * The ids of the entries. Undefined: the lease has another holder, or none. With a fence it rejects where the connection
   * was made again after the last `kept` or `report`.
   */
  append(step: LogStep): Promise<string[] | undefined>;
  /** All that is kept beside the stream. */
  kept(): Promise<[field: string, value: string][]>;
  keptIn(field: string): Promise<string | undefined>;
  /**
   * What the holder of the lease asks for regularly: what is kept in a field, the groups that are read with, and how far they
   * have come in these partitions. What all of them have acknowledged there is forgotten. Undefined as with `append`.
   */
  report(fence: Fence, field: string, partitions: readonly number[]): Promise<LogReport | undefined>;
  /** Those of these entries that are there. */
  present(places: readonly Place[]): Promise<Place[]>;
  /** The group exists from now on. */
  open(group: string): Promise<void>;
  /**
   * This instance reads with the group. Returns which partitions are its own for the next `LEASED_MS`, of which those
   * beyond `share` are to be given back, for others, and the time of the store. `leaves`: it does not read with the
   * group any more.
   */
  own(group: string): Promise<{ own: number[]; share: number; now: number }>;
  giveBack(group: string, partitions: readonly number[], leaves?: boolean): Promise<void>;
  /** New entries of those partitions that are still its own. Waits a moment for some. Where the store has become empty, the group exists again. */
  read(group: string, partitions: readonly number[]): Promise<LogEntry[]>;
  /** Those that were read and not acknowledged, whichever instance has read them. Not for a partition of another one. */
  pending(group: string, partition: number): Promise<LogEntry[]>;
  acknowledge(group: string, entry: Place): Promise<void>;
}

/** A partition of an instance that does not report itself for so long may be taken by another one. */
export const LEASED_MS = 1_500;

/** A group that no instance reads with for so long does not hold up that entries are forgotten. */
export const GROUP_KEPT_MS = 600_000;
