import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { fold, type Context } from "../../../nodes/lib/platform/events/fold";
import { snapshotOf } from "../../../nodes/lib/platform/events/snapshot";
import type { Known } from "../../../nodes/lib/platform/events/types";

const AT = Date.parse("2026-03-02T09:00:00.000Z");
const iso = (ms: number): string => new Date(AT + ms).toISOString();

interface Shown {
  due: string | number | undefined;
  state?: string;
  more?: object;
  /** Is it a reading by REST, which has the time at which the participant began? */
  startedMs?: number;
}

/** The customer, the queue and an agent each have the time on their leg. */
const callback = ({ due, state = "scheduled", more = {}, startedMs }: Shown): Conversation => {
  const of = (purpose: string) => ({
    id: `p-${purpose}`,
    purpose,
    ...(startedMs === undefined ? {} : { startTime: iso(startedMs) }),
    callbacks: [{ id: `c-${purpose}`, state, callbackScheduledTime: due, ...more }],
  });
  return { id: "c", participants: [of("customer"), of("acd"), of("agent")] };
};

describe("the time of a callback", () => {
  let known: Known | undefined;
  beforeEach(() => (known = undefined));

  const see = (shown: Shown, more: Partial<Context> = {}) => {
    const folded = fold(known, snapshotOf(callback(shown)), {
      at: AT,
      since: AT - 60_000,
      gaps: [],
      ...more,
    });
    known = folded.known;
    return folded.events
      .filter(({ event }) => event === "callbackScheduled")
      .map(({ participantId, communicationId, mediaType, from, to }) => [
        ...[participantId, communicationId, mediaType],
        ...[from, to],
      ]);
  };
  const OF_CUSTOMER = ["p-customer", "c-customer", "callback"];

  it("is emitted once when it appears, and when it changes, with the one before", () => {
    assert.deepEqual(see({ due: iso(60_000) }), [[...OF_CUSTOMER, undefined, iso(60_000)]]);
    assert.deepEqual(see({ due: iso(60_000) }), []);
    assert.deepEqual(see({ due: iso(90_000) }), [[...OF_CUSTOMER, iso(60_000), iso(90_000)]]);
    assert.deepEqual(see({ due: iso(60_000) }), [[...OF_CUSTOMER, iso(90_000), iso(60_000)]]);
  });

  it("is the same in every spelling, and none where there is no time", () => {
    see({ due: "2026-03-02T09:01:00Z" });
    assert.deepEqual(see({ due: "2026-03-02T10:01:00.000+01:00" }), []);
    assert.deepEqual(see({ due: undefined }), []);
    assert.deepEqual(see({ due: "soon" }), []);
  });

  it("is not emitted for a conversation that is first seen when its callback begins or has long been scheduled", () => {
    const begun = { state: "connected", more: { connectedTime: iso(-1_000) } };
    assert.deepEqual(see({ due: iso(-1_000), ...begun }), []);
    known = undefined;
    assert.deepEqual(see({ due: iso(60_000), startedMs: -3_600_000 }), []);
    assert.deepEqual(see({ due: iso(90_000), startedMs: -3_600_000 }), [
      [...OF_CUSTOMER, iso(60_000), iso(90_000)],
    ]);
  });

  it("is not taken from a snapshot that is older than what is known", () => {
    see({ due: iso(60_000) });
    const connected = { state: "connected", more: { connectedTime: iso(0) } };
    see({ due: iso(90_000), ...connected });
    assert.deepEqual(see({ due: iso(60_000) }), []);
  });
});
