import assert from "node:assert/strict";
import type { MessageContent } from "../../../nodes/lib/platform/conversation/message";
import { createMessageReader } from "../../../nodes/lib/platform/events/read-message";
import type { ConversationEvent, EventName } from "../../../nodes/lib/platform/events/types";
import { ok, openScripted, refused, type Script } from "../../support/scripted-client";

const eventOf = (event: EventName, conversationId = "c1", payload: unknown = {}): ConversationEvent => ({
  ...{ event, conversationId, payload, key: `${event}/${conversationId}` },
  ...{ occurredAt: 0, recovered: false },
});
const received = (messageId: string, conversationId = "c1"): ConversationEvent =>
  eventOf("messageReceived", conversationId, { messageId });

const openReader = (script: Script) => {
  const { client, clock, sent } = openScripted(script);
  const closing = new AbortController();
  const emitted: [EventName, string, MessageContent][] = [];
  const troubles: string[] = [];
  const read = createMessageReader({
    client,
    emit: ({ event, conversationId }, _frame, content) => void emitted.push([event, conversationId, content]),
    onTrouble: (sentence) => void troubles.push(sentence),
    signal: closing.signal,
  });
  return { clock, sent, closing, emitted, troubles, read };
};

describe("the messages of customers, read for their events", () => {
  it("add text, files and both addresses, by one request", async () => {
    const attachment = { mediaType: "Image", url: "https://files.example/1.png" };
    const { read, clock, emitted, sent } = openReader(() =>
      ok({
        ...{ id: "m1", fromAddress: "+15550100", toAddress: "+15550199", textBody: "old" },
        normalizedMessage: { text: "Hello", content: [{ contentType: "Attachment", attachment }] },
      }),
    );
    void read(received("m1"));
    await clock.advance(1_000);
    const content = { text: "Hello", media: [attachment], fromAddress: "+15550100", toAddress: "+15550199" };
    assert.deepEqual(emitted, [["messageReceived", "c1", content]]);
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.url ?? "", /\/conversations\/messages\/c1\/messages\/m1$/);
  });

  it("hold back later events of their conversation, and of no other one", async () => {
    const { read, clock, emitted } = openReader(() => ok({ textBody: "Hello" }));
    void read(received("m1"));
    void read(eventOf("ended"));
    void read(eventOf("connected", "c2"));
    assert.deepEqual(emitted, [["connected", "c2", {}]]);
    await clock.advance(1_000);
    assert.deepEqual(emitted.slice(1), [
      ["messageReceived", "c1", { text: "Hello" }],
      ["ended", "c1", {}],
    ]);
    void read(eventOf("acwStarted"));
    assert.equal(emitted.at(-1)?.[0], "acwStarted", "nothing is held back any more");
  });

  for (const [what, answer] of [
    ["that may not be read", refused(403)],
    ["of which the response is damaged", ok({ normalizedMessage: { content: 5 } })],
  ] as const)
    it(`are emitted without their content ${what}, with one warning`, async () => {
      const { read, clock, emitted, troubles } = openReader(() => answer);
      void read(received("m1"));
      void read(received("m2"));
      await clock.advance(1_000);
      assert.deepEqual(emitted, Array(2).fill(["messageReceived", "c1", {}]));
      assert.equal(troubles.length, 1);
      assert.match(troubles[0] ?? "", /^A message cannot be read, so its event has no text/);
    });

  it("are not waited for longer than 30 seconds", async () => {
    const { read, clock, emitted } = openReader(() => refused(503));
    void read(received("m1"));
    await clock.advance(31_000);
    assert.deepEqual(emitted, [["messageReceived", "c1", {}]]);
  });

  it("are emitted when the node is closed: no event is lost", async () => {
    const { read, clock, closing, emitted, troubles } = openReader(() => undefined);
    void read(received("m1"));
    void read(eventOf("ended"));
    await clock.advance(50);
    closing.abort();
    await clock.advance(0);
    assert.deepEqual(
      emitted.map(([event]) => event),
      ["messageReceived", "ended"],
    );
    assert.deepEqual(troubles, []);
  });
});
