import { createProof, createState } from "./sign-in";
import type { Clock } from "../types";

/** A sign-in that was not finished by then is over. */
const TEN_MINUTES = 600_000;
/** The maximum number of sign-ins in progress. Above it, the oldest is dropped. */
const MOST = 100;

export type Outcome = { kind: "waiting" } | { kind: "done" } | { kind: "failed"; reason: string };

/** A sign-in that has begun. */
export interface Begun<T> {
  accountId: string;
  verifier: string;
  /** Whatever will be needed to finish it. */
  with: T;
}

/** Sign-ins in progress, in memory only: each has a state that is valid once and for ten minutes. */
export const createPendingSignIns = <T>(clock: Clock) => {
  const waiting = new Map<string, Begun<T> & { until: number }>();
  const outcomes = new Map<string, Outcome & { state: string }>();

  const sweep = (): void => {
    for (const [state, { until, accountId }] of waiting) {
      if (until > clock.now() && waiting.size <= MOST) continue;
      waiting.delete(state);
      if (outcomes.get(accountId)?.state === state) outcomes.delete(accountId);
    }
  };

  return {
    /** A newer sign-in of the same account takes the place of the older one. */
    begin: (accountId: string, needed: T): { state: string; challenge: string } => {
      sweep();
      for (const [old, begun] of waiting) if (begun.accountId === accountId) waiting.delete(old);
      const state = createState();
      const { verifier, challenge } = createProof();
      waiting.set(state, { accountId, verifier, with: needed, until: clock.now() + TEN_MINUTES });
      outcomes.set(accountId, { kind: "waiting", state });
      return { state, challenge };
    },
    /** What was begun with this state; a second time, or too late, nothing. */
    take: (state: string): Begun<T> | undefined => {
      sweep();
      const begun = waiting.get(state);
      waiting.delete(state);
      return begun;
    },
    /** Is this still the newest sign-in of its account? */
    isNewest: (accountId: string, state: string): boolean => outcomes.get(accountId)?.state === state,
    settle: (accountId: string, state: string, outcome: Outcome): void => {
      if (outcomes.get(accountId)?.state === state) outcomes.set(accountId, { ...outcome, state });
    },
    /** The state of the newest sign-in of an account; undefined where none was begun, or it has expired. */
    outcome: (accountId: string): Outcome | undefined => {
      sweep();
      const found = outcomes.get(accountId);
      if (found === undefined) return undefined;
      return found.kind === "failed" ? { kind: "failed", reason: found.reason } : { kind: found.kind };
    },
  };
};

export type PendingSignIns<T> = ReturnType<typeof createPendingSignIns<T>>;
