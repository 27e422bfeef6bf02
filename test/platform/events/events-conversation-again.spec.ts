import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { Memory } from "../../../nodes/lib/platform/events/memory";
import { followConversation } from "../../../nodes/lib/platform/events/one-conversation";
import { createClock } from "../../support/clock";
import { aliveFor, MINUTE, START } from "../../support/events-time";
import { createNotified } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";

describe("one conversation that is followed again", () => {
  const open = () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const story = createStory("c1", START).arrive(0).alert(100, "ada").answer(100);
    const show = (): void =>
      void notified.conversations.set("c1", () => story.steps.at(-1)?.conversation ?? assert.fail());
    show();
    const pass = aliveFor(clock, notified);
    const follow = (memory?: Memory) => {
      const emitted: string[] = [];
      const stop = followConversation(events, "c1", {
        onEvent: ({ event }) => void emitted.push(event),
        ...(memory === undefined ? {} : { memory }),
      });
      return { emitted, stop };
    };
    return { clock, notified, events, story, pass, follow };
  };
  const USER = "v2.users.ada.conversations";

  it("is read for each listener, also where its topics are subscribed already", async () => {
    const { notified, events, story, pass, follow } = open();
    follow();
    await pass(MINUTE);
    const late = follow();
    await pass(MINUTE);
    story.hold(MINUTE * 2);
    notified.send(USER, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(late.emitted, ["held"]);
    events.close();
  });

  it("keeps the topics of its users where one listener replaces another at once", async () => {
    const { notified, events, story, pass, follow } = open();
    const memory: Memory = {};
    const before = follow(memory);
    await pass(MINUTE);
    before.stop();
    const after = follow(memory);
    await pass(MINUTE);
    story.hold(MINUTE * 2);
    notified.send(USER, asEventBody(story.steps.at(-1)!.conversation));
    assert.deepEqual(after.emitted, ["held"]);
    events.close();
  });
});
