import assert from "node:assert/strict";
import { failureOf } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { openEvents } from "../../support/events-account";

describe("the notifications of an account", () => {
  it("read a conversation that is followed by its id as soon as they are subscribed, and when a detail comes", async () => {
    const { clock, notified, listen, events } = openEvents();
    const story = createStory("c1", START).arrive(0).alert(100, "a").answer(5000);
    let known = 1;
    notified.conversations.set("c1", () => story.steps[known]!.conversation);
    const one = listen("v2.detail.events.conversation.c1.user.start");
    await clock.advance(1000);
    assert.deepEqual([one.names(), notified.of("getConversation").length], [["offered"], 1]);
    known = 2;
    await clock.advance(5000);
    notified.send("v2.detail.events.conversation.c1.user.start", {
      participantId: "p",
      eventTime: clock.now(),
    });
    await clock.advance(10);
    assert.deepEqual(
      one.events.map(({ event, recovered }) => [event, recovered]),
      [
        ["offered", true], // before the channel stood
        ["connected", false],
      ],
    );
    events.close();
  });

  it("read what was live after a gap, each once, the most recent first, and emit what was missed as recovered", async () => {
    const { clock, notified, listen, events, pass } = openEvents();
    const one = listen(TOPIC);
    await pass(2 * MINUTE);
    const stories = Array.from({ length: 500 }, (_, each) =>
      createStory(`c${each}`, clock.now()).arrive(0).alert(1, "a"),
    );
    for (const { steps } of stories) {
      await clock.advance(2);
      for (const { conversation } of steps) notified.send(TOPIC, asEventBody(conversation));
    }
    for (const story of stories) {
      story.answer(8_000);
      const { conversation } = story.steps.at(-1)!;
      notified.conversations.set(conversation.id, () => conversation);
    }
    const before = one.events.length;
    await pass(10_000);
    notified.drop();
    await pass(MINUTE);
    const read = notified.of("getConversation").map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(
      read,
      stories.map((_, each) => `c${499 - each}`),
    );
    const recovered = one.events.slice(before);
    assert.equal(recovered.length, 500);
    assert.ok(recovered.every(({ event, recovered: was }) => event === "connected" && was));
    events.close();
  });

  it("find a conversation that began and ended in the gap", async () => {
    const { clock, notified, listen, events, pass } = openEvents();
    const one = listen(TOPIC);
    const another = listen("v2.users.user-2.conversations");
    await pass(2 * MINUTE);
    notified.stall();
    const story = createStory("c1", clock.now() + 5000)
      .arrive(0)
      .alert(10, "a")
      .answer(10)
      .customerLeaves(10);
    notified.conversations.set("c1", () => story.steps.at(-1)!.conversation);
    notified.script.find = (fromMs, toMs) => (fromMs < clock.now() && toMs <= clock.now() ? ["c1"] : []);
    await pass(2 * MINUTE);
    assert.deepEqual(one.names(), [
      "offered",
      "connected",
      "agentLeft",
      "customerLeft",
      "ended",
      "acwStarted",
    ]);
    assert.ok(one.events.every(({ recovered }) => recovered));
    assert.deepEqual(another.names(), []);
    events.close();
  });

  it("try a read again, give up one that is denied, and forget a conversation that is gone", async () => {
    const { notified, listen, events, pass, said } = openEvents();
    listen(TOPIC);
    await pass(2 * MINUTE);
    notified.send(TOPIC, asEventBody(createStory("gone", START).arrive(0).steps[0]!.conversation));
    notified.script.failures.set("getConversation", [failureOf("network", 0), failureOf("denied", 403)]);
    notified.drop();
    await pass(5 * MINUTE);
    assert.equal(notified.of("getConversation").length, 2);
    notified.drop();
    await pass(5 * MINUTE);
    notified.drop();
    await pass(5 * MINUTE);
    assert.equal(notified.of("getConversation").length, 3);
    assert.equal(said.filter((text) => text.includes("cannot be read")).length, 1);
    events.close();
  });
});
