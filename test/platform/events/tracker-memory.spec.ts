import assert from "node:assert/strict";
import { createTracker, isWholeTopic } from "../../../nodes/lib/platform/events/tracker";
import type { Known } from "../../../nodes/lib/platform/events/types";
import { START, TOPIC } from "../../support/events-time";
import { createStory } from "../../support/story";
import { follow, frameOf, storyOfCall } from "../../support/tracked";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("what a tracker remembers", () => {
  /** Until when, in ms after its end, an ended conversation is remembered. */
  const keptFor = (durable: boolean, isOwed: boolean, at: number): boolean => {
    const tracker = createTracker(START, { durable });
    const story = createStory("c", START).arrive(0).alert(0, "a").answer(0).agentLeaves(0);
    follow(isOwed ? story : story.wrapUp(0, "x"), tracker);
    follow(createStory("tick", START + at).arrive(0), tracker);
    return tracker.follows("c");
  };

  it("is an ended conversation for a quarter of an hour, or an hour while after-call work is due", () => {
    assert.deepEqual(
      [keptFor(false, false, 15 * MINUTE), keptFor(false, false, 15 * MINUTE + 1)],
      [true, false],
    );
    assert.deepEqual([keptFor(false, true, HOUR), keptFor(false, true, HOUR + 1)], [true, false]);
  });

  it("is an ended conversation for a day where frames come late", () => {
    for (const isOwed of [false, true])
      assert.deepEqual(
        [keptFor(true, isOwed, 24 * HOUR), keptFor(true, isOwed, 24 * HOUR + 1)],
        [true, false],
      );
  });

  it("is looked through once a minute at most", () => {
    const tracker = createTracker(START);
    const tick = (at: number) => follow(createStory("tick", START + at).arrive(0), tracker);
    follow(createStory("c", START).arrive(0).alert(0, "a").answer(0).agentLeaves(0).wrapUp(0, "x"), tracker);
    tick(15 * MINUTE - 1);
    tick(16 * MINUTE - 2);
    assert.equal(tracker.follows("c"), true);
    tick(16 * MINUTE - 1);
    assert.equal(tracker.follows("c"), false);
  });

  it("is each conversation that goes on, with the time of its last notification", () => {
    const tracker = createTracker(START);
    follow(createStory("live", START).arrive(5), tracker);
    follow(createStory("owed", START).arrive(0).alert(1, "a").answer(1).agentLeaves(7), tracker);
    follow(
      createStory("done", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1).wrapUp(1, "x"),
      tracker,
    );
    assert.deepEqual(tracker.open(), [
      { conversationId: "live", touchedAt: START + 5 },
      { conversationId: "owed", touchedAt: START + 9 },
    ]);
    assert.equal(tracker.size(), 3);
  });

  it("is reported with each change, and when it is forgotten, so that another one goes on from it", () => {
    const reported: [string, boolean][] = [];
    let latest: Known | undefined;
    const tracker = createTracker(START, {
      onKnown: (id, known) => {
        reported.push([id, known !== undefined]);
        latest = known ?? latest;
      },
    });
    const story = storyOfCall().arrive(0).alert(1, "a");
    assert.equal(follow(story, tracker).length, 1);
    tracker.forget("conversation-1");
    tracker.forget("conversation-1");
    assert.deepEqual(reported, [
      ["conversation-1", true],
      ["conversation-1", true],
      ["conversation-1", false],
    ]);
    assert.ok(latest);
    const next = createTracker(START, { known: [["conversation-1", latest]] });
    assert.equal(next.follows("conversation-1"), true);
    assert.deepEqual(follow(story, next), []);
  });
});

describe("the frames that a tracker understands", () => {
  it("are those of a user or a queue that have the whole conversation, in any spelling", () => {
    for (const topic of ["v2.users.a.conversations", "V2.Routing.Queues.q.Conversations"])
      assert.equal(isWholeTopic(topic), true, topic);
    for (const topic of [
      "v2.users.a.conversations.calls",
      "xv2.users.a.conversations",
      "v2.users.a.b.conversations",
      "v2.users..conversations",
      "v2.users.a.presence",
      "v2.detail.events.conversation.c.user.end",
    ])
      assert.equal(isWholeTopic(topic), false, topic);
  });

  it("come twice where the id and the content are the same", () => {
    const story = storyOfCall().arrive(0).alert(1, "a");
    const [first, second] = story.steps.map((step) => ({ ...frameOf(step), correlationId: "one" }));
    assert.ok(first && second);
    const tracker = createTracker(START);
    tracker.frame(first, START, []);
    assert.equal(tracker.frame(second, START + 1, []).events.length, 1, "another content");
    const unnamed = createTracker(START);
    const known: (readonly number[])[] = [];
    const noting = createTracker(START, { onKnown: (_, now) => known.push(now?.identities ?? []) });
    unnamed.frame({ topicName: TOPIC, eventBody: first.eventBody }, START, []);
    noting.frame({ topicName: TOPIC, eventBody: first.eventBody }, START, []);
    noting.frame(first, START, []);
    noting.frame({ ...first, correlationId: "two" }, START, []);
    assert.deepEqual(
      known.map(({ length }) => length),
      [0, 1, 2],
    );
    const [one = 0, two = 0] = known[2] ?? [];
    assert.ok(Number.isSafeInteger(one) && one > 2 ** 32, "the id counts as well as the content");
    assert.equal(one % 2 ** 32, two % 2 ** 32, "the content is the same");
    assert.notEqual(one, two);
  });

  it("are not read afterwards where they have everything", () => {
    const tracker = createTracker(START);
    const [step] = storyOfCall().arrive(0).steps;
    assert.ok(step);
    assert.deepEqual(tracker.frame(frameOf(step), START, []), { events: [] });
    assert.deepEqual(tracker.frame({ topicName: "v2.users.a.presence", eventBody: {} }, START, []), {
      events: [],
    });
  });
});
