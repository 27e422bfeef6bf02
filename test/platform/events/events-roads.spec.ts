import assert from "node:assert/strict";
import { createEvents, type Events } from "../../../nodes/lib/platform/events/events";
import { topicsOf } from "../../../nodes/lib/platform/events/topics";
import type { ConversationEvent } from "../../../nodes/lib/platform/events/types";
import { createConnect } from "../../../nodes/lib/platform/http/socket";
import type { Client } from "../../../nodes/lib/platform/types";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { listOf, openFeed } from "../../support/roads";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

const SUPPORT = idOf("queue Support");
const QUEUES = "v2.routing.queues.{id}.conversations";
const DETAILS = "v2.detail.events.conversation.{id}.*";
const HOUR = 3_600_000;

type Kind = "eventBridge" | "trigger" | "notification";

describe("the events of a simulated org, by any delivery", () => {
  let org: SimulatedOrg;
  let client: Client;
  let events: Events;
  const ofChannel: ConversationEvent[] = [];

  beforeEach(async () => {
    org = await openOrg();
    client = org.clientOf("client-credentials");
    const log = { info: () => undefined, warn: () => undefined };
    const parts = { client, connect: createConnect(), clock: org.clock, random: () => 0.5, log };
    events = createEvents(parts);
    events.subscribe({ topics: topicsOf("queue", SUPPORT), onEvent: (event) => void ofChannel.push(event) });
    await pass(2_000, 50);
    assert.equal(events.state().kind, "connected");
  });
  afterEach(async () => {
    events.close();
    ofChannel.length = 0;
    await org.close();
  });

  const pass = async (ms: number, stepMs = 500): Promise<void> => {
    const end = org.clock.now() + ms;
    while (org.clock.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await org.clock.advance(stepMs);
    }
  };

  /** Half of the calls are declined once; every third ends by the agent. */
  const call = async (each: number): Promise<void> => {
    const { act } = org.simulator;
    const { conversationId } = act.customerCalls({ queue: "Support" });
    await pass(3_000);
    if (each % 2 === 0) act.agentDeclines(conversationId);
    await pass(6_000);
    act.agentAnswers(conversationId);
    await pass(15_000);
    if (each % 3 === 0) act.agentHangsUp(conversationId);
    else act.customerHangsUp(conversationId);
    await pass(4_000);
    act.agentWrapsUp(conversationId);
    await pass(4_000);
  };

  const feeding = (kinds: Kind[], topics: string[], feed = openFeed(client, org.clock)) => {
    for (const as of kinds)
      org.simulator.deliveries.add({
        ...{ as, topics },
        to: (body, topic) => void feed.take(JSON.stringify(body), topic),
      });
    return feed;
  };

  /** A detail reports the end of one leg, a snapshot those of several: the order within a moment differs. */
  const sorted = (all: readonly ConversationEvent[]): string[] => listOf(all).sort();

  it("are the same list over the channel, in envelopes, by triggers and over all at once, none twice", async function () {
    this.timeout(60_000);
    const ofQueues = feeding(["eventBridge"], [QUEUES]);
    const ofDetails = feeding(["eventBridge"], [DETAILS]);
    const ofTriggers = feeding(["trigger"], [DETAILS]);
    const all = feeding(["eventBridge", "trigger", "notification"], [QUEUES, DETAILS]);
    for (let each = 0; each < 6; each++) await call(each);
    await pass(10_000);
    assert.ok(ofChannel.length > 50, `${ofChannel.length} events`);
    assert.deepEqual(listOf(ofQueues.events), listOf(ofChannel), "snapshots: in the same order, too");
    for (const [road, feed] of Object.entries({ ofDetails, ofTriggers, all })) {
      assert.deepEqual(sorted(feed.events), sorted(ofChannel), road);
      assert.deepEqual(feed.failures, [], road);
      assert.ok(feed.events.every(({ recovered }) => !recovered));
    }
  });

  it("are the same list when they come an hour late, each twice, in another order", async function () {
    this.timeout(60_000);
    const kept: [unknown, string][] = [];
    org.simulator.deliveries.add({ as: "eventBridge", to: (body, topic) => void kept.push([body, topic]) });
    for (let each = 0; each < 4; each++) await call(each);
    await pass(HOUR, 60_000);
    const late = openFeed(client, org.clock);
    const shuffled = kept.map((one, at) => ({ one, at: (at * 7) % kept.length })).sort((a, b) => a.at - b.at);
    const taking = [...shuffled, ...shuffled].map(({ one }) => late.take(...one));
    assert.ok((await org.play(Promise.all(taking))).every(Boolean));
    assert.deepEqual(sorted(late.events), sorted(ofChannel));
  });

  it("are emitted before the message is done, and again delivered where the conversation cannot be read", async () => {
    const feed = openFeed(client, org.clock);
    const bodies: [unknown, string][] = [];
    const to = (body: unknown, topic: string): void => void bodies.push([body, topic]);
    org.simulator.deliveries.add({ as: "trigger", to });
    const { conversationId } = org.simulator.act.customerCalls({ queue: "Support" });
    await pass(3_000);
    org.simulator.faults.add({ match: { path: /conversations\// }, times: 1, fault: { status: 403 } });
    const start = bodies.find(([, topic]) => topic.endsWith("user.start"))!;
    assert.equal(await org.play(feed.take(...start)), false);
    assert.match(String(feed.failures[0]), /GenesysError: Genesys Cloud denies/);
    assert.deepEqual(feed.events, []);
    assert.equal(await org.play(feed.take(...start)), true);
    assert.deepEqual(
      feed.events.map(({ event, conversationId: id }) => [event, id]),
      [["offered", conversationId]],
    );
    const reads = org.simulator.log.count("getConversation");
    assert.equal(await org.play(feed.take(...start)), true);
    assert.equal(org.simulator.log.count("getConversation"), reads, "nothing is read for what came before");
  });
});
