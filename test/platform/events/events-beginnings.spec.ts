import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import { createMemories, type Memory } from "../../../nodes/lib/platform/events/memory";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";
import { createClock } from "../../support/clock";
import { createNotified, failureOf } from "../../support/notified";
import { asEventBody, createStory, QUEUE, type Story } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;
const OTHER = "v2.routing.queues.queue-2.conversations";
const MINUTE = 60_000;
const ANALYTICS = "postAnalyticsConversationsDetailsQuery";

const open = () => {
  const clock = createClock(START);
  const notified = createNotified(clock);
  const said: string[] = [];
  const log = { info: () => undefined, warn: (text: string) => void said.push(text) };
  const account = () => createEvents({ ...notified, clock, random: () => 0.5, log });
  let events = account();
  const listen = (topic: string, memory?: Memory) => {
    const told: ConversationEvent[] = [];
    const stop = events.subscribe({
      topics: [topic],
      onEvent: (event) => void told.push(event),
      ...(memory === undefined ? {} : { memory }),
    });
    return { told, stop, names: () => told.map(({ event }) => event) };
  };
  /** Time with a line that is alive. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 30_000) {
      await clock.advance(Math.min(left, 30_000));
      notified.beat();
    }
  };
  const fail = (operation: string, times: number): void =>
    void notified.script.failures.set(
      operation,
      Array.from({ length: times }, () => failureOf("network", 0)),
    );
  /** What the platform now shows of it when it is read. */
  const show = (story: Story): void => {
    const { conversation } = story.steps.at(-1)!;
    notified.conversations.set(conversation.id, () => conversation);
  };
  const tell = (story: Story): void => notified.tell(TOPIC, asEventBody(story.steps.at(-1)!.conversation));
  return {
    clock,
    notified,
    said,
    listen,
    pass,
    fail,
    show,
    tell,
    close: () => events.close(),
    /** A full deploy: the account is another, too. */
    deploy: () => {
      events.close();
      events = account();
    },
  };
};

const WHOLE = ["offered", "connected", "agentLeft", "customerLeft", "ended", "acwStarted"];
const wholeCall = (id: string, at: number): Story =>
  createStory(id, at).arrive(0).alert(100, "a").answer(1_000).customerLeaves(1_000);

describe("what happens before notifications are heard for the first time", () => {
  it("is found where the channel could not be made for a while, and told as recovered", async () => {
    const { clock, notified, listen, pass, fail, show, close } = open();
    fail("postNotificationsChannels", 5);
    const one = listen(TOPIC);
    await clock.advance(2_000);
    show(wholeCall("c1", clock.now()));
    notified.script.find = (from, to) => (from === START && to <= clock.now() ? ["c1"] : []);
    await pass(2 * MINUTE);
    assert.deepEqual(one.names(), WHOLE);
    assert.ok(one.told.every(({ recovered }) => recovered));
    assert.equal(notified.of(ANALYTICS).length, 1);
    close();
  });

  it("is told with what comes next, where it could not be found yet", async () => {
    const { clock, listen, pass, fail, tell, close } = open();
    fail("postNotificationsChannels", 7);
    const one = listen(TOPIC);
    const story = createStory("c1", START + 1_000)
      .arrive(0)
      .alert(100, "a")
      .answer(1_000);
    await pass(2 * MINUTE);
    story.hold(clock.now() - START - 4_000);
    tell(story);
    assert.deepEqual(
      one.told.map(({ event, recovered }) => [event, recovered]),
      [
        ["offered", true],
        ["connected", true],
        ["held", false],
      ],
    );
    close();
  });

  it("is not looked for after an ordinary start, which nobody is warned of either", async () => {
    const { notified, said, listen, pass, close } = open();
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
    const { clock, notified, listen, pass, fail, show, tell, close } = open();
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
    assert.ok(late.told.every(({ recovered }) => recovered));
    assert.equal(notified.of(ANALYTICS).length, 1);
    const story = createStory("c2", clock.now()).arrive(0).alert(100, "a");
    tell(story);
    assert.deepEqual(
      late.told.slice(WHOLE.length).map(({ recovered }) => recovered),
      [false],
    );
    close();
  });

  it("is nothing where another listens to the same topics already", async () => {
    const { clock, notified, listen, pass, close } = open();
    listen(TOPIC);
    await pass(MINUTE);
    const before = notified.requests.length;
    const memory = {};
    const one = listen(TOPIC, memory);
    await clock.advance(20_000);
    one.stop();
    assert.equal((memory as Memory).handover?.interruptedSince, clock.now(), "it heard until it left");
    assert.equal(notified.requests.length, before);
    close();
  });
});

describe("what a listener knows when a deploy puts another in its place", () => {
  const answered = async (all: ReturnType<typeof open>, memory: Memory, agoMs: number) => {
    const one = all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    const story = createStory("c1", all.clock.now()).arrive(0).alert(10, "a").answer(10);
    await all.clock.advance(20);
    all.tell(story);
    assert.deepEqual(one.names(), ["offered", "connected"]);
    all.show(story);
    await all.clock.advance(agoMs);
    return { one, story };
  };

  for (const agoMs of [0, 500, 4_000])
    it(`is not told again: answered ${agoMs} ms before`, async () => {
      const all = open();
      const memory = {};
      const { story } = await answered(all, memory, agoMs);
      all.deploy();
      const next = all.listen(TOPIC, memory);
      await all.pass(MINUTE);
      all.tell(story);
      assert.deepEqual(next.names(), []);
      story.agentLeaves(MINUTE);
      all.tell(story);
      assert.deepEqual(new Set(next.names()), new Set(WHOLE.slice(2)));
      all.close();
    });

  it("is what lets it find an end that came before the new one heard anything", async () => {
    const all = open();
    const memory = {};
    const { story } = await answered(all, memory, 10_000);
    all.deploy();
    const next = all.listen(TOPIC, memory);
    await all.clock.advance(100);
    story.agentLeaves(10_000 + 50).wrapUp(10, "code-1");
    all.show(story);
    await all.pass(MINUTE);
    assert.deepEqual(new Set(next.names()), new Set([...WHOLE.slice(2), "wrappedUp"]));
    assert.ok(next.told.every(({ recovered }) => recovered));
    assert.equal(all.notified.of(ANALYTICS).length, 0);
    all.close();
  });

  it("has the hundred latest conversations read, however many are live: frames tell of the others", async () => {
    const all = open();
    const memory = {};
    all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    for (let each = 0; each < 150; each++) all.tell(createStory(`c${each}`, all.clock.now()).arrive(0));
    all.deploy();
    all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    const read = all.notified.of("getConversation").map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(new Set(read), new Set(Array.from({ length: 100 }, (_, each) => `c${each + 50}`)));
    all.close();
  });

  it("tells it since when nothing was heard, also where the line was lost before", async () => {
    const all = open();
    const memory = {};
    const one = all.listen(TOPIC, memory);
    await all.pass(MINUTE);
    all.fail("postNotificationsChannels", 9);
    all.notified.script.handshakes.push(failureOf("missing", 404));
    all.notified.drop(1006);
    await all.clock.advance(1_000);
    all.show(wholeCall("c1", all.clock.now()));
    all.notified.script.find = (from) => (from < START + MINUTE ? ["c1"] : []);
    await all.clock.advance(10_000);
    all.deploy();
    const next = all.listen(TOPIC, memory);
    await all.pass(10 * MINUTE);
    assert.deepEqual([one.names(), next.names()], [[], WHOLE]);
    all.close();
  });

  it("is not handed on to one that listens to something else, or comes a minute later", async () => {
    const all = open();
    const memory: Memory = {};
    await answered(all, memory, 10_000);
    all.deploy();
    assert.ok(memory.handover);
    all.listen(OTHER, memory);
    assert.equal(memory.handover, undefined);
    const again: Memory = {};
    const { one } = await answered(all, again, 10_000);
    one.stop();
    await all.pass(2 * MINUTE);
    const late = all.listen(TOPIC, again);
    await all.pass(MINUTE);
    assert.deepEqual([late.names(), all.notified.of("getConversation").length], [[], 0]);
    all.close();
  });

  it("is kept of so many nodes, and of none that is removed", () => {
    const memories = createMemories();
    const first = memories.of("node-0");
    const second = memories.of("node-1");
    assert.equal(memories.of("node-0"), first);
    for (let each = 2; each <= 200; each++) memories.of(`node-${each}`);
    assert.notEqual(memories.of("node-1"), second, "the one that was used longest ago");
    const last = memories.of("node-200");
    memories.forget("node-200");
    assert.notEqual(memories.of("node-200"), last);
  });
});
