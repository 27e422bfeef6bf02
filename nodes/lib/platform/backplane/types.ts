import type { Clock, Random, RateLimit } from "../types";
import type { WindowSettings } from "../http/known-window";

/**
 * What several Node-RED instances share about one OAuth client. Times are durations in ms: the implementation measures
 * them with its own clock, so that an instance whose clock is wrong does no harm.
 *
 * Every member rejects with a GenesysError `backplane`, outcome `notSent`, while the backplane cannot be reached.
 */
export interface Backplane {
  /** Which instance this is. It differs for each process, and after each restart. */
  readonly instance: string;
  /** With which others it shares entries of streams. Another group receives them as well. */
  readonly group: string;
  readonly window: SharedWindow;
  readonly claims: Claims;
  readonly acts: Acts;
  readonly token: SharedToken;
  /** The lease of this name. Only one instance holds it at a time. */
  lease(name: string): Lease;
  /** The stream of this name. */
  streamOf(name: string): Stream;
  /** Nothing listens where the backplane was, so no other instance reaches it either. */
  isGone(): boolean;
  /** Calls this each time it is reached, until the returned function is called. `isAgain`: it was reached before. */
  onConnected(listener: (isAgain: boolean) => void): () => void;
  /** So long ago its server was started, in ms, to a second; `Infinity` where that is not known. */
  ageMs(): Promise<number>;
  /** Gives back what this instance holds. Never rejects. */
  close(): Promise<void>;
}

/** The platform's rate limit window of one token, shared by the instances that use the token. */
export interface SharedWindow {
  /**
   * Requests wait in one queue for all instances, in the order in which they were added. `granted` are the positions of
   * this instance that may be sent now. A position is granted once. When a window is over, one position is granted; the
   * others follow when its response has opened the next window, or after a second at the latest.
   */
  take(wanted: Wanted): Promise<Taken>;
  /** Reports what became of a position that was granted. */
  report(position: number, result: PermitResult): Promise<void>;
}

export interface Wanted {
  /** So many requests begin to wait. */
  added: number;
  /** The positions of this instance that come first, ascending; one that was forgotten gets its place back. */
  positions: readonly number[];
  /** Positions that do not wait any more. */
  dropped: readonly number[];
  /** At most so many positions are granted. */
  most: number;
  /** What else this instance has in the window is not valid: a reply was lost. */
  isReset?: boolean;
}

export interface Taken {
  /** The positions of the added requests, ascending. */
  added: number[];
  granted: number[];
  /** When to look again, if no response comes before. */
  waitMs: number;
  /** `closed`: a 429 has named the time. `usedUp`: the window has nothing left. `open`: other requests go first. */
  state: "open" | "usedUp" | "closed";
  /** How long that lasts, if it is known. */
  untilMs?: number | undefined;
  /** The platform reports that nothing is left for longer than the account waits. */
  isTooLong: boolean;
  /** How many instances are alive. */
  instances: number;
}

/** `unsent`: nothing reached the platform. `refused`: a 429 of the token's own limit. */
export type PermitResult =
  | { kind: "answered"; rateLimit?: RateLimit | undefined }
  | { kind: "refused"; retryAfterMs: number; rateLimit?: RateLimit | undefined }
  | { kind: "unsent" };

export interface Lease {
  /**
   * Takes the lease, or extends it where this instance holds it. `undefined`: another instance holds it. The fencing
   * token grows with each change of the holder. What is written with an older one is refused (`Stream.append`).
   */
  acquire(forMs: number): Promise<FencingToken | undefined>;
  /** Gives it back, if this instance holds it. */
  release(): Promise<void>;
  /** Is the lease without a holder? */
  isFree(): Promise<boolean>;
}

export interface FencingToken {
  lease: string;
  token: number;
}

/** Entries for several instances. Those with the same key stay in order, and one consumer at a time has them. */
export interface Stream {
  /**
   * Appends entries, and changes what is kept beside them, in one step. Returns the ids of the entries. Undefined: the
   * lease of the fencing token has another holder by now, or none, and nothing was done. With a fencing token it rejects
   * after a connection was made again, until `kept` or `report` has been asked: another server may answer now.
   */
  append(entries: readonly NewEntry[], step?: Step): Promise<readonly string[] | undefined>;
  /** What is kept beside the entries, by name. */
  kept(): Promise<ReadonlyMap<string, string>>;
  keptAs(name: string): Promise<string | undefined>;
  /**
   * For the holder of a lease: what is kept under this name, and which of its entries are acknowledged. Undefined as with
   * `append`. What all groups have acknowledged is forgotten.
   */
  report(fence: FencingToken, name: string, ids: readonly string[]): Promise<Report | undefined>;
  /** Those of these entries that are still there. */
  present(ids: readonly string[]): Promise<string[]>;
  /**
   * Receives each entry that is appended after the group was first consumed, once for each group: the instances of a
   * group share the entries. An entry is acknowledged when the promise of `onEntry` has resolved. If this instance ends
   * before that, another one of the group receives the entry, with `redelivered: true`. An entry whose promise rejects
   * is left to the next instance that takes over its part of the stream. `redelivered` are also those that were appended
   * before the end of a time in which nothing listened where the backplane was.
   *
   * @param onLeft called when other instances have taken over some keys, with which ones this instance receives
   */
  consume(
    group: string,
    onEntry: (entry: StreamEntry) => Promise<void>,
    onLeft?: (receives: Receives) => void,
  ): Promise<Consumer>;
}

/** Does this instance receive the entries of this key at present? */
export type Receives = (key: string) => boolean;

export interface NewEntry {
  key: string;
  value: string;
}

export interface Step {
  fence?: FencingToken | undefined;
  /** `undefined`: it is kept no longer. What is not changed for a day is forgotten. */
  keep?: ReadonlyMap<string, string | undefined>;
  /** Ids of entries that no instance is to receive any more. */
  remove?: readonly string[];
  /** A step with the name of the last one was done already: it is not done again, and returns the same. */
  name?: string;
}

export interface Report {
  kept: string | undefined;
  /** Which server has answered. Another one than before may lack what was written last. */
  server: string;
  /** The groups that read, as they name themselves in `unacknowledged`. */
  groups: readonly string[];
  /** Which of the ids a group has not acknowledged. */
  unacknowledged: ReadonlyMap<string, readonly string[]>;
  /** What this group is called there. */
  nameOf(group: string): string;
}

export interface StreamEntry extends NewEntry {
  id: string;
  redelivered: boolean;
}

export interface Consumer {
  /** Resolves when the entries in progress are acknowledged and another instance may continue. */
  close(): Promise<void>;
}

/** Acts that must not happen twice. */
export interface Claims {
  /**
   * The first instance that asks for the key gets `mine: true`, and reports the outcome. All others get `mine: false`,
   * with the outcome, if it was reported. A claim is forgotten after `forMs`.
   */
  claim(key: string, forMs: number): Promise<Claim>;
}

export type Claim =
  | {
      mine: true;
      /** Keeps the outcome for the others, for as long as the claim is kept. */
      settle(outcome: string): Promise<void>;
      /** Nothing has happened: another instance may claim the key. */
      release(): Promise<void>;
    }
  | { mine: false; outcome?: string | undefined };

/** How a request ended that was claimed. `released`: nothing has happened, so another instance may send it. */
export type ActOutcome = "done" | "unknown" | "released";

/** Requests that several instances may be about to send for one message, which each of them has received. */
export interface Acts {
  /**
   * The first instance that asks for the key gets `mine: true`. Another one gets `mine: false` if it received its message
   * within 10 s of the message of the first one (`agoMs`: how long ago it was), once for each claim: what one instance
   * asks for again is another act. `isNamed`: the key is that of one act. All who ask within a day get `mine: false`,
   * the same instance as well. A claim without `isNamed` is kept for 15 min, and for 5 min after its end.
   */
  claim(key: string, wanted: { agoMs: number; isNamed: boolean }): Promise<ActClaim>;
}

export interface OwnAct {
  mine: true;
  end(outcome: ActOutcome): Promise<void>;
}

export interface OthersAct {
  mine: false;
  /** The instance that has it. */
  claimedBy: string;
  /** `undefined`: the request is in progress. A claim that is not there any more is `unknown`. */
  outcome(): Promise<ActOutcome | undefined>;
}

export type ActClaim = OwnAct | OthersAct;

/** What an account opens its backplane with. */
export interface BackplaneParts {
  /** A hash: accounts with the same one act as one. */
  owner: string;
  /** What is kept is sealed with it. `undefined`: the account has no secret. */
  secret: string | undefined;
  settings: WindowSettings;
  clock: Clock;
  random: Random;
  warn: (text: string) => void;
}

/** @throws GenesysError `config` where the backplane cannot be used. */
export type OpenBackplane = (parts: BackplaneParts) => Backplane;

/** A token, with what is left of its lifetime. `undefined`: it does not end. */
export interface TokenValue {
  accessToken: string;
  lifetimeMs?: number | undefined;
}

export interface SharedToken {
  /**
   * A valid token other than `rejected`. If there is none, one instance gets it from `exchange`; the others wait for
   * it. A failure of `exchange` is not shared: it rejects here, and the next instance tries.
   */
  get(rejected: string | undefined, exchange: () => Promise<TokenValue>): Promise<TokenValue>;
  /**
   * Runs `run` alone among all instances, with the newest value that was kept under this name, and keeps what it
   * returns. For values of which only the newest is valid, such as a refresh token.
   */
  turn<T>(name: string, run: (kept: string | undefined) => Promise<Turned<T>>): Promise<T>;
}

export interface Turned<T> {
  result: T;
  /** `undefined`: what is kept stays. */
  keep?: string | undefined;
}

/**
 * The commands of a connection to Redis, as `ioredis` has them. A command has to reject within a second or so while Redis
 * is away, and not wait for it to come back.
 */
export interface RedisCommands {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  /** Nothing listens there at present, as far as the last attempt to connect shows. */
  isGone?(): boolean;
  /** How often the connection was made. The server may be another one each time. */
  connections?(): number;
  /** Calls this each time the connection was made, until the returned function is called. */
  onConnected?(listener: () => void): () => void;
  /** Another connection with the same settings, for commands that block. */
  duplicate(): RedisCommands;
  disconnect(): void;
}
