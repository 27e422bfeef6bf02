import type { Simulator } from "../../../nodes/lib/simulator/index";
import type { Ledger } from "./ledger";
import type { Reference } from "./reference";
import type { SeenRequest } from "./requests";
import type { Plan } from "./steps";

/** All that the invariants look at. */
export interface WalkState {
  run: number;
  plan: Plan;
  ledger: Ledger;
  simulator: Simulator;
  requests: readonly SeenRequest[];
  reference: Reference;
  startedAt: number;
  /** When a deploy began. */
  deployedAt: number[];
  now(): number;
  /** How many messages were sent with each mark. */
  marks: Map<string, { sent: number; isBoth: boolean }>;
  /** Events may have been lost on the way: nothing can be said of those that are missing. */
  hasGaps: boolean;
  /** And it could not be noticed, or a node that was deleted has forgotten it. */
  hasLosses: boolean;
  /** So many of the expected events have had time to arrive. */
  due: number;
  isSettled: boolean;
}

/** A sentence for each thing that is not as it was promised. */
export type Invariant = (state: WalkState) => string[];
