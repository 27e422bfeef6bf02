import type { Receives } from "../backplane/types";

/**
 * Something that is listened to by one of several instances, of which each emits a share. Instances with the same name act as
 * one.
 */
export interface Listening {
  /** Made of the node's id, and of what it listens to. */
  name: string;
  /** This instance is the one that listens, until what is returned is called. Nothing may be emitted afterwards. */
  lead(lead: Lead): Led;
  /**
   * Emits what was emitted by whichever instance leads. Resolves when the flow has received it, also where the node is closed
   * meanwhile; rejects at once where the flow will not receive it, since the node is closed.
   */
  deliver(value: unknown, redelivered: boolean): Promise<void>;
  /** At once, and whenever it changes. */
  onRole(isLeading: boolean): void;
  /** Some keys are emitted by other instances from now on, or may have been meanwhile. */
  onLeft?(receives: Receives): void;
}

/** What the instance that listens is given. */
export interface Lead {
  /** What the one before kept, by name. */
  kept: ReadonlyMap<string, string>;
  /** Until when everything was received before, by the platform's clock. `undefined`: no instance listened. */
  until: number | undefined;
  /**
   * One of the instances emits it, once; those of one key in this order. What is emitted and kept in one turn of the event
   * loop belongs together: the next one has all of it, or nothing.
   */
  emit(key: string, value: unknown): void;
  /** For the one that leads next; `undefined`: no longer. The text is made when it is written, which is not each time. */
  keep(name: string, text: (() => string) | undefined): void;
}

/**
 * Until when everything was received. `live`: also what happens soon after a gap counts, in which something may still be
 * found. It is for an instance that has lost what is known, and would emit all since then again.
 */
export interface ReceivedUntil {
  until: number | undefined;
  live: number | undefined;
}

export interface Led {
  stop(): void;
  /** By the platform's clock; `undefined` where it is not known at present. */
  received(): ReceivedUntil;
}
