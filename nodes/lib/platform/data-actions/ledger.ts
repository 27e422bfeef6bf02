import { createHash } from "node:crypto";
import type { Clock } from "../types";

const MOST_KEPT = 10_000;

/** What was begun a moment ago, by what it is about: a repeat of the same call gets the same response, and no second run. */
export interface Ledger<T> {
  /** What this key has begun within the time limit, or else what `begin` makes. Without a key, always that. */
  once(key: string | undefined, begin: () => T): T;
  size(): number;
}

export const createLedger = <T>(clock: Clock, keepMs: number): Ledger<T> => {
  const kept = new Map<string, { begun: T; until: number }>();
  /** They all are kept for the same time, so the first is always the one that ends first. */
  const forgetOld = (now: number): void => {
    for (const [key, { until }] of kept) {
      if (until > now && kept.size < MOST_KEPT) return;
      kept.delete(key);
    }
  };
  return {
    once: (key, begin) => {
      if (key === undefined) return begin();
      const now = clock.now();
      const found = kept.get(key);
      if (found !== undefined && found.until > now) return found.begun;
      kept.delete(key);
      forgetOld(now);
      const begun = begin();
      kept.set(key, { begun, until: now + keepMs });
      return begun;
    },
    size: () => kept.size,
  };
};

/** The same text for the same values, in whatever order they are written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/**
 * What makes two calls the same: the conversation and all inputs. Without a conversation, two equal calls may be about two
 * customers, so each of them is a call of its own. Only a digest is kept: the inputs may be personal.
 */
export const callKey = (inputs: Readonly<Record<string, unknown>>): string | undefined => {
  const { conversationId } = inputs;
  if (typeof conversationId !== "string" || conversationId === "") return undefined;
  return createHash("sha256").update(canonical(inputs)).digest("base64");
};
