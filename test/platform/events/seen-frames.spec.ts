import assert from "node:assert/strict";
import { createSeenFrames } from "../../../nodes/lib/platform/events/seen-frames";
import type { Frame } from "../../../nodes/lib/platform/events/types";

const DAY = 24 * 60 * 60_000;
const TOPIC = "v2.conversations.c1.transcription";
const frame = (facts: Partial<Frame> = {}): Frame => ({
  topicName: TOPIC,
  eventBody: { conversationId: "c1", status: { offsetMs: 1, status: "SESSION_ONGOING" } },
  correlationId: "correlation-1",
  ...facts,
});

describe("frames that came before", () => {
  it("are recognised whatever their delivery left out or changed", () => {
    const seen = createSeenFrames();
    assert.equal(seen.claim(frame(), 0), true);
    const { correlationId: _, ...withoutId } = frame();
    const otherOrder = { status: { status: "SESSION_ONGOING", offsetMs: 1 }, conversationId: "c1" };
    const again = [
      frame(),
      withoutId,
      frame({ topicName: TOPIC.toUpperCase() }),
      frame({ topicName: "v2.conversations.{id}.transcription" }),
      frame({ eventBody: otherOrder }),
    ];
    assert.deepEqual(
      again.map((one) => seen.claim(one, 1)),
      again.map(() => false),
    );
  });

  it("are others with another content, topic or correlation id", () => {
    const seen = createSeenFrames();
    const others = [
      frame(),
      frame({ correlationId: "correlation-2" }),
      frame({ topicName: "v2.conversations.c1.suggestions" }),
      frame({ eventBody: { conversationId: "c2" } }),
      frame({ eventBody: undefined }),
    ];
    assert.ok(others.every((one) => seen.claim(one, 0)));
    assert.ok(others.every((one) => !seen.claim(one, 0)));
  });

  it("may come again when they are released, and after a day", () => {
    const seen = createSeenFrames();
    seen.claim(frame(), 0);
    seen.release(frame());
    assert.equal(seen.claim(frame(), 0), true);
    assert.equal(seen.claim(frame(), DAY), false);
    assert.equal(seen.claim(frame(), DAY + 1), true);
  });

  it("are remembered in bounded memory: the oldest are forgotten", () => {
    const seen = createSeenFrames();
    for (let each = 0; each <= 50_010; each++) seen.claim(frame({ eventBody: each }), each);
    assert.ok(seen.size() <= 50_001, `${seen.size()}`);
    assert.equal(seen.claim(frame({ eventBody: 50_010 }), 50_011), false);
    assert.equal(seen.claim(frame({ eventBody: 0 }), 50_011), true);
  });
});
