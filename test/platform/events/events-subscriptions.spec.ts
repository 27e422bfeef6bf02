import assert from "node:assert/strict";
import { MINUTE, TOPIC } from "../../support/events-time";
import { kinds, openEvents } from "../../support/events-account";

describe("the notifications of an account", () => {
  it("open one channel for all that subscribe in a deploy, with one request for all their topics", async () => {
    const { clock, notified, listen, events } = openEvents();
    assert.equal(events.state().kind, "closed");
    const listeners = Array.from({ length: 20 }, (_, each) =>
      listen(`v2.users.${each}.conversations`, TOPIC),
    );
    await clock.advance(1000);
    assert.deepEqual(
      notified.requests.map(({ operation }) => operation),
      ["postNotificationsChannels", "putNotificationsChannelSubscriptions"],
    );
    assert.equal(notified.requests[1]?.topics.length, 21);
    assert.deepEqual(kinds(listeners[0]!.states), ["connecting", "connected"]);
    events.close();
  });

  it("compare topics without regard to case, and send each once as it was first written", async () => {
    const { clock, notified, listen, events } = openEvents();
    const one = listen("v2.users.ABC.conversations");
    listen("V2.users.abc.Conversations");
    await clock.advance(1000);
    assert.deepEqual(notified.requests[1]?.topics, ["v2.users.ABC.conversations"]);
    notified.send("v2.users.Abc.conversations", { id: "x" });
    assert.equal(one.frames.length, 1);
    events.close();
  });

  it("change the set with one request, and close with the last", async () => {
    const { clock, notified, listen, events } = openEvents();
    const one = listen(TOPIC);
    await clock.advance(1000);
    const two = listen("v2.users.1.conversations");
    const three = listen("v2.users.2.conversations");
    await clock.advance(1000);
    assert.deepEqual(notified.requests.at(-1)?.topics.length, 3);
    one.stop();
    three.stop();
    await clock.advance(1000);
    assert.deepEqual(notified.requests.at(-1)?.topics, ["v2.users.1.conversations"]);
    two.stop();
    two.stop();
    await clock.advance(1000);
    assert.deepEqual([notified.open().length, clock.pending(), events.state().kind], [0, 0, "closed"]);
    assert.equal(notified.of("postNotificationsChannels").length, 1);
  });

  it("are connected for one that comes later only when its topics are subscribed", async () => {
    const { clock, listen, events } = openEvents();
    const one = listen(TOPIC);
    await clock.advance(1000);
    const two = listen("v2.users.1.conversations");
    assert.deepEqual([kinds(two.states), events.state().kind], [["connecting"], "connected"]);
    await clock.advance(1000);
    const three = listen(TOPIC);
    assert.deepEqual(
      [one, two, three].map(({ states }) => kinds(states)),
      [["connecting", "connected"], ["connecting", "connected"], ["connected"]],
    );
    events.close();
  });

  it("spread more than a thousand topics over channels, and refuse what twenty channels cannot hold", async () => {
    const { clock, notified, listen, events, said } = openEvents();
    const one = listen(...Array.from({ length: 20_001 }, (_, each) => `v2.users.${each}.presence`));
    await clock.advance(1000);
    assert.equal(notified.open().length, 20);
    assert.ok([...notified.subscribed.values()].every((topics) => topics.length === 1000));
    assert.deepEqual(
      one.states.at(-1)?.refused.map(({ topic }) => topic),
      ["v2.users.20000.presence"],
    );
    assert.equal(said.length, 1);
    events.close();
  });

  it("name a topic that was refused once, with the missing permission, and go on with the others", async () => {
    const { clock, notified, listen, events, said, pass } = openEvents();
    notified.script.refused.set("v2.users.2.conversations", ["conversation:communication:view"]);
    const one = listen(TOPIC, "v2.users.2.conversations");
    const other = listen(TOPIC);
    await clock.advance(1000);
    notified.send(TOPIC, { id: "x" });
    await pass(2 * MINUTE);
    notified.drop();
    await pass(2 * MINUTE);
    assert.deepEqual(one.states.at(-1), {
      kind: "connected",
      refused: [
        { topic: "v2.users.2.conversations", missingPermissions: ["conversation:communication:view"] },
      ],
    });
    assert.deepEqual(other.states.at(-1)?.refused, []);
    assert.equal(one.frames.length, 1);
    assert.equal(said.filter((text) => text.includes("conversation:communication:view")).length, 1);
    events.close();
  });

  it("find the one topic that the platform does not know, and go on with the others", async () => {
    const { clock, notified, listen, events } = openEvents();
    notified.script.unknown.add("v2.users.7.nonsense");
    const one = listen(
      ...Array.from({ length: 9 }, (_, each) => `v2.users.${each}.conversations`),
      "v2.users.7.nonsense",
    );
    await clock.advance(1000);
    assert.deepEqual(
      [one.states.at(-1)?.kind, one.states.at(-1)?.refused.map(({ topic }) => topic)],
      ["connected", ["v2.users.7.nonsense"]],
    );
    assert.equal([...notified.subscribed.values()][0]?.length, 9);
    events.close();
  });

  it("drop a frame that is none, and go on", async () => {
    const { clock, notified, listen, events, said } = openEvents();
    const one = listen(TOPIC);
    await clock.advance(1000);
    for (const text of ["", "{", "null", "[1]", '"x"', '{"topicName":5}'])
      notified.sockets[0]?.listener.onText(text);
    notified.send(TOPIC, { id: "x" });
    assert.deepEqual([one.frames.length, said.length], [1, 1]);
    events.close();
  });

  it("do not let one failing listener silence the others", async () => {
    const { clock, notified, listen, events, said } = openEvents();
    events.subscribe({
      topics: [TOPIC],
      onFrame: () => {
        throw new Error("broken flow");
      },
    });
    const one = listen(TOPIC);
    await clock.advance(1000);
    notified.send(TOPIC, { id: "x" });
    assert.deepEqual([one.frames.length, said.length], [1, 1]);
    events.close();
  });
});
