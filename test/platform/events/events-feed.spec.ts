import assert from "node:assert/strict";
import { createClock } from "../../support/clock";
import { START, TOPIC } from "../../support/events-time";
import { createNotified } from "../../support/notified";
import { openFeed } from "../../support/roads";
import { asEventBody } from "../../support/story";
import { detailFrame, storyOfCall } from "../../support/tracked";

const HOUR = 3_600_000;

/** A frame as a channel has it. */
const delivered = (topicName: string, eventBody: unknown, correlationId = "correlation-1") => ({
  topicName,
  eventBody,
  metadata: { CorrelationId: correlationId },
});

describe("a feed of events", () => {
  const names = ({ events }: ReturnType<typeof openFeed>) => events.map(({ event }) => event);
  const open = () => {
    const clock = createClock(START);
    const notified = createNotified(clock);
    return { clock, notified, feed: openFeed(notified.client, clock) };
  };
  const snapshots = () =>
    storyOfCall()
      .arrive(0)
      .alert(1000, "a")
      .answer(1000)
      .agentLeaves(5000)
      .steps.map(({ conversation, at }) => delivered(TOPIC, asEventBody(conversation), `${at}`));

  it("emits what happened while the node did not run, however late, and not as recovered", async () => {
    const { clock, feed } = open();
    await clock.advance(3 * HOUR);
    for (const one of snapshots()) assert.equal(await feed.take(one), true);
    assert.ok(names(feed).includes("offered") && names(feed).includes("ended"), names(feed).join());
    assert.ok(feed.events.every(({ recovered }) => !recovered));
  });

  it("emits nothing of the past of a conversation that it meets in the middle", async () => {
    const { clock, feed } = open();
    await clock.advance(HOUR);
    const story = storyOfCall().arrive(0).alert(1000, "a").answer(1000);
    const lateAnswer = story.agentLeaves(10 * 60_000).steps.at(-1)!;
    await feed.take(delivered(TOPIC, asEventBody(lateAnswer.conversation)));
    assert.deepEqual(
      names(feed).filter((name) => ["offered", "connected"].includes(name)),
      [],
    );
    assert.ok(names(feed).includes("agentLeft"));
  });

  it("emits nothing twice hours after the end, when a queue delivers all of it again", async () => {
    const { clock, feed } = open();
    for (const one of snapshots()) await feed.take(one);
    const before = feed.events.length;
    await clock.advance(5 * HOUR);
    for (const { metadata: _, ...one } of snapshots()) await feed.take(one);
    for (const one of snapshots()) await feed.take({ ...one, metadata: { CorrelationId: "another" } });
    assert.equal(feed.events.length, before);
  });

  it("passes on frames that are about no conversation, each once", async () => {
    const { feed } = open();
    const presence = delivered("v2.users.u1.presence", { presenceDefinition: { id: "p1" } });
    await feed.take([presence, presence]);
    assert.equal(feed.frames.length, 1);
  });

  it("lets a frame come again whose conversation was being read when the node was closed", async () => {
    const { clock, notified, feed } = open();
    const never = new Promise<never>(() => undefined);
    notified.script.failures.set("getConversation", [never]);
    const { topicName, eventBody } = detailFrame("user.start", { eventTime: START, participantId: "p1" });
    void feed.take({ topicName, eventBody });
    await clock.advance(1000);
    feed.close();
    const next = openFeed(notified.client, clock, feed.memory);
    notified.conversations.set("conversation-1", () => ({ id: "conversation-1", participants: [] }));
    assert.equal(await next.take({ topicName, eventBody }), true);
    assert.equal(notified.of("getConversation").length, 2);
  });
});
