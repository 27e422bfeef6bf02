import type { CaseTime } from "../../../nodes/lib/flow-test/time/time";
import { closedUntil } from "./invariants/within-limits";
import { calmDown, endAll } from "./organisation";
import type { WalkState } from "./walk-state";

/** So long everything may take in the end: the deadlines of messages, and what a customer who waits does. */
const SETTLED_AFTER_MS = 600_000;
/** An answer that a fault delays comes within this time: it may be a Retry-After. */
const ANSWERED_MS = 15_000;
/** Events that were late, or were looked for after a gap: a connection that brings nothing is noticed after a minute or so. */
const CAUGHT_UP_MS = 120_000;
/** And so long, where nothing was lost any more. */
const LAST_EVENTS_MS = 15_000;
/** A window of the rate limit that is used up holds back an account until its end. */
const WINDOW_MS = 65_000;
/** An event is emitted within this time. */
const ARRIVED_MS = 1_000;

/** Nothing is in the way any more: after that, everything has to be as it was promised. */
export const settle = async (state: WalkState, time: CaseTime): Promise<void> => {
  const { simulator, ledger, reference } = state;
  const pass = (ms: number): Promise<unknown> => time.run(() => false, ms);
  calmDown(simulator);
  await pass(ANSWERED_MS);
  // What a Retry-After holds back is read when it is over.
  await pass(Math.max(0, closedUntil(state.requests) - time.now()) + CAUGHT_UP_MS);
  endAll(simulator);
  const isOver = (): boolean => ledger.passages.every(({ done, isClosed }) => done > 0 || isClosed);
  await time.run(isOver, SETTLED_AFTER_MS);
  await pass(LAST_EVENTS_MS);
  await time.run(() => [...ledger.statuses.values()].every((status) => status?.fill !== "yellow"), WINDOW_MS);
  state.due = reference.expected.length;
  await pass(ARRIVED_MS);
  state.isSettled = true;
};
