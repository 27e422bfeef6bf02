import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { CONSULTING, customer, gone, guest, START, TALKING } from "../../support/consult-frames";
import { at } from "../../support/conversation";

describe("the events of a consultation", () => {
  it("are found after a gap", () => {
    const tracker = createTracker(START);
    const read = (participants: Participant[], second: number, gap: boolean) =>
      tracker
        .read(
          { id: "conversation", participants },
          Date.parse(at(second)),
          gap ? [{ from: Date.parse(at(8)), to: Date.parse(at(second)) }] : [],
          gap,
        )
        .filter(({ event }) => event.startsWith("consult"))
        .map(({ event, recovered, to }) => [event, recovered, to]);
    assert.deepEqual(read(TALKING, 7, false), []);
    assert.deepEqual(read(CONSULTING, 20, true), [["consultStarted", true, undefined]]);
    const over = [customer(), gone("a", 25, "transfer.consult"), guest()];
    assert.deepEqual(read(over, 40, true), [["consultEnded", true, "completed"]]);
  });
});
