import assert from "node:assert/strict";
import { changedAttributes } from "../../../nodes/lib/platform/events/changes";

describe("what comes late about attributes", () => {
  it("reverses nothing: a detail that was overtaken by a newer one is left out", () => {
    const seen = (city: string, occurredAt: number) => [
      { participantId: "p", values: { city }, whole: false, fact: { occurredAt, payload: undefined } },
    ];
    const first = changedAttributes(new Map(), seen("Bonn", 2_000));
    const late = changedAttributes(first.after, seen("Ulm", 1_000));
    assert.deepEqual([late.facts, late.after], [[], first.after]);
    assert.equal(changedAttributes(first.after, seen("Ulm", 3_000)).facts.length, 1);
  });
});
