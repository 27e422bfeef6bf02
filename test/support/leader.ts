import assert from "node:assert/strict";
import type { Step, Stream } from "../../nodes/lib/platform/backplane/types";
import { createLeader, type LeaderParts } from "../../nodes/lib/platform/shared-events/leader";
import { realClock } from "../../nodes/lib/platform/time/clock";

/** A stream that can be away, and come back empty; every step that it has done is recorded. */
export const createRecorded = () => {
  const done: { entries: number; keep: NonNullable<Step["keep"]> }[] = [];
  const kept = new Map<string, string | undefined>();
  let [isAway, isReplyLost] = [false, false];
  let server = 1;
  let last: { name: string; ids: string[] } | undefined;
  const stream: Pick<Stream, "append" | "report" | "present"> = {
    append: (entries, { keep = new Map<string, string | undefined>(), name = "" } = {}) => {
      if (isAway) return Promise.reject(new Error("away"));
      if (last?.name === name) return Promise.resolve(last.ids);
      for (const [field, text] of keep) kept.set(field, text);
      done.push({ entries: entries.length, keep });
      last = { name, ids: entries.map((_, nth) => `${done.length}-${nth}`) };
      if (!isReplyLost) return Promise.resolve(last.ids);
      isReplyLost = false;
      return Promise.reject(new Error("the connection was reset"));
    },
    report: (_fence, name) =>
      Promise.resolve({
        ...{ kept: kept.get(name), server: String(server), groups: [], unacknowledged: new Map() },
        nameOf: (group) => group,
      }),
    present: (ids) => Promise.resolve(ids.filter(() => done.length > 0)),
  };
  /** Another server takes its place, with all that was written. */
  const failOver = (): void => {
    server += 1;
    isAway = false;
  };
  const lose = (): void => {
    kept.clear();
    done.length = 0;
    last = undefined;
    failOver();
  };
  return {
    stream,
    done,
    kept,
    away: () => (isAway = true),
    lose,
    failOver,
    loseReply: () => (isReplyLost = true),
  };
};

/** A leader whose conversation has one event more with each `happens`; how many there were is kept. */
export const startLeader = async (
  { stream }: Pick<ReturnType<typeof createRecorded>, "stream">,
  kept: ReadonlyMap<string, string> = new Map(),
  here: Pick<LeaderParts, "emitHere" | "isTaken"> = {
    emitHere: () => Promise.resolve(),
    isTaken: () => true,
  },
) => {
  const fence = { lease: "a", token: 1 };
  const leader = createLeader({
    ...{ stream, group: "group", clock: realClock, fence, leasedUntil: Infinity, kept },
    ...here,
  });
  let count = 0;
  assert.ok(await leader.begin());
  return {
    leader,
    happens: async (): Promise<void> => {
      const now = (count += 1);
      leader.keep("c", () => String(now));
      leader.emit("c", now);
      await Promise.resolve();
    },
    renewed: () => leader.renewed(fence, Infinity, { until: undefined, live: undefined }),
  };
};
