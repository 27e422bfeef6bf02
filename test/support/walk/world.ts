import type { CaseTime } from "../../../nodes/lib/flow-test/time/time";
import type { Wheel } from "../../../nodes/lib/flow-test/time/wheel";
import type { Ledger } from "./ledger";
import type { WalkNodeRed } from "./node-red";

/** What all walks of a process share. */
export interface World {
  red: WalkNodeRed;
  wheel: Wheel;
  time: CaseTime;
  /** Timers of nodes, accounts and Node-RED that are set. */
  timers(): object[];
  ledger(next: Ledger): void;
}
