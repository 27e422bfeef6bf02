import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { ConversationEvent, EventsState, Frame } from "../../../nodes/lib/platform/events/types";
import { createClock } from "../../support/clock";
import { createNotified, failureOf } from "../../support/notified";
import { asEventBody, createStory, QUEUE } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const MINUTE = 60_000;

const set = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const events = createEvents({ ...notified, clock, random: () => 0.5, log });
  const listen = (...topics: string[]) => {
    const heard = { events: [] as ConversationEvent[], frames: [] as Frame[], states: [] as EventsState[] };
    const stop = events.subscribe({
      topics,
      onEvent: (event) => void heard.events.push(event),
      onFrame: (frame) => void heard.frames.push(frame),
      onState: (state) => void heard.states.push(state),
    });
    return { ...heard, stop, names: () => heard.events.map(({ event }) => event) };
  };
  /** Time with a line that is alive. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 30_000) {
      await clock.advance(Math.min(left, 30_000));
      notified.beat();
    }
  };
  return { clock, notified, said, events, listen, pass };
};

const kinds = (states: readonly EventsState[]): string[] => states.map(({ kind }) => kind);

describe("the notifications of an account", () => {
  it("open one channel for all that subscribe in a deploy, with one request for all their topics", async () => {
    const { clock, notified, listen, events } = set();
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
    const { clock, notified, listen, events } = set();
    const one = listen("v2.users.ABC.conversations");
    listen("V2.users.abc.Conversations");
    await clock.advance(1000);
    assert.deepEqual(notified.requests[1]?.topics, ["v2.users.ABC.conversations"]);
    notified.tell("v2.users.Abc.conversations", { id: "x" });
    assert.equal(one.frames.length, 1);
    events.close();
  });

  it("change the set with one request, and close with the last", async () => {
    const { clock, notified, listen, events } = set();
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

  it("spread more than a thousand topics over channels, and refuse what twenty channels cannot hold", async () => {
    const { clock, notified, listen, events, said } = set();
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
    const { clock, notified, listen, events, said, pass } = set();
    notified.script.refused.set("v2.users.2.conversations", ["conversation:communication:view"]);
    const one = listen(TOPIC, "v2.users.2.conversations");
    const other = listen(TOPIC);
    await clock.advance(1000);
    notified.tell(TOPIC, { id: "x" });
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
    const { clock, notified, listen, events } = set();
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

  it("ask a silent line, leave it when it does not answer, and connect again", async () => {
    const { clock, notified, listen, events } = set();
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
      const { notified, listen, events, pass } = set();
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
    const { clock, notified, listen, events, pass } = set();
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

  it("stand on a new channel before the old line is left when its closing is announced: nothing lost, nothing twice", async () => {
    const { clock, notified, listen, events, pass } = set();
    const one = listen(TOPIC);
    await pass(2 * MINUTE);
    let most = 0;
    const story = createStory("c1", clock.now()).arrive(0).alert(1, "a").answer(1).customerLeaves(1);
    notified.tell("v2.system.socket_closing", {});
    const steps = [...story.steps];
    for (let each = 0; each < 40; each++) {
      const step = each % 10 === 9 ? steps.shift() : undefined;
      if (step !== undefined) notified.tell(TOPIC, asEventBody(step.conversation), `id-${each}`);
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

  it("renew the channel before its life ends, without a word", async () => {
    const { notified, listen, events, pass } = set();
    const one = listen(TOPIC);
    await pass(24 * 60 * MINUTE);
    assert.deepEqual(
      notified.open().map(({ channel }) => channel),
      ["channel-2"],
    );
    assert.deepEqual(kinds(one.states), ["connecting", "connected"]);
    events.close();
  });

  it("try again for ever, with waits that grow up to a minute, saying so once", async () => {
    const { clock, notified, listen, events, said } = set();
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

  it("drop a frame that is none, and go on", async () => {
    const { clock, notified, listen, events, said } = set();
    const one = listen(TOPIC);
    await clock.advance(1000);
    for (const text of ["", "{", "null", "[1]", '"x"', '{"topicName":5}'])
      notified.sockets[0]?.ears.onText(text);
    notified.tell(TOPIC, { id: "x" });
    assert.deepEqual([one.frames.length, said.length], [1, 1]);
    events.close();
  });

  it("do not let one failing listener silence the others", async () => {
    const { clock, notified, listen, events, said } = set();
    events.subscribe({
      topics: [TOPIC],
      onFrame: () => {
        throw new Error("broken flow");
      },
    });
    const one = listen(TOPIC);
    await clock.advance(1000);
    notified.tell(TOPIC, { id: "x" });
    assert.deepEqual([one.frames.length, said.length], [1, 1]);
    events.close();
  });

  it("read a conversation that is followed by its id as soon as they are subscribed, and when a detail comes", async () => {
    const { clock, notified, listen, events } = set();
    const story = createStory("c1", START).arrive(0).alert(100, "a").answer(5000);
    let known = 1;
    notified.conversations.set("c1", () => story.steps[known]!.conversation);
    const one = listen("v2.detail.events.conversation.c1.user.start");
    await clock.advance(1000);
    assert.deepEqual([one.names(), notified.of("getConversation").length], [["offered"], 1]);
    known = 2;
    await clock.advance(5000);
    notified.tell("v2.detail.events.conversation.c1.user.start", {
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

  it("read what was live after a gap, each once, the most recent first, and tell what was missed as recovered", async () => {
    const { clock, notified, listen, events, pass } = set();
    const one = listen(TOPIC);
    await pass(2 * MINUTE);
    const stories = Array.from({ length: 500 }, (_, each) =>
      createStory(`c${each}`, clock.now()).arrive(0).alert(1, "a"),
    );
    for (const { steps } of stories) {
      await clock.advance(2);
      for (const { conversation } of steps) notified.tell(TOPIC, asEventBody(conversation));
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
    const { clock, notified, listen, events, pass } = set();
    const one = listen(TOPIC);
    const another = listen("v2.users.nobody.conversations");
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
    const { notified, listen, events, pass, said } = set();
    listen(TOPIC);
    await pass(2 * MINUTE);
    notified.tell(TOPIC, asEventBody(createStory("gone", START).arrive(0).steps[0]!.conversation));
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

  const never = (): Promise<never> => new Promise(() => undefined);
  const STATES: [string, (all: ReturnType<typeof set>) => Promise<void>][] = [
    ["before anything was sent", () => Promise.resolve()],
    [
      "while the channel is being created",
      async ({ notified, clock }) => {
        notified.script.failures.set("postNotificationsChannels", [never()]);
        await clock.advance(1000);
      },
    ],
    [
      "during the handshake",
      async ({ notified, clock }) => {
        notified.script.handshakes.push(never());
        await clock.advance(1000);
      },
    ],
    [
      "while topics are being sent",
      async ({ notified, clock }) => {
        notified.script.failures.set("putNotificationsChannelSubscriptions", [never()]);
        await clock.advance(1000);
      },
    ],
    ["while connected", ({ pass }) => pass(5000)],
    [
      "while it waits to try again",
      async ({ notified, clock }) => {
        notified.script.failures.set("postNotificationsChannels", [failureOf("auth", 401)]);
        await clock.advance(1000);
      },
    ],
    [
      "between two channels",
      async ({ notified, pass }) => {
        await pass(5000);
        notified.script.failures.set("postNotificationsChannels", [never()]);
        notified.tell("v2.system.socket_closing", {});
        await pass(1000);
      },
    ],
    [
      "while conversations are being read",
      async ({ notified, pass }) => {
        await pass(2 * MINUTE);
        notified.tell(TOPIC, asEventBody(createStory("c", START).arrive(0).steps[0]!.conversation));
        notified.script.failures.set("getConversation", [never()]);
        notified.drop();
        await pass(MINUTE);
      },
    ],
  ];
  for (const [when, bring] of STATES)
    it(`close at once ${when}, and leave no timer and no line`, async () => {
      const all = set();
      const one = all.listen(TOPIC);
      await bring(all);
      all.events.close();
      const told = one.states.length;
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(
        [all.clock.pending(), all.notified.open().length, all.events.state().kind],
        [0, 0, "closed"],
      );
      const sent = all.notified.requests.length;
      await all.clock.advance(5 * MINUTE);
      assert.deepEqual([one.states.length, all.notified.requests.length], [told, sent]);
    });
});
