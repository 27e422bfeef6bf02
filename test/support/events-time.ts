import type { VirtualClock } from "./clock";
import { QUEUE } from "./story";

export const START = Date.UTC(2026, 0, 5, 9);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** The topic of the queue in which all stories play. */
export const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;

/** Lets time pass on a connection that is alive: it beats every thirty seconds. */
export const aliveFor =
  (clock: VirtualClock, notified: { beat(): void }) =>
  async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 30_000) {
      await clock.advance(Math.min(left, 30_000));
      notified.beat();
    }
  };
