import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { createStory } from "../../support/story";
import { START } from "../../support/events-time";
import { follow, frameOf } from "../../support/tracked";

describe("what happened in a conversation", () => {
  it("forgets ended conversations, later where a code is still owed, and never emits their end again", () => {
    const tracker = createTracker(START);
    const owed = createStory("owed", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1);
    const done = createStory("done", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1).wrapUp(1, "x");
    follow(owed, tracker);
    follow(done, tracker);
    const tick = (at: number) => follow(createStory("tick", at).arrive(0), tracker);
    tick(START + 16 * 60_000);
    assert.deepEqual([tracker.follows("done"), tracker.follows("owed")], [false, true]);
    const late = tracker.frame(frameOf(done.steps.at(-1)!), START + 17 * 60_000, []).events;
    assert.deepEqual(late, []);
    tick(START + 3 * 3_600_000);
    assert.equal(tracker.follows("owed"), false);
  });

  it("does not keep a conversation alive by reading it", () => {
    const tracker = createTracker(START);
    const owed = createStory("owed", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1);
    follow(owed, tracker);
    for (let at = START; at < START + 2 * 3_600_000; at += 600_000)
      if (tracker.follows("owed")) tracker.read(owed.steps.at(-1)!.conversation, at, [], true);
    assert.equal(tracker.follows("owed"), false);
  });

  it("stays small through eight hours of 200 conversations each", () => {
    const tracker = createTracker(START);
    let most = 0;
    for (let each = 0; each < 1_600; each++) {
      const at = START + each * 18_000;
      follow(
        createStory(`c${each}`, at).arrive(0).alert(1, "a").answer(1).agentLeaves(1).wrapUp(1, "x"),
        tracker,
      );
      most = Math.max(most, tracker.size());
    }
    assert.ok(most < 60, `${most} conversations at once`);
    assert.equal(tracker.open().length, 0);
  });

  it("holds no more conversations than it may, and lets go of the longest silent first", () => {
    const tracker = createTracker(START);
    const arrives = (name: number, ms: number) =>
      tracker.frame(frameOf(createStory(`c${name}`, START).arrive(ms).steps[0]!), START + ms, []);
    for (let each = 0; each < 10_000; each++) arrives(each, each);
    arrives(10, 10_000); // it has been silent for a shorter time than all others now
    for (let each = 10_000; each < 10_051; each++) arrives(each, each + 1);
    const follows = (name: number) => tracker.follows(`c${name}`);
    assert.deepEqual([tracker.size(), follows(51), follows(52), follows(10)], [10_000, false, true, true]);
  });
});
