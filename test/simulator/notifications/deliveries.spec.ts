import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";

describe("the simulator's events by other ways than a channel", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const callFromBeginningToEnd = (): string => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    clock.advance(800);
    simulator.act.agentAnswers(conversationId);
    clock.advance(10_000);
    simulator.act.customerHangsUp(conversationId);
    clock.advance(1_000);
    return conversationId;
  };

  type Body = Record<string, unknown>;
  const received = (as: "eventBridge" | "trigger" | "notification", topics?: string[]) => {
    const all: [Body, string][] = [];
    const to = (body: Body, topic: string): void => void all.push([body, topic]);
    simulator.deliveries.add({ as, to, ...(topics === undefined ? {} : { topics }) });
    return all;
  };

  it("are the same events as envelopes, as bodies of triggers and as notifications, without a channel", () => {
    const [envelopes, bodies, notifications] = [
      received("eventBridge"),
      received("trigger"),
      received("notification"),
    ];
    const id = callFromBeginningToEnd();
    assert.ok(envelopes.length >= 8, `${envelopes.length} envelopes`);
    const details = envelopes.map(([{ detail }]) => detail as Body);
    assert.deepEqual(
      details.map(({ eventBody }) => eventBody),
      bodies.map(([body]) => body),
    );
    assert.deepEqual(
      details.map(({ timestamp: _, ...notification }) => notification),
      notifications.map(([body]) => body),
    );
    const [envelope, topic] = envelopes.at(-1)!;
    assert.equal(envelope["detail-type"], topic);
    assert.match(topic, /^v2\.detail\.events\.conversation\.\{id\}\.[a-z.]+$/);
    assert.equal((envelope["detail"] as Body)["topicName"], topic.replace("{id}", id));
    assert.match(String(envelope["source"]), /^aws\.partner\/genesys\.com\/cloud\//);
    const [start] = bodies.find(([, each]) => each.endsWith("customer.start"))!;
    assert.deepEqual([start["mediaType"], start["direction"]], ["VOICE", "INBOUND"]);
  });

  it("are those of the classes that were wanted, and none after the end", () => {
    const ends = received("trigger", ["v2.detail.events.conversation.{id}.customer.end"]);
    const queues = received("notification", ["v2.routing.queues.{id}.conversations"]);
    callFromBeginningToEnd();
    assert.equal(ends.length, 1);
    assert.ok(queues.length > 3);
    simulator.deliveries.clear();
    callFromBeginningToEnd();
    assert.equal(ends.length, 1);
  });

  it("are posted to a URL of this machine, in order, with the class of the topic in it", async () => {
    const got: [string, Body][] = [];
    const server: Server = createServer((asked, answered) => {
      let text = "";
      asked.on("data", (part: Buffer) => (text += part.toString()));
      asked.on("end", () => {
        got.push([decodeURIComponent(asked.url ?? ""), JSON.parse(text) as Body]);
        answered.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events/{topic}`;
    simulator.deliveries.add({ as: "trigger", to: url });
    const bodies = received("trigger");
    callFromBeginningToEnd();
    await simulator.deliveries.settled();
    server.close();
    assert.deepEqual(
      got,
      bodies.map(([body, topic]) => [`/events/${topic}`, body]),
    );
  });

  it("go to no other machine, in no other form", () => {
    for (const to of ["http://example.com/", "https://localhost/", "http://localhost.example.com/"])
      assert.throws(() => simulator.deliveries.add({ as: "trigger", to }), /URL of this machine/);
    const post = { as: "webhook" as "trigger", to: "http://localhost/" };
    assert.throws(() => simulator.deliveries.add(post), /Possible: eventBridge, trigger, notification\./);
  });
});
