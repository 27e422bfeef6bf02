import assert from "node:assert/strict";
import { changedDeliveries, changedSchedules, type Change } from "../../../nodes/lib/platform/events/changes";
import type { Delivery, Schedule } from "../../../nodes/lib/platform/events/types";

const FACT = { mediaType: "call", payload: undefined } as const;
const NONE: ReadonlyMap<string, never> = new Map<string, never>();
/** The key, the event and what it goes from and to. */
const eventsOf = ({ facts }: Change<unknown>): unknown[][] =>
  facts.map(({ key, event, from, to }) => [key, event, from, to]);

describe("the status of a message", () => {
  const seen = (status: string, messageId = "m"): Delivery => ({ messageId, status, fact: FACT });
  const STEPS = [
    ...["queued", "sent", "failed", "delivery-failed", "delivery-success"],
    ...["published", "read", "removed"],
  ];

  it("is emitted with what was known before, and with the facts of the message", () => {
    const { after, facts } = changedDeliveries(new Map([["m", "sent"]]), [seen("read"), seen("sent", "n")]);
    assert.deepEqual(facts, [
      { ...FACT, key: "messageStatus/m/read", event: "messageStatus", from: "sent", to: "read" },
      { ...FACT, key: "messageStatus/n/sent", event: "messageStatus", from: undefined, to: "sent" },
    ]);
    assert.deepEqual(
      [...after],
      [
        ["m", "read"],
        ["n", "sent"],
      ],
    );
  });

  it("never goes back, and is not emitted twice", () => {
    for (const [place, before] of STEPS.entries())
      for (const [at, status] of STEPS.entries()) {
        const known = new Map([["m", before]]);
        const { after, facts } = changedDeliveries(known, [seen(status)]);
        assert.equal(facts.length, at > place ? 1 : 0, `${before} to ${status}`);
        assert.equal(after === known, at <= place, "what has not changed is the same map");
      }
  });

  it("is emitted the first time whatever it is", () =>
    assert.deepEqual(eventsOf(changedDeliveries(NONE, [seen("something new")])), [
      ["messageStatus/m/something new", "messageStatus", undefined, "something new"],
    ]));

  it("is further with any status that is known than with one that is not", () => {
    const known = new Map([["m", "something new"]]);
    for (const status of STEPS)
      assert.deepEqual(eventsOf(changedDeliveries(known, [seen(status)])), [
        [`messageStatus/m/${status}`, "messageStatus", "something new", status],
      ]);
  });
});

describe("the time of a callback", () => {
  const at = (time: string, key = "k"): Schedule => ({ key, time, waiting: true, fact: FACT });

  it("is emitted when it is set and each time it changes", () => {
    const first = changedSchedules(NONE, [at("09:00")]);
    assert.deepEqual(first.facts, [
      { ...FACT, key: "callbackScheduled/k/1", event: "callbackScheduled", from: undefined, to: "09:00" },
    ]);
    const second = changedSchedules(first.after, [at("10:00"), at("11:00", "l")]);
    assert.deepEqual(eventsOf(second), [
      ["callbackScheduled/k/2", "callbackScheduled", "09:00", "10:00"],
      ["callbackScheduled/l/1", "callbackScheduled", undefined, "11:00"],
    ]);
    assert.deepEqual(eventsOf(changedSchedules(second.after, [at("09:00")])), [
      ["callbackScheduled/k/3", "callbackScheduled", "10:00", "09:00"],
    ]);
  });

  it("is not emitted again", () => {
    const { after } = changedSchedules(NONE, [at("09:00")]);
    const again = changedSchedules(after, [at("09:00")]);
    assert.deepEqual([again.facts, again.after === after], [[], true]);
  });
});
