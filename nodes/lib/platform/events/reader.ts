import { getConversation } from "../api/conversations";
import { sleep, untilClosed } from "../time/clock";
import type { Conversation } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import type { Client, Clock, Random } from "../types";
import { reconnectWaitMs } from "./back-off";
import type { Log } from "./types";

/** This many conversations are read at once: the account's other nodes share its requests. */
const AT_ONCE = 4;
/** After this many attempts, the next frame has to report it. */
const MOST_TRIES = 5;

export interface Reader {
  /**
   * The conversation is to be read. Requested twice before that, it is read once. `settled` is called when it was read, or
   * with the reason why it could not be; not after the end of everything.
   */
  request(
    conversationId: string,
    recency: number,
    catchingUp: boolean,
    settled?: (failure?: unknown) => void,
  ): void;
  waiting(): number;
}

export interface ReaderParts {
  client: Client;
  clock: Clock;
  random: Random;
  signal: AbortSignal;
  log: Log;
  onRead: (conversation: Conversation, catchingUp: boolean) => void;
  /** It does not exist any more. */
  onMissing: (conversationId: string) => void;
}

interface PendingRead {
  recency: number;
  catchingUp: boolean;
  settled: readonly ((failure?: unknown) => void)[];
}

/** Reads conversations, the most recent first, a few at a time. */
export const createReader = (parts: ReaderParts): Reader => {
  const { client, clock, random, signal, log } = parts;
  const pending = new Map<string, PendingRead>();
  let running = 0;
  let denied = false;

  const next = (): [string, PendingRead] | undefined => {
    let best: [string, PendingRead] | undefined;
    for (const wish of pending) if (best === undefined || wish[1].recency > best[1].recency) best = wish;
    return best;
  };

  const work = async (): Promise<void> => {
    for (let wish = next(); wish !== undefined && !signal.aborted; wish = next()) {
      pending.delete(wish[0]);
      const failure = await read(...wish);
      if (!signal.aborted) for (const settled of wish[1].settled) settled(failure);
    }
  };

  /** Returns why it could not be read. */
  const read = async (conversationId: string, { catchingUp }: PendingRead): Promise<unknown> => {
    for (let tries = 1; ; tries++)
      try {
        const reading = getConversation(client, conversationId, { signal });
        parts.onRead(await untilClosed(reading, signal), catchingUp);
        return undefined;
      } catch (error) {
        if (signal.aborted) return error;
        if (isGenesysError(error, "missing")) parts.onMissing(conversationId);
        else if (isGenesysError(error, "denied")) warnDenied(error.message);
        else if (tries >= MOST_TRIES)
          log.warn("A conversation could not be read after a gap in its notifications.");
        else {
          await wait(tries, error);
          continue;
        }
        return error;
      }
  };

  const wait = (tries: number, error: unknown): Promise<void> =>
    sleep(clock, reconnectWaitMs(tries, error, random), signal).catch(() => undefined);

  const warnDenied = (message: string): void => {
    if (!denied) log.warn(`Conversations cannot be read after a gap in their notifications: ${message}`);
    denied = true;
  };

  const start = (): void => {
    if (running >= AT_ONCE || signal.aborted) return;
    running++;
    void work().finally(() => running--);
  };

  return {
    request: (conversationId, recency, catchingUp, settled) => {
      const wish = pending.get(conversationId);
      pending.set(conversationId, {
        recency: Math.max(recency, wish?.recency ?? 0),
        catchingUp: catchingUp || wish?.catchingUp === true,
        settled: [...(wish?.settled ?? []), ...(settled === undefined ? [] : [settled])],
      });
      // in the next turn, so that the most recent of those requested together is read first
      if (running < AT_ONCE) queueMicrotask(start);
    },
    waiting: () => pending.size,
  };
};
