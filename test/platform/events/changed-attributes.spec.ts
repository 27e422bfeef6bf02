import assert from "node:assert/strict";
import { changedAttributes } from "../../../nodes/lib/platform/events/changes";
import type { AttributesSeen, Known } from "../../../nodes/lib/platform/events/types";

const NONE: Known["attributes"] = new Map();
const seen = (
  values: Record<string, unknown>,
  { at, whole = true, participantId = "p" }: { at?: number; whole?: boolean; participantId?: string } = {},
): AttributesSeen => ({ participantId, values, whole, fact: { payload: undefined, occurredAt: at } });

/** Of a conversation that was read. */
const changed = (before: Known["attributes"], attributes: readonly AttributesSeen[]) =>
  changedAttributes(before, attributes, { at: 0, isRead: true });

describe("the attributes of a participant", () => {
  it("are emitted with what has changed, as it was and as it is", () => {
    const first = changed(NONE, [seen({ tier: "gold", vip: "no" }, { at: 5 })]);
    assert.deepEqual(first.facts, [
      {
        ...{ payload: undefined, occurredAt: 5, key: "attributesChanged/p/1", event: "attributesChanged" },
        ...{ from: {}, to: { tier: "gold", vip: "no" } },
      },
    ]);
    const next = changed(first.after, [seen({ tier: "gold", vip: "yes" }, { at: 6 })]);
    assert.deepEqual(
      next.facts.map(({ key, from, to }) => [key, from, to]),
      [["attributesChanged/p/2", { vip: "no" }, { vip: "yes" }]],
    );
    const { values, at, changes } = next.after.get("p") ?? assert.fail();
    assert.deepEqual([next.after.size, values, at, changes], [1, { tier: "gold", vip: "yes" }, 6, 2]);
  });

  it("are emitted as removed from a whole list only", () => {
    const { after } = changed(NONE, [seen({ a: "1", b: "2" })]);
    const [gone] = changed(after, [seen({ a: "1" })]).facts;
    assert.deepEqual([gone?.from, gone?.to], [{ b: "2" }, {}]);
    const part = changed(after, [seen({ a: "9" }, { whole: false })]);
    assert.deepEqual([part.facts[0]?.from, part.facts[0]?.to], [{ a: "1" }, { a: "9" }]);
    assert.deepEqual(part.after.get("p")?.values, { a: "9", b: "2" });
  });

  it("are not emitted again, nor from a detail that was overtaken", () => {
    const { after } = changed(NONE, [seen({ a: "1" }, { at: 5 })]);
    for (const one of [seen({ a: "1" }, { at: 9 }), seen({ a: "0" }, { at: 4 })]) {
      const change = changed(after, [one]);
      assert.deepEqual([change.facts, change.after === after], [[], true]);
    }
    for (const at of [5, undefined])
      assert.equal(changed(after, [seen({ a: "2" }, at === undefined ? {} : { at })]).facts.length, 1);
  });

  it("are those of each participant, also after one that has not changed", () => {
    const { after } = changed(NONE, [seen({ a: "1" }, { at: 5 })]);
    const others = [seen({ a: "0" }, { at: 4 }), seen({ a: "1" }, { participantId: "q" })];
    assert.deepEqual(
      changed(after, others).facts.map(({ key }) => key),
      ["attributesChanged/q/1"],
    );
  });
});
