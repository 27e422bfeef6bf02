import assert from "node:assert/strict";
import type { Memory } from "../../../nodes/lib/platform/events/memory";
import { failureOf } from "../../support/notified";
import { createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { ANALYTICS, openDeploys, OTHER, WHOLE, wholeCall } from "../../support/events-deploys";

describe("what happens before notifications are received for the first time", () => {
  it("is found where the channel could not be created for a while, and emitted as recovered", async () => {
    const { clock, notified, listen, pass, fail, show, close } = openDeploys();
    fail("postNotificationsChannels", 5);
    const one = listen(TOPIC);
    await clock.advance(2_000);
    show(wholeCall("c1", clock.now()));
    notified.script.find = (from, to) => (from === START && to <= clock.now() ? ["c1"] : []);
    await pass(2 * MINUTE);
    assert.deepEqual(one.names(), WHOLE);
    assert.ok(one.emitted.every(({ recovered }) => recovered));
    assert.equal(notified.of(ANALYTICS).length, 1);
    close();
  });

  it("is emitted with what comes next, where it could not be found yet", async () => {
    const { clock, listen, pass, fail, send, close } = openDeploys();
    fail("postNotificationsChannels", 7);
    const one = listen(TOPIC);
    const story = createStory("c1", START + 1_000)
      .arrive(0)
      .alert(100, "a")
      .answer(1_000);
    await pass(2 * MINUTE);
    story.hold(clock.now() - START - 4_000);
    send(story);
    assert.deepEqual(
      one.emitted.map(({ event, recovered }) => [event, recovered]),
      [
        ["offered", true],
        ["connected", true],
        ["held", false],
      ],
    );
    close();
  });

  it("is not looked for after an ordinary start, which causes no warning either", async () => {
    const { notified, said, listen, pass, close } = openDeploys();
    notified.script.failures.set(ANALYTICS, [failureOf("denied", 403)]);
    listen(TOPIC);
    await pass(MINUTE);
    listen(OTHER);
    await pass(MINUTE);
    assert.deepEqual(
      [notified.of(ANALYTICS).length, notified.of("getConversation").length, said],
      [0, 0, []],
    );
    close();
  });

  it("is found for a topic that came later and could not be subscribed for a while, and only for that", async () => {
    const { clock, notified, listen, pass, fail, show, send, close } = openDeploys();
    const early = listen(OTHER);
    await pass(MINUTE);
    fail("putNotificationsChannelSubscriptions", 5);
    const late = listen(TOPIC);
    const listenedAt = clock.now();
    await clock.advance(2_000);
    show(wholeCall("c1", clock.now()));
    notified.script.find = (from, to) => (from === listenedAt && to <= clock.now() ? ["c1"] : []);
    await pass(2 * MINUTE);
    assert.deepEqual([late.names(), early.names()], [WHOLE, []]);
    assert.ok(late.emitted.every(({ recovered }) => recovered));
    assert.equal(notified.of(ANALYTICS).length, 1);
    const story = createStory("c2", clock.now()).arrive(0).alert(100, "a");
    send(story);
    assert.deepEqual(
      late.emitted.slice(WHOLE.length).map(({ recovered }) => recovered),
      [false],
    );
    close();
  });

  it("is nothing where another listens to the same topics already", async () => {
    const { clock, notified, listen, pass, close } = openDeploys();
    listen(TOPIC);
    await pass(MINUTE);
    const before = notified.requests.length;
    const memory = {};
    const one = listen(TOPIC, memory);
    await clock.advance(20_000);
    one.stop();
    assert.equal(
      (memory as Memory).handover?.interruptedSince,
      clock.now(),
      "it received notifications until it left",
    );
    assert.equal(notified.requests.length, before);
    close();
  });
});
