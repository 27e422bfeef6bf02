import assert from "node:assert/strict";
import { createReceived } from "../../../nodes/lib/platform/shared-events/received";
import { createClock } from "../../support/clock";

/** Notifications may come so much later than what they report. */
const LATE_MS = 6_000;
const START_MS = 1_000_000;

describe("until when an instance has received everything", () => {
  const open = (before?: number) => {
    const clock = createClock(START_MS);
    const received = createReceived({ clock, platformTime: (local) => local }, before);
    return { clock, received, both: () => [received.until(), received.live()] };
  };

  it("is known at once on a first connection", () => {
    const { received, both } = open();
    assert.deepEqual(both(), [undefined, undefined]);
    received.state("connected");
    assert.deepEqual(both(), [START_MS - LATE_MS, START_MS - LATE_MS]);
  });

  it("is known five minutes after a gap, and for one that knows nothing else after two seconds", async () => {
    const { clock, received, both } = open();
    received.state("connected");
    received.state("reconnecting");
    assert.deepEqual(both(), [undefined, undefined]);
    received.state("connected");
    await clock.advance(1_999);
    assert.deepEqual(both(), [undefined, undefined]);
    await clock.advance(1);
    assert.deepEqual(both(), [undefined, clock.now() - LATE_MS]);
    await clock.advance(5 * 60_000);
    assert.deepEqual(both(), [clock.now() - LATE_MS, clock.now() - LATE_MS]);
  });

  it("counts as a gap where another instance has listened before", async () => {
    const { clock, received, both } = open(START_MS - 60_000);
    received.state("connected");
    await clock.advance(2_000);
    assert.deepEqual(both(), [undefined, clock.now() - LATE_MS]);
  });
});
