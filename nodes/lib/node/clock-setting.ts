import type { NodeAPI } from "node-red";
import { realClock } from "../platform/time/clock";
import type { Clock } from "../platform/types";

/** The clock of all nodes: the real one, or the one that Node-RED's settings hand in as `genesysAccountClock` (specs do). */
export const clockOf = (RED: NodeAPI): Clock => {
  const { genesysAccountClock } = RED.settings as { genesysAccountClock?: Clock };
  return genesysAccountClock ?? realClock;
};

/** A clock that is handed in may know when what a timer has started has ended. Elsewhere a short time is waited for it. */
export const pauseOf = (clock: Clock): (() => Promise<void>) | undefined =>
  (clock as { settle?: () => Promise<void> }).settle;
