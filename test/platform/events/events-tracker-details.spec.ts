import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { QUEUE } from "../../support/story";
import { START, TOPIC } from "../../support/events-time";
import { detailFrame, frameOf, namesOf, storyOfCall } from "../../support/tracked";

describe("what happened in a conversation", () => {
  it("understands detail events, in capitals and epoch ms, as the same events", () => {
    const story = storyOfCall().arrive(0).alert(1000, "a").answer(1000).agentLeaves(5000);
    const tracker = createTracker(START);
    story.steps.slice(0, 3).forEach((step) => tracker.frame(frameOf(step), step.at, []));
    const ended = {
      eventTime: START + 7000,
      participantId: "conversation-1-p3",
      sessionId: "conversation-1-c3",
      mediaType: "VOICE",
      disconnectType: "CLIENT",
      userId: "a",
      queueId: QUEUE,
    };
    const result = tracker.frame(detailFrame("user.end", ended), START + 7000, []);
    assert.deepEqual(
      [result.toRead, result.events.map(({ event, to, mediaType }) => [event, to, mediaType])],
      ["conversation-1", [["agentLeft", "client", "call"]]],
    );
    const rest = tracker.frame(frameOf(story.steps[3]!), START + 7000, []).events;
    assert.deepEqual(namesOf(rest), ["customerLeft", "ended", "acwStarted"]);
    const wrapped = { ...ended, wrapupCode: "code-1", eventTime: START + 9000 };
    assert.deepEqual(namesOf(tracker.frame(detailFrame("acw", wrapped), START + 9000, []).events), [
      "wrappedUp",
    ]);
    assert.deepEqual(namesOf(tracker.frame(detailFrame("wrapup", wrapped), START + 9000, []).events), []);
  });

  it("does not take the detail of an unanswered alert's end for an agent who left", () => {
    const tracker = createTracker(START);
    const result = tracker.frame(
      detailFrame("user.end", {
        eventTime: START + 1000,
        participantId: "p9",
        mediaType: "VOICE",
        disconnectType: "DND_ENDPOINT",
        interactingDurationMs: 0,
      }),
      START + 1000,
      [],
    );
    assert.deepEqual([result.events, result.toRead], [[], "conversation-1"]);
  });

  it("drops what has not the shape of a conversation, and never throws", () => {
    const tracker = createTracker(START);
    for (const eventBody of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { id: "c" },
      { id: "c", participants: [null, 1, {}, { id: "p", calls: [null, {}] }] },
    ])
      assert.deepEqual(tracker.frame({ topicName: TOPIC, eventBody }, START, []).events, []);
    assert.deepEqual(
      tracker.frame(detailFrame("user.end", { mediaType: 5, eventTime: "never" }), START, []).events,
      [],
    );
  });
});
