import assert from "node:assert/strict";
import { failureOf } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { MINUTE, TOPIC } from "../../support/events-time";
import { kinds, openEvents } from "../../support/events-account";

describe("the notifications of an account", () => {
  it("send a ping on a silent connection, leave it when no pong comes, and connect again", async () => {
    const { clock, notified, listen, events } = openEvents();
    const one = listen(TOPIC);
    await clock.advance(1000);
    await clock.advance(36_000);
    assert.deepEqual(notified.sockets[0]?.sent, ['{"message":"ping"}']);
    assert.equal(notified.open().length, 1);
    await clock.advance(10_000);
    assert.deepEqual(
      [notified.sockets.length, notified.sockets[0]?.open, notified.open().length],
      [2, false, 1],
    );
    assert.deepEqual(kinds(one.states), ["connecting", "connected", "reconnecting", "connected"]);
    events.close();
  });

  it("use a good channel again after a drop, with the topics sent again, and a fresh one when that is refused", async () => {
    for (const status of [401, 404]) {
      const { notified, listen, events, pass } = openEvents();
      listen(TOPIC);
      await pass(2 * MINUTE);
      notified.drop(1006);
      await pass(2 * MINUTE);
      assert.deepEqual([notified.sockets.length, notified.of("postNotificationsChannels").length], [2, 1]);
      assert.equal(notified.of("putNotificationsChannelSubscriptions").length, 2);
      notified.script.handshakes.push(failureOf(status === 401 ? "auth" : "missing", status));
      notified.drop(1006);
      await pass(2 * MINUTE);
      assert.deepEqual([notified.open().length, notified.of("postNotificationsChannels").length], [1, 2]);
      events.close();
    }
  });

  it("leave a channel that the platform has removed for a fresh one", async () => {
    const { clock, notified, listen, events, pass } = openEvents();
    listen(TOPIC);
    await pass(2 * MINUTE);
    notified.subscribed.delete("channel-1");
    listen("v2.users.1.conversations");
    await clock.advance(5000);
    assert.deepEqual(
      notified.open().map(({ channel }) => channel),
      ["channel-2"],
    );
    assert.equal(notified.subscribed.get("channel-2")?.length, 2);
    events.close();
  });

  it("are open on a new channel before the old connection is left when its closing is announced: nothing lost, nothing twice", async () => {
    const { clock, notified, listen, events, pass } = openEvents();
    const one = listen(TOPIC);
    await pass(2 * MINUTE);
    let most = 0;
    const story = createStory("c1", clock.now()).arrive(0).alert(1, "a").answer(1).customerLeaves(1);
    notified.send("v2.system.socket_closing", {});
    const steps = [...story.steps];
    for (let each = 0; each < 40; each++) {
      const step = each % 10 === 9 ? steps.shift() : undefined;
      if (step !== undefined) notified.send(TOPIC, asEventBody(step.conversation), `id-${each}`);
      await Promise.resolve();
      most = Math.max(most, notified.open().length);
    }
    await clock.advance(30_000);
    assert.deepEqual([most, notified.open().map(({ channel }) => channel)], [2, ["channel-2"]]);
    assert.deepEqual(one.names(), [
      "offered",
      "connected",
      "agentLeft",
      "customerLeft",
      "ended",
      "acwStarted",
    ]);
    assert.equal(one.frames.length, 4);
    assert.ok(one.events.every(({ recovered }) => !recovered));
    assert.deepEqual(kinds(one.states), ["connecting", "connected"]);
    events.close();
  });

  it("renew the channel before its life ends, without a log entry", async () => {
    const { notified, listen, events, pass } = openEvents();
    const one = listen(TOPIC);
    await pass(24 * 60 * MINUTE);
    assert.deepEqual(
      notified.open().map(({ channel }) => channel),
      ["channel-2"],
    );
    assert.deepEqual(kinds(one.states), ["connecting", "connected"]);
    events.close();
  });

  it("try again for ever, with waits that grow up to a minute, and report it once", async () => {
    const { clock, notified, listen, events, said } = openEvents();
    notified.script.failures.set(
      "postNotificationsChannels",
      Array.from({ length: 200 }, () => failureOf("network", 0)),
    );
    listen(TOPIC);
    await clock.advance(3 * 60 * MINUTE);
    const waits = notified
      .of("postNotificationsChannels")
      .map(({ at }, each, all) => at - (all[each - 1]?.at ?? at));
    assert.ok(waits.length > 200 && waits.slice(1, 200).every((wait) => wait > 0 && wait <= 60_000));
    assert.deepEqual(waits.slice(1, 5), [1000, 2000, 4000, 8000]);
    assert.equal(said.filter((text) => text.startsWith("Notifications cannot")).length, 1);
    assert.equal(events.state().kind, "connected");
    events.close();
  });
});
