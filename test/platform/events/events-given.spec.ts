import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import { createGiven, MOST_GIVEN } from "../../../nodes/lib/platform/events/given";
import { stateOfAll } from "../../../nodes/lib/platform/events/given-state";
import { originOf } from "../../../nodes/lib/platform/events/message";
import type { Memory } from "../../../nodes/lib/platform/events/memory";
import { createRecent } from "../../../nodes/lib/platform/events/recent";
import { createClosing } from "../../../nodes/lib/platform/time/clock";
import { createClock } from "../../support/clock";
import { aliveFor, HOUR, MINUTE, START } from "../../support/events-time";
import { createNotified } from "../../support/notified";
import { createStory, type Story } from "../../support/story";

describe("conversations that a flow names", () => {
  const open = () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    const log = { info: () => undefined, warn: () => undefined };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const emitted: string[] = [];
    const lost: unknown[] = [];
    const memory: Memory = {};
    const show = (story: Story): void => {
      const { conversation } = story.steps.at(-1) ?? assert.fail();
      notified.conversations.set(conversation.id, () => conversation);
    };
    const node = (waitsForWork = false) => {
      const closing = createClosing();
      const given = createGiven({
        ...{ client: notified.client, clock, events, memory, waitsForWork },
        signal: closing.signal,
        onEvent: ({ event }, _frame, { name }) => void emitted.push(`${event} ${String(name)}`),
        onState: () => undefined,
        onLost: (error) => void lost.push(error),
      });
      const stop = (): void => {
        closing.abort();
        given.close();
      };
      return { ...given, stop };
    };
    const live = (id: string): Story =>
      createStory(id, START, "message").arrive(0).alert(100, `agent of ${id}`).answer(100);
    return { clock, notified, events, emitted, lost, node, show, live, pass: aliveFor(clock, notified) };
  };

  it("are so many at most; one more is limited, and is accepted when one has ended", async () => {
    const { notified, events, node, show, live, pass } = open();
    const given = node();
    const stories = Array.from({ length: MOST_GIVEN + 1 }, (_, at) => live(`c${at}`));
    stories.forEach(show);
    const ids = stories.map((_, at) => `c${at}`);
    await Promise.all(ids.slice(0, MOST_GIVEN).map((id) => given.take(id, {})));
    await assert.rejects(given.take(ids.at(-1) ?? "", {}), { code: "limited" });
    await given.take("C0", {}); // known already
    await pass(MINUTE);
    const [first] = stories;
    show(first!.customerLeaves(2 * MINUTE));
    notified.send("v2.detail.events.conversation.c0.customer.end", { conversationId: "c0" });
    await pass(MINUTE);
    await given.take(ids.at(-1) ?? "", {});
    events.close();
  }).timeout(20_000);

  it("are forgotten by a node that was away for longer than a deploy takes", async () => {
    const { clock, events, emitted, node, show, live, pass } = open();
    const story = live("c1");
    show(story);
    const before = node();
    await before.take("c1", { name: "ada" });
    await pass(MINUTE);
    before.stop();
    await clock.advance(2 * MINUTE);
    node();
    show(story.customerLeaves(10 * MINUTE));
    await pass(20 * MINUTE);
    assert.ok(!emitted.includes("ended ada"), emitted.join());
    events.close();
  });

  it("report one that a deploy interrupted and that does not exist", async () => {
    const { clock, events, lost, node, pass } = open();
    const before = node();
    const taken = before.take("c1", {});
    await clock.advance(100);
    before.stop();
    await assert.rejects(taken, { code: "closed" });
    node();
    await pass(MINUTE);
    assert.deepEqual(
      lost.map((error) => (error as { code: string }).code),
      ["missing"],
    );
    events.close();
  });

  it("are left an hour after their end where their after-call work is never done", async () => {
    const { notified, events, emitted, node, show, live, pass } = open();
    const given = node(true);
    const story = live("c1");
    show(story);
    await given.take("c1", { name: "ada" });
    await pass(MINUTE);
    show(story.customerLeaves(2 * MINUTE));
    notified.send("v2.detail.events.conversation.c1.customer.end", { conversationId: "c1" });
    await pass(MINUTE);
    assert.ok(emitted.includes("ended ada") && emitted.includes("acwStarted ada"), emitted.join());
    assert.equal(notified.open().length, 1);
    await pass(HOUR);
    assert.equal(notified.open().length, 0);
    events.close();
  });

  it("have one state: a new one that connects hides no connected one, and a lost connection counts", () => {
    const state = (kind: "connecting" | "connected" | "reconnecting", topic?: string) => ({
      kind,
      refused: topic === undefined ? [] : [{ topic, missingPermissions: [], reason: "" }],
    });
    assert.equal(stateOfAll([]).kind, "closed");
    assert.equal(stateOfAll([state("connecting")]).kind, "connecting");
    assert.equal(stateOfAll([state("connecting"), state("connected")]).kind, "connected");
    assert.equal(stateOfAll([state("reconnecting"), state("connected")]).kind, "reconnecting");
    const refused = stateOfAll([state("connected", "a"), state("connected", "a"), state("connected", "b")]);
    assert.deepEqual(
      refused.refused.map(({ topic }) => topic),
      ["a", "b"],
    );
  });

  it("give their events what the message had, without what was only true of that message", () => {
    const own = { fromId: "chat-1", fromName: "Ada", integrationId: "i", chat: { id: 7 }, attributes: {} };
    const others = {
      _msgid: "1",
      req: {},
      res: {},
      payload: {},
      text: "Hello",
      messageId: "m",
      time: "t",
      genesys: {},
    };
    assert.deepEqual(originOf({ ...own, ...others }), own);
  });

  it("are remembered in bounded memory", () => {
    const recent = createRecent<number>(2);
    for (const [at, key] of ["a", "b", "a", "c"].entries()) recent.set(key, at);
    assert.deepEqual([recent.get("a"), recent.get("b"), recent.get("c")], [2, undefined, 3]);
  });
});
