import assert from "node:assert/strict";
import { framesOf } from "../../../nodes/lib/platform/events/delivered";

const ID = "5f6f0000-0000-4000-8000-000000000001";
const TOPIC = `v2.detail.events.conversation.${ID}.customer.end`;
const body = { eventTime: 1_700_000_000_000, conversationId: ID, mediaType: "CHAT", direction: "INBOUND" };
const notification = {
  topicName: TOPIC,
  version: "2",
  eventBody: body,
  metadata: { CorrelationId: "correlation-1" },
};
const envelope = {
  version: "0",
  id: "envelope-1",
  "detail-type": "v2.detail.events.conversation.{id}.customer.end",
  source: "aws.partner/genesys.com/cloud/organisation/bus",
  detail: { ...notification, timestamp: "2023-11-14T22:13:20.000Z" },
};
const frame = { topicName: TOPIC, eventBody: body, correlationId: "correlation-1" };
const only = (delivered: unknown, topic?: unknown) => {
  const { frames, problems } = framesOf(delivered, topic);
  assert.deepEqual([problems, frames.length], [[], 1]);
  return frames[0];
};

describe("what a flow delivers", () => {
  it("is the same frame as a notification and as an EventBridge envelope", () => {
    assert.deepEqual([only(notification), only(envelope)], [frame, frame]);
    assert.deepEqual(only(frame), frame, "as another node emits it with the option raw");
  });

  it("may be JSON text or a buffer of it, as queues deliver it", () => {
    assert.deepEqual(only(JSON.stringify(envelope)), frame);
    assert.deepEqual(only(Buffer.from(JSON.stringify(notification))), frame);
  });

  it("may be an array, also of text and of arrays", () => {
    const { frames, problems } = framesOf([envelope, [JSON.stringify(notification)], body], TOPIC);
    assert.deepEqual([frames.length, problems], [3, []]);
  });

  it("may be the body of a trigger, whose topic is that of the message, with or without the id", () => {
    const expected = { topicName: TOPIC, eventBody: body };
    assert.deepEqual(only(body, "v2.detail.events.conversation.{id}.customer.end"), expected);
    assert.deepEqual(only(body, TOPIC), expected);
  });

  it("is about its conversation, where a trigger's topic is not known: that of a broker says nothing", () => {
    const expected = `v2.detail.events.conversation.${ID}.something`;
    assert.deepEqual(only(body)?.topicName, expected);
    assert.deepEqual(only(body, "genesys/events")?.topicName, expected);
  });

  it("has numbers as text, where a data action wrote it", () => {
    const written = { ...body, eventTime: "1700000000000" };
    assert.deepEqual(only(written, TOPIC)?.eventBody, body);
  });

  it("has no id in its topic, where the envelope alone names it", () => {
    const { topicName: _, ...detail } = notification;
    assert.equal(only({ ...envelope, detail })?.topicName, TOPIC);
  });

  it("contains heartbeats, which are no events and no mistake", () => {
    const heartbeat = { topicName: "channel.metadata", eventBody: { message: "WebSocket Heartbeat" } };
    const closing = { topicName: "v2.system.socket_closing", eventBody: {} };
    assert.deepEqual(framesOf([heartbeat, closing]), { frames: [], problems: [] });
  });

  it("is named by its place where it is no event, and the others go on", () => {
    const { frames, problems } = framesOf([notification, { secret: "a secret" }, [17]], TOPIC);
    assert.deepEqual(frames, [frame, { topicName: TOPIC, eventBody: { secret: "a secret" } }]);
    assert.deepEqual(problems, [
      "The entry [2][0] of the input is no event. Expected a notification, an EventBridge envelope or the body of a trigger.",
    ]);
  });

  const endless: Record<string, unknown> = { ...notification };
  endless["eventBody"] = { conversationId: ID, endless };

  for (const [what, delivered, says] of [
    ["text", "a secret", /^The input is text, but no JSON\./],
    ["nothing", undefined, /^The input is no event\./],
    ["a value that contains itself", endless, /^The input is no event\./],
    ["a function", { ...notification, eventBody: { run: () => "secret" } }, /^The input is no event\./],
    ["a large integer", { ...notification, eventBody: { at: 1n } }, /^The input is no event\./],
    ["null", null, /^The input is no event\./],
    ["an object without a topic", { a: "secret" }, /Set the topic of a trigger in msg\.topic\.$/],
    [
      "arrays in arrays in arrays",
      [[[[notification]]]],
      /^The entry \[0\]\[0\]\[0\] of the input is no event/,
    ],
  ] as const)
    it(`is refused in a sentence without its content: ${what}`, () => {
      const { frames, problems } = framesOf(delivered);
      assert.deepEqual([frames, problems.length], [[], 1]);
      assert.match(problems[0] ?? "", says);
      assert.doesNotMatch(problems[0] ?? "", /secret/);
    });
});
