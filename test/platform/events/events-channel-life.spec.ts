import assert from "node:assert/strict";
import { failureOf } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { HOUR, MINUTE, TOPIC } from "../../support/events-time";
import { openListener } from "../../support/events-listener";

describe("the life of a channel of notifications", () => {
  const channels = ({ notified }: ReturnType<typeof openListener>) =>
    notified.of("postNotificationsChannels");

  it("goes on for another day when it was taken up again, as its topics were sent again, but is not taken up for ever", async () => {
    const all = openListener();
    await all.pass(12 * HOUR);
    all.notified.drop(1006);
    await all.pass(11.5 * HOUR);
    assert.equal(channels(all).length, 1);
    all.notified.drop(1006);
    await all.pass(2 * MINUTE);
    assert.equal(channels(all).length, 2, "by then it was older than a channel that is renewed");
    all.events.close();
  });

  it("is renewed within a day of its topics, also where it was taken up again", async () => {
    const all = openListener();
    await all.pass(12 * HOUR);
    all.notified.drop(1006);
    await all.pass(23.5 * HOUR);
    assert.equal(channels(all).length, 2);
    all.events.close();
  });

  it("is not taken up again near its end: a lost connection then leads to a fresh channel", async () => {
    const all = openListener();
    all.notified.script.failures.set("postNotificationsChannels", []);
    await all.pass(21 * HOUR);
    // Every renewal fails, so that the old channel is still in use when its connection is lost.
    all.notified.script.failures.set(
      "postNotificationsChannels",
      Array.from({ length: 500 }, () => failureOf("network", 0)),
    );
    await all.pass(2.5 * HOUR);
    const before = all.notified.sockets.length;
    all.notified.script.failures.clear();
    all.notified.drop(1006);
    await all.pass(2 * MINUTE);
    assert.deepEqual(
      all.notified.sockets.slice(before).map(({ channel }) => channel === "channel-1"),
      [false],
    );
    all.events.close();
  });

  it("is as long as the platform says, where that is less than a day", async () => {
    const all = openListener();
    all.notified.script.lifeMs = HOUR;
    await all.pass(HOUR);
    assert.equal(channels(all).length, 2);
    assert.deepEqual(
      all.states.map(({ kind }) => kind),
      ["connecting", "connected"],
    );
    all.events.close();
  });

  it("leaves a gap where the old connection ends before the new one is open, and what is live is read", async () => {
    const all = openListener();
    await all.pass(2 * MINUTE);
    const story = createStory("c1", all.clock.now()).arrive(0);
    all.notified.send(TOPIC, asEventBody(story.steps[0]!.conversation));
    all.notified.conversations.set("c1", () => story.steps[0]!.conversation);
    all.notified.send("v2.system.socket_closing", {});
    while (all.notified.sockets.length < 2) await Promise.resolve();
    // The new connection is open, but has no topics yet.
    const [old] = all.notified.sockets;
    assert.ok(old);
    old.open = false;
    old.listener.onEnd({ code: 1001 });
    await all.pass(2 * MINUTE);
    assert.equal(all.notified.open().length, 1);
    assert.equal(all.notified.of("getConversation").length, 1);
    all.events.close();
  });
});
