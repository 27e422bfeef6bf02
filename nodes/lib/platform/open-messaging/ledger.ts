import { createHash } from "node:crypto";
import type { Claim, Claims } from "../backplane/types";
import type { Clock } from "../types";
import type { OpenMessage } from "./message";

/** The platform gives up after 85 s. A day covers what comes again by other ways. */
const KEPT_MS = 24 * 60 * 60_000;
/** About 12 MB. */
const MOST_KEYS = 100_000;

/** What has been received. One in memory answers at once; one that several Node-RED share may take its time. */
export interface Ledger {
  /** True for the first who claims this key within the time for which it is kept. */
  claim(key: string): boolean | Promise<boolean>;
  /** The message was not taken after all: it may come again. */
  release(key: string): void | Promise<void>;
}

export interface LedgerSettings {
  clock: Clock;
  keptMs?: number;
  /** Beyond these the oldest are forgotten. */
  mostKeys?: number;
}

export const createLedger = ({ clock, keptMs = KEPT_MS, mostKeys = MOST_KEYS }: LedgerSettings) => {
  const claimedAt = new Map<string, number>(); // the oldest first
  const forget = (): void => {
    for (const [key, at] of claimedAt) {
      if (claimedAt.size < mostKeys && clock.now() - at < keptMs) return;
      claimedAt.delete(key);
    }
  };
  return {
    claim: (key: string): boolean => {
      forget();
      if (claimedAt.has(key)) return false;
      claimedAt.set(key, clock.now());
      return true;
    },
    release: (key: string): void => void claimedAt.delete(key),
    size: (): number => claimedAt.size,
  } satisfies Ledger & { size(): number };
};

/** Of so many claims it is remembered how to release them: that happens directly after a claim, or never. */
const MOST_HELD = 100;

/** The ledger of several Node-RED that share a backplane. It rejects while that is away: the platform sends again. */
export const createSharedLedger = (claims: Claims): Ledger => {
  const held = new Map<string, Claim>(); // the oldest first
  return {
    claim: async (key) => {
      const claim = await claims.claim(`open message ${key}`, KEPT_MS);
      if (claim.mine) held.set(key, claim);
      const [oldest] = held.keys();
      if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest);
      return claim.mine;
    },
    release: async (key) => {
      const claim = held.get(key);
      held.delete(key);
      if (claim?.mine === true) await claim.release();
    },
  };
};

/**
 * What makes a message of an endpoint the same as an earlier one: its id. Receipts, and events, of one message may share
 * its id, and something without an id is the same where all its bytes are. Of the same length whatever was sent.
 */
export const claimKey = (endpoint: string, message: OpenMessage, raw: Uint8Array): string => {
  const { type, id, time, receipt, events } = message;
  const isMessage = type === "text" || type === "structured";
  const more = isMessage ? [] : [type, time, receipt?.status, events.map(({ event }) => event)];
  const facts = id === undefined ? raw : JSON.stringify([id, ...more]);
  const hash = createHash("sha256").update(facts).digest("base64url").slice(0, 22);
  return `${endpoint}:${hash}`;
};
