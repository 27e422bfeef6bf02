import assert from "node:assert/strict";
import { changedAttributes } from "../../../nodes/lib/platform/events/changes";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { at, connected } from "../../support/conversation";

const LIVE = { at: 5_000, isRead: false };

describe("what comes late about attributes", () => {
  it("reverses nothing: a detail that was overtaken by a newer one is left out", () => {
    const seen = (city: string, occurredAt: number) => [
      { participantId: "p", values: { city }, whole: false, fact: { occurredAt, payload: undefined } },
    ];
    const first = changedAttributes(new Map(), seen("Bonn", 2_000), LIVE);
    const late = changedAttributes(first.after, seen("Ulm", 1_000), LIVE);
    assert.deepEqual([late.facts, late.after], [[], first.after]);
    assert.equal(changedAttributes(first.after, seen("Ulm", 3_000), LIVE).facts.length, 1);
  });

  const START = Date.parse(at(0));
  const withTier = (tier: string) => ({
    id: "conversation",
    participants: [connected("c", "customer", 1, { attributes: { tier } })],
  });
  /** Sent as frames at these seconds, or read where there is none: what is emitted, and what is to be read. */
  const follow = (...steps: [tier: string, second?: number][]) => {
    const tracker = createTracker(START);
    return steps.map(([tier, second], nth) => {
      const eventBody = withTier(tier);
      if (second === undefined) return tracker.read(eventBody, START + 20_000, [], false).map(({ to }) => to);
      const frame = { topicName: "v2.users.ada.conversations", eventBody, correlationId: `c-${nth}` };
      const { events, toRead } = tracker.frame(frame, START + second * 1_000, []);
      return [...events.flatMap(({ event, to }) => (event === "attributesChanged" ? [to] : [])), toRead];
    });
  };

  it("reverses nothing: a frame with older ones is read, and the read has nothing new", () => {
    const [, , late, read] = follow(["gold", 2], ["silver", 18], ["gold", 20], ["silver"]);
    assert.deepEqual([late, read], [["conversation"], []]);
  });

  it("is what has happened where the read shows it, too", () => {
    const [, , back, read] = follow(["gold", 2], ["silver", 18], ["gold", 20], ["gold"]);
    assert.deepEqual([back, read], [["conversation"], [{ tier: "gold" }]]);
  });
});
