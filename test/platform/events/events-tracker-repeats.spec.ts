import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { lagging } from "../../support/story";
import { START, TOPIC } from "../../support/events-time";
import { follow, frameOf, namesOf, storyOfCall } from "../../support/tracked";

describe("what happened in a conversation", () => {
  it("takes no harm from a snapshot whose state lags behind its times", () => {
    const story = storyOfCall().arrive(0).alert(1000, "a").answer(1000).agentLeaves(5000);
    const tracker = createTracker(START);
    const events = story.steps.flatMap((step) => {
      const frame = frameOf(step);
      const lag = { ...frame, eventBody: lagging(frame.eventBody as Record<string, unknown>) };
      return [lag, frame].flatMap((one) => tracker.frame(one, step.at, []).events);
    });
    assert.deepEqual(namesOf(events), namesOf(follow(story)));
  });

  it("emits the same once, through a user's and a queue's topic", () => {
    const story = storyOfCall().arrive(0).alert(1, "a").answer(1).hold(5).resume(6000).customerLeaves(5);
    const tracker = createTracker(START);
    const events = story.steps.flatMap((step) =>
      [TOPIC, "v2.users.a.conversations", "V2.Users.A.Conversations"].flatMap(
        (topic) => tracker.frame(frameOf(step, topic), step.at, []).events,
      ),
    );
    assert.deepEqual(namesOf(events), namesOf(follow(story)));
  });

  it("ignores a frame that comes again later, holds and attributes included", () => {
    const story = storyOfCall()
      .arrive(0)
      .alert(1, "a")
      .answer(1)
      .hold(5)
      .setAttribute(5, "a", "1")
      .resume(5)
      .setAttribute(5, "a", "2");
    const tracker = createTracker(START);
    follow(story, tracker);
    assert.deepEqual(follow(story, tracker), []);
  });

  it("does not take an old frame for a return to what was", () => {
    const story = storyOfCall()
      .arrive(0)
      .alert(1, "a")
      .answer(1)
      .setAttribute(5, "a", "1")
      .hold(5)
      .customerLeaves(5);
    const tracker = createTracker(START);
    follow(story, tracker);
    const late = frameOf(story.steps[4]!);
    delete late.correlationId;
    assert.deepEqual(tracker.frame(late, START + 60_000, []).events, []);
  });

  it("emits nothing of what happened before it listened", () => {
    const story = storyOfCall().arrive(0).alert(1, "a").answer(1).hold(600_000);
    const since = START + 300_000;
    const tracker = createTracker(since);
    const events = tracker.frame(frameOf(story.steps[3]!), START + 600_002, []).events;
    assert.deepEqual(namesOf(events), ["held"]);
  });

  it("takes the platform's clock to be known to about a second", () => {
    const since = START + 60_000;
    const emittedFor = (answeredAgoMs: number): string[] => {
      const story = storyOfCall()
        .arrive(0)
        .alert(1, "a")
        .answer(59_999 - answeredAgoMs);
      return namesOf(createTracker(since).frame(frameOf(story.steps[2]!), since + 100, []).events);
    };
    assert.deepEqual([emittedFor(1_000), emittedFor(2_000)], [["offered", "connected"], []]);
  });

  it("marks what happened in a gap and was found out by reading, and nothing else", () => {
    const story = storyOfCall().arrive(0).alert(1000, "a").answer(1000).customerLeaves(60_000);
    const tracker = createTracker(START);
    story.steps.slice(0, 2).forEach((step) => tracker.frame(frameOf(step), step.at, []));
    const gap = { from: START + 1500, to: START + 30_000 };
    const found = tracker.read(story.steps[2]!.conversation, START + 30_100, [gap], true);
    const later = tracker.frame(frameOf(story.steps[3]!), story.steps[3]!.at, [gap]).events;
    assert.deepEqual(
      found.map(({ event, recovered }) => [event, recovered]),
      [["connected", true]],
    );
    assert.deepEqual(
      later.map(({ recovered }) => recovered),
      later.map(() => false),
    );
  });

  it("emits a conversation that began in a gap, as recovered", () => {
    const story = storyOfCall().arrive(0).alert(1000, "a").answer(1000).hold(600_000);
    const tracker = createTracker(START - 3_600_000);
    const gap = { from: START - 1000, to: START + 30_000 };
    const events = tracker.frame(frameOf(story.steps[3]!), story.steps[3]!.at, [gap]).events;
    assert.deepEqual(
      events.map(({ event, recovered }) => [event, recovered]),
      [
        ["offered", true],
        ["connected", true],
        ["held", false],
      ],
    );
  });
});
