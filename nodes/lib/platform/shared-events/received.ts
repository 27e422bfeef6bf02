import type { EventsState } from "../events/types";
import type { Client } from "../types";

/** After a gap, what happened in it may be read for as long. If this instance ends meanwhile, the next one reads it again. */
const CATCH_UP_MS = 5 * 60_000;
/** After a gap, what is open is read within this time. */
const READ_MS = 2_000;
/** Notifications may come so much later than what they report. Longer than a gap in which only what is known is read. */
const LATE_MS = 6_000;

export interface Received {
  state(kind: EventsState["kind"]): void;
  /** Until when everything was received, by the platform's clock; `undefined` where that is not later than before. */
  until(): number | undefined;
  /** The same, where what a gap before has hidden longer than a moment does not count. */
  live(): number | undefined;
}

/** Notes until when an instance has received everything. @param before until when the ones before it had */
export const createReceived = (
  { clock, platformTime }: Pick<Client, "clock" | "platformTime">,
  before: number | undefined,
): Received => {
  let connectedAt: number | undefined;
  let hadGap = before !== undefined;
  const after = (ms: number): number | undefined =>
    connectedAt === undefined || clock.now() - connectedAt < ms
      ? undefined
      : platformTime(clock.now()) - LATE_MS;
  return {
    state: (kind) => {
      if (kind === "connected") connectedAt ??= clock.now();
      else {
        hadGap ||= connectedAt !== undefined;
        connectedAt = undefined;
      }
    },
    until: () => after(hadGap ? CATCH_UP_MS : 0),
    live: () => after(hadGap ? READ_MS : 0),
  };
};
