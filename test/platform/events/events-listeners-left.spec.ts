import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import { createFollowers } from "../../../nodes/lib/platform/events/followers";
import { createClock } from "../../support/clock";
import { createNotified } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { openListener } from "../../support/events-listener";

describe("whoever has left the notifications", () => {
  it("hears nothing any more, also of what was on its way", async () => {
    const { clock, notified, heard, states, stop, events, pass, call } = openListener();
    events.subscribe({ topics: [TOPIC] }); // the channel stays open
    await pass(MINUTE);
    stop();
    const told = states.length;
    notified.tell(TOPIC, call("c1"));
    notified.drop();
    await clock.advance(MINUTE);
    assert.deepEqual([heard.length, states.length], [0, told]);
    events.close();
  });

  it("hears nothing either where it leaves in the middle of what one frame tells", async () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const heard: string[] = [];
    const stop = events.subscribe({
      topics: [TOPIC],
      onEvent: ({ event }) => {
        heard.push(event);
        stop();
      },
    });
    await clock.advance(1_000);
    const story = createStory("c1", START + 1_000)
      .arrive(0)
      .alert(1, "a")
      .answer(1);
    await clock.advance(3_000);
    notified.tell(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(heard, ["offered"]);
    events.close();
  });

  it("hears nothing where everything is closed in the middle of what one frame tells", async () => {
    const { clock, notified, events, heard, pass } = openListener();
    await pass(MINUTE);
    const told: string[] = [];
    events.subscribe({
      topics: [TOPIC],
      onEvent: ({ event }) => {
        told.push(event);
        events.close();
      },
    });
    await clock.advance(1_000);
    const story = createStory("c1", clock.now()).arrive(0).alert(1, "a").answer(1);
    await clock.advance(3_000);
    notified.tell(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(told, ["offered"]);
    assert.equal(heard.length, 2, "who comes first has heard all of it");
  });

  it("is not told that it should look, while others are", () => {
    const followers = createFollowers();
    const told: string[] = [];
    const leave = followers.add("c", () => told.push("one"));
    followers.add("c", () => told.push("other"));
    leave();
    leave();
    followers.notify("c");
    followers.notify("another");
    assert.deepEqual(told, ["other"]);
  });
});
