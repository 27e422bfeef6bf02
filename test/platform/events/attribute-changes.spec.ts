import assert from "node:assert/strict";
import { changedAttributes, OVERTAKEN_MS, type Change } from "../../../nodes/lib/platform/events/changes";
import { unpackKnown } from "../../../nodes/lib/platform/events/known";
import type { AttributesSeen, Known } from "../../../nodes/lib/platform/events/types";

/** Frames that are too far apart for one to be overtaken by the other. */
const live = (nth: number) => ({ at: nth * OVERTAKEN_MS, isRead: false });
const FACT = { mediaType: "call", payload: undefined } as const;
const NONE: ReadonlyMap<string, never> = new Map<string, never>();
/** The key, the event and what it goes from and to. */
const eventsOf = ({ facts }: Change<unknown>): unknown[][] =>
  facts.map(({ key, event, from, to }) => [key, event, from, to]);

describe("the attributes of a participant", () => {
  type Values = Record<string, unknown>;
  const seen = (values: Values, occurredAt?: number, whole = true): AttributesSeen => ({
    ...{ participantId: "p", values, whole },
    fact: occurredAt === undefined ? FACT : { ...FACT, occurredAt },
  });
  const follow = (...steps: AttributesSeen[]) => {
    let known: Parameters<typeof changedAttributes>[0] = NONE;
    return steps.map((step, nth) => {
      const change = changedAttributes(known, [step], live(nth));
      const isSame = change.after === known;
      known = change.after;
      return { emitted: eventsOf(change), isSame };
    });
  };
  const fact = (nth: number, from: Values, to: Values) => [
    `attributesChanged/p/${nth}`,
    "attributesChanged",
    from,
    to,
  ];

  it("are emitted as those that changed, were added or were removed", () => {
    const [first, second, third] = follow(
      seen({ tier: "gold", vip: "yes" }),
      seen({ tier: "silver", vip: "yes", more: "1" }),
      seen({ vip: "yes" }),
    );
    assert.deepEqual(first?.emitted, [fact(1, {}, { tier: "gold", vip: "yes" })]);
    assert.deepEqual(second?.emitted, [fact(2, { tier: "gold" }, { tier: "silver", more: "1" })]);
    assert.deepEqual(third?.emitted, [fact(3, { tier: "silver", more: "1" }, {})]);
  });

  it("that a part of them does not name stay as they are", () => {
    const [, part, whole] = follow(
      seen({ tier: "gold", vip: "yes" }),
      seen({ tier: "silver" }, 5, false),
      seen({ tier: "silver", vip: "yes" }),
    );
    assert.deepEqual(part?.emitted, [fact(2, { tier: "gold" }, { tier: "silver" })]);
    assert.deepEqual([whole?.emitted, whole?.isSame], [[], true]);
  });

  it("are not set back by a detail that was overtaken", () => {
    const [, old, same, newer] = follow(
      seen({ tier: "b" }, 10),
      seen({ tier: "a" }, 9),
      seen({ tier: "c" }, 10),
      seen({ tier: "d" }),
    );
    assert.deepEqual([old?.emitted, old?.isSame], [[], true]);
    assert.equal(same?.emitted.length, 1);
    assert.equal(newer?.emitted.length, 1, "a snapshot without a time is as new as the last detail");
  });

  it("are emitted for the other participants as well where those of one were overtaken or are the same", () => {
    const first = changedAttributes(NONE, [seen({ tier: "b" }, 10)], live(0));
    const other = { ...seen({ tier: "x" }, 1), participantId: "q" };
    for (const step of [seen({ tier: "a" }, 9), seen({ tier: "b" }, 11)])
      assert.deepEqual(
        changedAttributes(first.after, [step, other], live(1)).facts.map(({ key }) => key),
        ["attributesChanged/q/1"],
      );
  });

  const T = 1_000_000;
  /** What is emitted of each of these whole frames, received at these times; `undefined`: read. */
  const play = (...frames: [values: Values, at: number | undefined][]) => {
    let known: Known["attributes"] = NONE;
    return frames.map(([values, at]) => {
      const change = changedAttributes(known, [seen(values)], { at: at ?? T, isRead: at === undefined });
      // Another instance goes on from what was written.
      known = unpackKnown(JSON.stringify({ attributes: [...change.after] })).attributes;
      return { emitted: eventsOf(change), doubtful: change.doubtful };
    });
  };

  it("are not taken back by a frame that may have been overtaken", () => {
    for (const at of [T + 1, T + OVERTAKEN_MS - 1, T - OVERTAKEN_MS + 1]) {
      const [, , late, same] = play(
        [{ tier: "a" }, T - 60_000],
        [{ tier: "b" }, T],
        [{ tier: "a" }, at],
        [{ tier: "b" }, undefined],
      );
      assert.deepEqual([late?.emitted, late?.doubtful], [[], true]);
      assert.deepEqual([same?.emitted, same?.doubtful], [[], false], "the read shows what was known");
    }
  });

  it("are taken back where a read shows it, or a frame that comes too late to be an older one", () => {
    const back = fact(3, { tier: "b" }, { tier: "a" });
    const before: [Values, number][] = [
      [{ tier: "a" }, T - 60_000],
      [{ tier: "b" }, T],
    ];
    const [, , doubted, read] = play(...before, [{ tier: "a" }, T + 100], [{ tier: "a" }, undefined]);
    assert.deepEqual([doubted?.emitted, read?.emitted], [[], [back]]);
    const [, , later] = play(...before, [{ tier: "a" }, T + OVERTAKEN_MS]);
    assert.deepEqual([later?.emitted, later?.doubtful], [[back], false]);
  });

  it("are taken back at once by a detail, whose time shows that it is newer", () => {
    let known: Parameters<typeof changedAttributes>[0] = NONE;
    const steps = ["a", "b", "a"].map((tier, nth) => {
      const change = changedAttributes(known, [seen({ tier }, T + nth, false)], { at: T, isRead: false });
      known = change.after;
      return [eventsOf(change).length, change.doubtful];
    });
    assert.deepEqual(
      steps,
      steps.map(() => [1, false]),
    );
  });

  it("that change again at once are emitted without a read", () => {
    const steps = play(
      [{ n: "1" }, T],
      [{ n: "2" }, T + 1],
      [{ n: "3" }, T + 2],
      [{ n: "3", m: "1" }, T + 3],
    );
    assert.deepEqual(
      steps.map(({ emitted, doubtful }) => [emitted.length, doubtful]),
      Array.from({ length: 4 }, () => [1, false]),
    );
  });

  it("are doubted by each value that was overtaken: of the change before the last one, of one of two, and none at all", () => {
    const isDoubted = (late: Values): boolean => {
      const steps = play(
        [{ n: "1", m: "1" }, T],
        [{ n: "2", m: "1" }, T + 1],
        [{ n: "3", m: "2" }, T + 2],
        [late, T + 3],
      );
      return steps[3]?.doubtful === true;
    };
    for (const late of [{ n: "1", m: "1" }, { n: "2", m: "2" }, { n: "new", m: "1" }, { n: "3" }])
      assert.equal(isDoubted(late), true, JSON.stringify(late));
    assert.equal(isDoubted({ n: "4", m: "2" }), false);
  });

  it("are remembered for the last sixteen changes, however many follow each other at once", () => {
    let known: Known["attributes"] = NONE;
    for (let nth = 1; nth <= 20; nth += 1)
      known = changedAttributes(known, [seen({ step: String(nth) })], { at: T, isRead: false }).after;
    const former = known.get("p")?.former ?? [];
    assert.deepEqual(
      [former.length, former.at(0)?.values, former.at(-1)?.values],
      [16, { step: "4" }, { step: "19" }],
    );
  });

  it("that an earlier version has kept are compared as before", () => {
    const kept = new Map([["p", { values: { tier: "b" }, at: 0, changes: 2 }]]);
    const { facts, after } = changedAttributes(kept, [seen({ tier: "a" })], { at: T, isRead: false });
    assert.deepEqual(
      facts.map(({ key }) => key),
      ["attributesChanged/p/3"],
    );
    const late = changedAttributes(after, [seen({ tier: "b" })], { at: T + 1, isRead: false });
    assert.equal(late.doubtful, true);
  });
});
