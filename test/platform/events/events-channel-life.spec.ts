import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { ConversationEvent, EventsState } from "../../../nodes/lib/platform/events/types";
import { changedAttributes } from "../../../nodes/lib/platform/events/changes";
import { createFollowers } from "../../../nodes/lib/platform/events/followers";
import { createClock } from "../../support/clock";
import { createNotified, failureOf } from "../../support/notified";
import { asEventBody, createStory, QUEUE } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const open = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random: () => 0.5, log });
  const heard: ConversationEvent[] = [];
  const states: EventsState[] = [];
  const stop = events.subscribe({
    topics: [TOPIC],
    onEvent: (event) => void heard.push(event),
    onState: (state) => void states.push(state),
  });
  /** Time with a line that is alive. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 30_000) {
      await clock.advance(Math.min(left, 30_000));
      notified.beat();
    }
  };
  const call = (id: string) => asEventBody(createStory(id, clock.now()).arrive(0).steps[0]!.conversation);
  return { clock, notified, said, events, heard, states, stop, pass, call };
};

describe("the life of a channel of notifications", () => {
  const channels = ({ notified }: ReturnType<typeof open>) => notified.of("postNotificationsChannels");

  it("goes on for another day when it was taken up again, as its topics were sent again, but is not taken up for ever", async () => {
    const all = open();
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
    const all = open();
    await all.pass(12 * HOUR);
    all.notified.drop(1006);
    await all.pass(23.5 * HOUR);
    assert.equal(channels(all).length, 2);
    all.events.close();
  });

  it("is not taken up again near its end: a lost line then leads to a fresh one", async () => {
    const all = open();
    all.notified.script.failures.set("postNotificationsChannels", []);
    await all.pass(21 * HOUR);
    // Every renewal fails, so that the old one is still in use when its line is lost.
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

  it("is as long as the platform tells, where that is less than a day", async () => {
    const all = open();
    all.notified.script.lifeMs = HOUR;
    await all.pass(HOUR);
    assert.equal(channels(all).length, 2);
    assert.deepEqual(
      all.states.map(({ kind }) => kind),
      ["connecting", "connected"],
    );
    all.events.close();
  });

  it("leaves a gap where the old line does not hold until the new one stands, and what is live is read", async () => {
    const all = open();
    await all.pass(2 * MINUTE);
    const story = createStory("c1", all.clock.now()).arrive(0);
    all.notified.tell(TOPIC, asEventBody(story.steps[0]!.conversation));
    all.notified.conversations.set("c1", () => story.steps[0]!.conversation);
    all.notified.tell("v2.system.socket_closing", {});
    while (all.notified.sockets.length < 2) await Promise.resolve();
    // The new line stands, but has no topics yet.
    const [old] = all.notified.sockets;
    assert.ok(old);
    old.open = false;
    old.ears.onEnd({ code: 1001 });
    await all.pass(2 * MINUTE);
    assert.equal(all.notified.open().length, 1);
    assert.equal(all.notified.of("getConversation").length, 1);
    all.events.close();
  });
});

describe("whoever has left the notifications", () => {
  it("hears nothing any more, also of what was on its way", async () => {
    const { clock, notified, heard, states, stop, events, pass, call } = open();
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
    const { clock, notified, events, heard, pass } = open();
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

describe("what comes late about attributes", () => {
  it("reverses nothing: a detail that was overtaken by a newer one is left out", () => {
    const seen = (city: string, occurredAt: number) => [
      { participantId: "p", values: { city }, whole: false, fact: { occurredAt, payload: undefined } },
    ];
    const first = changedAttributes(new Map(), seen("Bonn", 2_000));
    const late = changedAttributes(first.after, seen("Ulm", 1_000));
    assert.deepEqual([late.facts, late.after], [[], first.after]);
    assert.equal(changedAttributes(first.after, seen("Ulm", 3_000)).facts.length, 1);
  });
});

describe("conversations that may not be read after a gap", () => {
  it("are spoken of once, however many they are", async () => {
    const { notified, events, said, pass, call } = open();
    await pass(2 * MINUTE);
    for (const id of ["c1", "c2", "c3"]) notified.tell(TOPIC, call(id));
    const denied = Array.from({ length: 3 }, () => failureOf("denied", 403));
    notified.script.failures.set("getConversation", denied);
    notified.drop();
    await pass(2 * MINUTE);
    assert.deepEqual([denied.length, said.filter((text) => text.includes("cannot be read")).length], [0, 1]);
    events.close();
  });
});
