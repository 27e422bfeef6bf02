import assert from "node:assert/strict";
import { createEvents } from "../../../nodes/lib/platform/events/events";
import type { Sight } from "../../../nodes/lib/platform/events/sight";
import { createClock } from "../../support/clock";
import { aliveFor, START } from "../../support/events-time";
import { createNotified, failureOf } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";

const ID = "0c5d0000-0000-4000-8000-000000000001";

describe("conversations that are watched one by one", () => {
  const open = () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    const said: string[] = [];
    const log = { info: () => undefined, warn: (text: string) => void said.push(text) };
    const events = createEvents({ ...notified, clock, random: () => 0.5, log });
    const pass = aliveFor(clock, notified);
    const seen: string[] = [];
    const failures: string[] = [];
    const notices: boolean[] = [];
    const watch = (conversationId: string, more: { needsUsers?: boolean } = {}) =>
      events.watches.watch(conversationId, {
        onSight: ({ conversation }: Sight) => void seen.push(conversation.id),
        onFailure: ({ code }) => void failures.push(code),
        onClosed: () => void failures.push("closed"),
        onNotified: (is) => void notices.push(is),
        ...more,
      });
    const exists = (id: string): void => {
      const body = createStory(id, START).arrive(0).steps[0]!.conversation;
      notified.conversations.set(id, () => body);
    };
    const reads = (): number => notified.of("getConversation").length;
    const topics = (): string[] => [...notified.subscribed.values()].flat();
    exists(ID);
    return { clock, notified, events, pass, seen, failures, notices, watch, exists, reads, topics, said };
  };

  it("are subscribed once for all callers, and not any more when the last one has left", async () => {
    const { watch, topics, pass, seen, notices } = open();
    const stops = [watch(ID), watch(ID.toUpperCase())];
    await pass(1_000);
    assert.equal(topics().length, 4);
    assert.ok(seen.length >= 2);
    assert.equal(notices.at(-1), true);
    stops[0]?.();
    await pass(1_000);
    assert.equal(topics().length, 4);
    stops[1]?.();
    stops[1]?.();
    await pass(1_000);
    assert.deepEqual(notices.filter(Boolean).length, 2);
  });

  it("are seen by a caller that comes later", async () => {
    const { watch, pass, seen } = open();
    watch(ID);
    await pass(1_000);
    const before = seen.length;
    watch(ID);
    await pass(100);
    assert.ok(seen.length > before);
  });

  it("are reported by any topic that the channel has", async () => {
    const { watch, pass, seen, notified, events } = open();
    const topic = "v2.routing.queues.support.conversations";
    events.subscribe({ topics: [topic] });
    watch(ID);
    await pass(1_000);
    const [before, reads] = [seen.length, notified.of("getConversation").length];
    notified.send(topic, asEventBody(createStory(ID, START).arrive(0).steps[0]!.conversation));
    assert.equal(seen.length, before + 1);
    assert.equal(notified.of("getConversation").length, reads);
  });

  it("are read now and then where their topics are refused, and no more topics are asked for", async () => {
    const { watch, exists, pass, reads, notified, topics, notices, said } = open();
    for (const kind of ["customer.end", "user.start", "user.end", "attributes"])
      notified.script.refused.set(`v2.detail.events.conversation.${ID}.${kind}`, ["some:permission"]);
    watch(ID);
    await pass(60_000);
    assert.ok(reads() >= 4 && reads() <= 9, `${reads()}`);
    assert.equal(notices.at(-1), false);
    const other = ID.replace(/1$/, "2");
    exists(other);
    watch(other);
    await pass(10_000);
    assert.deepEqual(
      topics().filter((topic) => topic.includes(other)),
      [],
    );
    assert.equal(said.length, 1);
    await pass(600_000);
    const third = ID.replace(/1$/, "3");
    exists(third);
    watch(third);
    await pass(1_000);
    assert.equal(topics().filter((topic) => topic.includes(third)).length, 4);
  });

  it("get the room that another one leaves", async () => {
    const { watch, exists, pass, notified } = open();
    const idOf = (nth: number): string => ID.replace(/.{4}$/, String(nth).padStart(4, "0"));
    const stops = Array.from({ length: 1_001 }, (_, nth) => {
      exists(idOf(nth));
      return watch(idOf(nth));
    });
    const asked = (nth: number): number =>
      new Set(notified.requests.flatMap((one) => one.topics.filter((topic) => topic.includes(idOf(nth)))))
        .size;
    await pass(6_000);
    assert.deepEqual([asked(0), asked(999), asked(1_000)], [4, 4, 0]);
    stops[0]?.();
    await pass(6_000);
    assert.equal(asked(1_000), 4);
  });

  it("are read now and then while no user is in them whose topic would report a message", async () => {
    const { watch, pass, reads } = open();
    watch(ID, { needsUsers: true });
    await pass(30_000);
    assert.ok(reads() >= 4, `${reads()}`);
  });

  it("may be about to begin", async () => {
    const { watch, exists, pass, failures, seen } = open();
    const soon = ID.replace(/1$/, "9");
    watch(soon);
    await pass(3_000);
    exists(soon);
    await pass(3_000);
    assert.deepEqual([failures, seen], [[], seen.map(() => soon)]);
    assert.ok(seen.length > 0);
  });

  it("fail where they do not begin, or may not be read", async () => {
    const { watch, pass, failures, notified } = open();
    watch(ID.replace(/1$/, "8"));
    await pass(20_000);
    assert.deepEqual(failures, ["missing"]);
    notified.conversations.set(ID, () => {
      throw failureOf("denied", 403);
    });
    watch(ID);
    await pass(20_000);
    assert.ok(failures.includes("denied"));
  });

  it("are not more than ten thousand at once", () => {
    const { watch, events } = open();
    const stops = Array.from({ length: 10_000 }, () => watch(ID));
    assert.throws(() => watch(ID), { code: "limited" });
    stops[0]?.();
    watch(ID);
    events.close();
  });

  it("end with everything, and leave no timer", async () => {
    const { watch, events, failures, pass, clock } = open();
    watch(ID);
    watch(ID.replace(/1$/, "8"));
    await pass(1_000);
    events.close();
    assert.deepEqual(failures, ["closed", "closed"]);
    await clock.advance(0);
    assert.equal(clock.pending(), 0);
  });

  it("change the topics of the channel a few times a minute, however many come and go", async () => {
    const { watch, exists, pass, notified } = open();
    for (let nth = 0; nth < 100; nth++) {
      const id = ID.replace(/.{4}$/, String(nth).padStart(4, "0"));
      exists(id);
      watch(id);
      await pass(600);
    }
    const puts = notified.of("putNotificationsChannelSubscriptions").length;
    assert.ok(puts <= 24, `${puts} requests in a minute`);
  });
});
