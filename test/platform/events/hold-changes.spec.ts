import assert from "node:assert/strict";
import { changedHolds, OVERTAKEN_MS, type Change } from "../../../nodes/lib/platform/events/changes";
import type { Known, Toggle } from "../../../nodes/lib/platform/events/types";

const FACT = { mediaType: "call", payload: undefined } as const;
const NONE: ReadonlyMap<string, never> = new Map<string, never>();
/** The key, the event and what it goes from and to. */
const eventsOf = ({ facts }: Change<unknown>): unknown[][] =>
  facts.map(({ key, event, from, to }) => [key, event, from, to]);

describe("legs that are put on hold", () => {
  const leg = (heldSince: number | undefined, ended = false): Toggle => ({
    ...{ key: "k", heldSince, ended, fact: FACT },
  });
  const HELD = ["held", "connected", "held"];
  const RESUMED = ["resumed", "held", "connected"];
  const T = 1_000_000;
  /** What is emitted for each of these snapshots, received at these times; `undefined`: read. */
  const follow = (...steps: [seen: Toggle, at: number | undefined][]) => {
    let known: Known["holds"] = NONE;
    return steps.map(([seen, at]) => {
      const change = changedHolds(known, [seen], at);
      const isSame = change.after === known;
      known = change.after;
      return { emitted: eventsOf(change), doubtful: change.doubtful, isSame, facts: change.facts };
    });
  };

  it("are emitted each time, with the time of each hold", () => {
    const [first, again, back, second] = follow(
      [leg(T), T],
      [leg(T), T + 1],
      [leg(undefined), T + OVERTAKEN_MS],
      [leg(T + 9_000), T + 9_000],
    );
    assert.deepEqual(first?.emitted, [["held/k/1", ...HELD]]);
    assert.deepEqual(first.facts, [
      { ...FACT, key: "held/k/1", event: "held", from: "connected", to: "held", occurredAt: T },
    ]);
    assert.deepEqual([again?.emitted, again?.isSame], [[], true]);
    assert.deepEqual(back?.emitted, [["resumed/k/1", ...RESUMED]]);
    assert.deepEqual(second?.emitted, [["held/k/2", ...HELD]]);
  });

  it("are not taken back by a frame that may have been overtaken: only a read shows that", () => {
    for (const at of [T, T + OVERTAKEN_MS - 1, T - OVERTAKEN_MS + 1]) {
      const [, back] = follow([leg(T), T], [leg(undefined), at]);
      assert.deepEqual([back?.emitted, back?.doubtful], [[], true]);
    }
    const [, read] = follow([leg(T), T], [leg(undefined), undefined]);
    assert.deepEqual([read?.emitted, read?.doubtful], [[["resumed/k/1", ...RESUMED]], false]);
    for (const at of [T + OVERTAKEN_MS, T - OVERTAKEN_MS]) {
      const [, late] = follow([leg(T), T], [leg(undefined), at]);
      assert.deepEqual([late?.emitted.length, late?.doubtful], [1, false]);
    }
  });

  it("are not resumed by their end, also right after the hold", () => {
    const [, end, after] = follow([leg(T), T], [leg(undefined, true), T + 1], [leg(undefined), undefined]);
    assert.deepEqual([end?.emitted, end?.doubtful, end?.isSame], [[], false, false]);
    assert.deepEqual(after?.emitted, []);
  });

  it("were resumed where a frame has shown it and the leg ends before it could be read, at the time of that frame", () => {
    const [, doubted, end, after] = follow(
      [leg(T), T],
      [leg(undefined), T + 1_000],
      [leg(undefined, true), T + 1_200],
      [leg(undefined, true), undefined],
    );
    assert.deepEqual([doubted?.emitted, doubted?.doubtful], [[], true]);
    assert.deepEqual(
      end?.facts.map(({ key, occurredAt }) => [key, occurredAt]),
      [["resumed/k/1", T + 1_000]],
    );
    assert.deepEqual([after?.emitted, after?.isSame], [[], true]);
  });

  it("are not resumed by a frame that came after their end, and so was late: it may be from before the hold", () => {
    for (const [endedAt, times] of [
      [T + 999, 0],
      [T + 1_000, 0],
      [T + 1_001, 1],
    ] as const) {
      const [, , end] = follow(
        [leg(T), T],
        [leg(undefined), T + 1_000],
        [{ ...leg(undefined, true), endedAt }, undefined],
      );
      assert.equal(end?.emitted.length, times, `ended at ${endedAt - T}`);
    }
  });

  it("are not resumed by their end where that frame was an older one: they are still held afterwards", () => {
    for (const at of [T + 2_000, undefined]) {
      const doubted: [Toggle, number] = [leg(undefined), T + 1_000];
      const [, , held, end] = follow([leg(T), T], doubted, [leg(T), at], [leg(undefined, true), T + 3_000]);
      assert.deepEqual([held?.emitted, held?.doubtful, end?.emitted], [[], false, []]);
    }
  });

  it("are resumed once by the read, and not once more by their end", () => {
    const [, , read, end] = follow(
      [leg(T), T],
      [leg(undefined), T + 1_000],
      [leg(undefined), undefined],
      [leg(undefined, true), T + 3_000],
    );
    assert.deepEqual([read?.emitted, end?.emitted], [[["resumed/k/1", ...RESUMED]], []]);
  });

  it("are not held again by an old frame", () => {
    const [, , old] = follow([leg(T), T], [leg(undefined), undefined], [leg(T), T + 1]);
    assert.deepEqual([old?.emitted, old?.isSame], [[], true]);
  });

  it("were resumed between two holds, also where that was not reported", () => {
    const [, next] = follow([leg(T), T], [leg(T + 1), T + 1]);
    assert.deepEqual(next?.emitted, [
      ["resumed/k/1", ...RESUMED],
      ["held/k/2", ...HELD],
    ]);
  });

  it("without a time of their hold are held once, until they are not", () => {
    const [first, again, , second] = follow(
      [leg(0), T],
      [leg(0), T + 1],
      [leg(undefined), undefined],
      [leg(0), T + 2],
    );
    assert.deepEqual(first?.facts, [
      { ...FACT, key: "held/k/1", event: "held", from: "connected", to: "held", occurredAt: undefined },
    ]);
    assert.deepEqual(again?.emitted, []);
    assert.deepEqual(second?.emitted, [["held/k/2", ...HELD]]);
  });

  it("are nothing where they never were", () => {
    const [never] = follow([leg(undefined), T]);
    assert.deepEqual([never?.emitted, never?.isSame, never?.doubtful], [[], true, false]);
  });

  it("are each their own", () => {
    const other: Toggle = { ...leg(T), key: "l" };
    const { after, facts } = changedHolds(NONE, [leg(undefined), other, leg(T)], undefined);
    assert.deepEqual(
      facts.map(({ key }) => key),
      ["held/l/1", "held/k/1"],
    );
    assert.deepEqual([...after.keys()], ["l", "k"]);
  });
});
