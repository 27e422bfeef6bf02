import { isGenesysError, type ErrorCode, type GenesysError } from "../errors/errors";
import type { Client, Clock } from "../types";
import type { Reader } from "./reader";

/** A request that begins a conversation may return its id before the platform has made it: until then it is read again. */
const THERE_WITHIN_MS = 15_000;
const AGAIN_MS = 1_000;

/** Another attempt would end in the same way. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  ...(["missing", "denied", "auth", "config", "rejected", "input", "answer"] as const),
]);

/** Would another read fail in the same way? After any other failure it is worth to wait and read again. */
export const isFinal = (failure: unknown): failure is GenesysError =>
  isGenesysError(failure) && FINAL.has(failure.code);

export interface WatchedReads {
  /** Reads a conversation. `settled` is called afterwards, whatever came of it. */
  read(conversationId: string, settled?: () => void): void;
  /** It is not read again on its own account. */
  forget(conversationId: string): void;
}

export interface WatchedReadsParts {
  client: Pick<Client, "platformTime">;
  clock: Clock;
  request: Reader["request"];
  /** Since when a conversation is watched; `undefined`: it is not watched any more. */
  watchedSince: (conversationId: string) => number | undefined;
  /** It cannot be read, and will not be. */
  onFailure: (conversationId: string, failure: GenesysError) => void;
}

/** Reads conversations that are watched, also one that is about to begin. */
export const createWatchedReads = (parts: WatchedReadsParts): WatchedReads => {
  const { client, clock, watchedSince } = parts;
  const again = new Map<string, () => void>();

  const mayBegin = (conversationId: string, { code }: GenesysError): boolean =>
    code === "missing" && clock.now() - (watchedSince(conversationId) ?? 0) < THERE_WITHIN_MS;

  const readAgain = (conversationId: string): void => {
    if (again.has(conversationId)) return;
    const cancel = clock.after(AGAIN_MS, () => {
      again.delete(conversationId);
      read(conversationId);
    });
    again.set(conversationId, cancel);
  };

  const read = (conversationId: string, settled?: () => void): void => {
    parts.request(conversationId, client.platformTime(clock.now()), false, (failure) => {
      if (isFinal(failure) && watchedSince(conversationId) !== undefined) {
        if (mayBegin(conversationId, failure)) readAgain(conversationId);
        else parts.onFailure(conversationId, failure);
      }
      settled?.();
    });
  };

  return {
    read,
    forget: (conversationId) => {
      again.get(conversationId)?.();
      again.delete(conversationId);
    },
  };
};
