import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import { createFollowers } from "../../../nodes/lib/platform/events/followers";
import { createClock } from "../../support/clock";
import { createNotified } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { openListener } from "../../support/events-listener";

describe("a listener that has left the notifications", () => {
  it("receives nothing any more, also of what was on its way", async () => {
    const { clock, notified, emitted, states, stop, events, pass, call } = openListener();
    events.subscribe({ topics: [TOPIC] }); // the channel stays open
    await pass(MINUTE);
    stop();
    const stateCount = states.length;
    notified.send(TOPIC, call("c1"));
    notified.drop();
    await clock.advance(MINUTE);
    assert.deepEqual([emitted.length, states.length], [0, stateCount]);
    events.close();
  });

  it("receives nothing either where it leaves in the middle of the events of one frame", async () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const emitted: string[] = [];
    const stop = events.subscribe({
      topics: [TOPIC],
      onEvent: ({ event }) => {
        emitted.push(event);
        stop();
      },
    });
    await clock.advance(1_000);
    const story = createStory("c1", START + 1_000)
      .arrive(0)
      .alert(1, "a")
      .answer(1);
    await clock.advance(3_000);
    notified.send(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(emitted, ["offered"]);
    events.close();
  });

  it("receives nothing where everything is closed in the middle of the events of one frame", async () => {
    const { clock, notified, events, emitted, pass } = openListener();
    await pass(MINUTE);
    const received: string[] = [];
    events.subscribe({
      topics: [TOPIC],
      onEvent: ({ event }) => {
        received.push(event);
        events.close();
      },
    });
    await clock.advance(1_000);
    const story = createStory("c1", clock.now()).arrive(0).alert(1, "a").answer(1);
    await clock.advance(3_000);
    notified.send(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(received, ["offered"]);
    assert.equal(emitted.length, 2, "the first listener has received all of it");
  });

  it("is not notified that it should read, while others are", () => {
    const followers = createFollowers(createClock());
    const notified: string[] = [];
    const leave = followers.add("c", () => notified.push("one"));
    followers.add("c", () => notified.push("other"));
    leave();
    leave();
    followers.notify("c");
    followers.notify("another");
    assert.deepEqual(notified, ["other"]);
  });
});
