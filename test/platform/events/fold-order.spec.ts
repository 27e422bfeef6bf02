import assert from "node:assert/strict";
import { fold } from "../../../nodes/lib/platform/events/fold";
import { snapshotOf } from "../../../nodes/lib/platform/events/snapshot";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";

const AT = Date.parse("2026-03-02T09:00:00.000Z");
const time = (ms: number): string => new Date(AT + ms).toISOString();

/** As a queue's topic reports it: without the times at which agents were alerted. The first one did not answer. */
const DECLINED = {
  id: "c",
  participants: [
    {
      id: "customer",
      purpose: "customer",
      calls: [{ id: "1", state: "connected", connectedTime: time(-2_000) }],
    },
    { id: "queue", purpose: "acd", calls: [{ id: "2", state: "connected", connectedTime: time(-1_900) }] },
    {
      ...{ id: "first", purpose: "agent", userId: "ada" },
      calls: [
        {
          ...{ id: "3", state: "disconnected", initialState: "alerting", disconnectType: "client" },
          disconnectedTime: time(0),
        },
      ],
    },
    {
      ...{ id: "second", purpose: "agent", userId: "ben" },
      calls: [{ id: "4", state: "alerting", initialState: "alerting" }],
    },
  ],
};

const eventsAt = (at: number): ConversationEvent[] => {
  const customer = { ...DECLINED, participants: DECLINED.participants.slice(0, 2) };
  const context = { at, since: AT - 10_000, gaps: [] };
  const { known } = fold(undefined, snapshotOf(customer), context);
  return fold(known, snapshotOf(DECLINED), context).events;
};

describe("several events of one snapshot", () => {
  for (const lateMs of [1, 900, -900, 1_500, 60_000])
    it(`are in their order, where the clock is ${lateMs} ms behind that of the platform`, () => {
      const events = eventsAt(AT - lateMs);
      assert.deepEqual(
        events.map(({ event, participantId }) => [event, participantId]),
        [
          ["offered", "first"],
          ["requeued", "first"],
          ["offered", "second"],
        ],
      );
    });

  it("have times in this order, as far as the clock is known", () => {
    const timesAt = (at: number): number[] => eventsAt(at).map(({ occurredAt }) => occurredAt - AT);
    assert.deepEqual(timesAt(AT + 70), [0, 0, 70]);
    assert.deepEqual(timesAt(AT - 1_500), [0, 0, 0]);
    assert.deepEqual(timesAt(AT - 1_501), [0, 0, -1_501]);
  });
});
