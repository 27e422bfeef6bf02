import assert from "node:assert/strict";
import type { Step, Stream } from "../../../nodes/lib/platform/backplane/types";
import { createLeader } from "../../../nodes/lib/platform/shared-events/leader";
import { realClock } from "../../../nodes/lib/platform/time/clock";
import { until } from "../../support/until";

/** A stream that can be away, and come back empty; every step that it has done is recorded. */
const createRecorded = () => {
  const done: { entries: number; keep: NonNullable<Step["keep"]> }[] = [];
  const kept = new Map<string, string | undefined>();
  let isAway = false;
  let server = 1;
  const stream: Pick<Stream, "append" | "report" | "present"> = {
    append: (entries, { keep = new Map<string, string | undefined>() } = {}) => {
      if (isAway) return Promise.reject(new Error("away"));
      for (const [name, text] of keep) kept.set(name, text);
      done.push({ entries: entries.length, keep });
      return Promise.resolve(entries.map((_, nth) => `${done.length}-${nth}`));
    },
    report: (_fence, name) =>
      Promise.resolve({
        ...{ kept: kept.get(name), server: String(server), groups: [], unacknowledged: new Map() },
        nameOf: (group) => group,
      }),
    present: () => Promise.resolve([]),
  };
  const lose = (): void => {
    kept.clear();
    done.length = 0;
    server += 1;
    isAway = false;
  };
  return { stream, done, away: () => (isAway = true), lose };
};

describe("what the leader writes after the backplane was away", () => {
  it("never says more of a conversation than what it has written of its events", async () => {
    const { stream, done, away, lose } = createRecorded();
    const fence = { lease: "a", token: 1 };
    const leader = createLeader({
      ...{ stream, group: "group", clock: realClock, fence, leasedUntil: Infinity, kept: new Map() },
      ...{ emitHere: () => Promise.resolve(), isTaken: () => true },
    });
    let count = 0;
    const happens = async (): Promise<void> => {
      const now = (count += 1);
      leader.keep("c", () => String(now));
      leader.emit("c", now);
      await Promise.resolve();
    };
    assert.ok(await leader.begin());
    await happens();
    await until(() => done.length === 2);
    away();
    leader.away(false);
    for (let left = 3; left > 0; left -= 1) await happens();
    lose();
    await leader.renewed(fence, Infinity, { until: undefined, live: undefined });
    await until(() => done.some(({ keep }) => keep.get("c") === "4"));
    leader.close();
    let written = 1; // at the server before
    for (const { entries, keep } of done) {
      written += entries;
      assert.ok(
        Number(keep.get("c") ?? 0) <= written,
        JSON.stringify(done.map((one) => [one.entries, [...one.keep]])),
      );
    }
    assert.deepEqual([done[0]?.keep.get("c"), written], ["1", 4]);
  });
});
