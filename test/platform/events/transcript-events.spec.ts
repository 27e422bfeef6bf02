import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { START } from "../../support/consult-frames";
import { at } from "../../support/conversation";

describe("the events of a transcript", () => {
  const said = (id: string, channel: string, transcript: string, isFinal = true) => ({
    ...{ utteranceId: id, isFinal, channel },
    alternatives: [{ confidence: 0.9, offsetMs: 2_000, durationMs: 100, transcript }],
  });
  const frame = (...transcripts: unknown[]) => ({
    topicName: "v2.conversations.conversation.transcription",
    eventBody: {
      ...{ eventTime: at(9), conversationId: "conversation", communicationId: "c-c", transcripts },
      transcriptionStartTimeMs: Date.parse(at(5)),
      status: { offsetMs: 4_000, status: "SESSION_ONGOING" },
    },
  });

  it("have what was said and by which side, each utterance once, and nothing is read", () => {
    const tracker = createTracker(START);
    const now = Date.parse(at(9));
    const first = frame(said("1", "EXTERNAL", "hello"), said("2", "INTERNAL", "good morn", false));
    const { events, toRead } = tracker.frame(first, now, []);
    assert.equal(toRead, undefined);
    assert.deepEqual(
      events.map(({ event, text, to, communicationId, occurredAt }) => [
        event,
        text,
        to,
        communicationId,
        occurredAt,
      ]),
      [["transcript", "hello", "customer", "c-c", Date.parse(at(7))]],
    );
    const again = tracker.frame(
      frame(said("1", "EXTERNAL", "hello"), said("2", "INTERNAL", "good morning")),
      now,
      [],
    );
    assert.deepEqual(
      again.events.map(({ text, to }) => [text, to]),
      [["good morning", "agent"]],
    );
  });

  const DAMAGED: [what: string, eventBody: unknown][] = [
    ["nothing", undefined],
    ["a session that has ended", { conversationId: "conversation", status: { status: "SESSION_ENDED" } }],
    ["no list", { conversationId: "conversation", transcripts: "x" }],
    [
      "utterances without text or id",
      { transcripts: [null, {}, { isFinal: true, utteranceId: "3", alternatives: [{}] }] },
    ],
  ];
  for (const [what, eventBody] of DAMAGED)
    it(`are none of a frame with ${what}`, () => {
      const { events, toRead } = createTracker(START).frame({ ...frame(), eventBody }, Date.parse(at(9)), []);
      assert.deepEqual([events, toRead], [[], undefined]);
    });
});
