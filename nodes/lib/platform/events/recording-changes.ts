import { OVERTAKEN_MS } from "./changes";
import type { Fact, Known, RecordingSeen } from "./types";

/**
 * A secure pause that has begun or ended. A snapshot has no time of it, so one that shows the opposite soon after may be an
 * older one: it is believed only when it was read.
 */
export const changedPause = (
  before: Known["pause"],
  seen: RecordingSeen | undefined,
  { at, isRead }: { at: number; isRead: boolean },
): { after: Known["pause"]; facts: Fact[]; doubtful?: boolean } => {
  if (seen === undefined || seen.paused === (before?.on ?? false))
    return { after: before ?? (seen && { on: seen.paused, since: at, times: 0 }), facts: [] };
  const times = before?.times ?? 0;
  if (!isRead && times > 0 && Math.abs(at - (before?.since ?? 0)) < OVERTAKEN_MS)
    return { after: before, facts: [], doubtful: true };
  if (!seen.paused)
    return {
      after: { on: false, since: at, times },
      facts: [
        {
          ...seen.fact,
          key: `secureResumed/${times}`,
          event: "secureResumed",
          from: "paused",
          to: "active",
        },
      ],
    };
  return {
    after: { on: true, since: at, times: times + 1 },
    facts: [{ ...seen.fact, key: `securePaused/${times + 1}`, event: "securePaused", to: "paused" }],
  };
};
