import assert from "node:assert/strict";
import { openMessageBench } from "../support/benches/open-message";
import {
  CONVERSATION,
  eventBody,
  includes,
  INTEGRATION,
  receiptBody,
  signed,
  structuredBody,
  webhookBody,
} from "../support/open-messages";

describe("open message in", () => {
  const { open, post, send, messages, errors, arrived, close } = openMessageBench();
  afterEach(close);

  describe("with a message of the platform", () => {
    it("answers 200 and emits it, with the whole in the payload and beside it what other nodes read", async () => {
      await open();
      const body = webhookBody();
      assert.equal(await send(body), 200);
      await arrived(1);
      const { payload, _msgid, ...rest } = messages()[0] ?? assert.fail();
      assert.deepEqual(rest, {
        conversationId: CONVERSATION,
        mediaType: "message",
        messageId: body["id"],
        integrationId: INTEGRATION,
        text: "How can I help?",
        fromAddress: INTEGRATION,
        toAddress: "casey@chat.example",
        fromId: "casey@chat.example",
      });
      includes(payload, { type: "text", writtenBy: "human", attachments: [] });
    });

    it("takes every type: text, structured, event, receipt, and those that are not known yet", async () => {
      await open();
      const bodies = [
        webhookBody(),
        structuredBody([{ contentType: "QuickReply", quickReply: { text: "Yes", payload: "yes" } }]),
        eventBody("Typing", { type: "On" }),
        receiptBody("Delivered"),
        webhookBody({ type: "Hologram" }),
      ];
      for (const body of bodies) assert.equal(await send(body), 200);
      await arrived(5);
      assert.deepEqual(
        messages().map(({ payload }) => (payload as { type: string }).type),
        ["text", "structured", "event", "receipt", "unknown"],
      );
    });

    it("emits only the types that are chosen, and acknowledges the others", async () => {
      await open({ types: ["receipt", "event"] });
      for (const body of [webhookBody(), receiptBody("Read"), eventBody("Typing", { type: "On" })])
        assert.equal(await send(body), 200);
      await arrived(2);
      assert.deepEqual(
        messages().map(({ payload }) => (payload as { type: string }).type),
        ["receipt", "event"],
      );
    });

    it("adds the raw body only where that is chosen", async () => {
      await open({ raw: true });
      const body = webhookBody();
      await send(body);
      await arrived(1);
      assert.deepEqual(messages()[0]?.["raw"], body);
    });

    it("emits it once, however often the platform sends it", async () => {
      await open();
      const body = webhookBody();
      for (let time = 0; time < 6; time += 1) assert.equal(await send(body), 200);
      await send(webhookBody());
      await arrived(2);
      assert.equal(messages().length, 2);
    });

    it("keeps the order of a conversation", async () => {
      await open();
      const sent = Array.from({ length: 40 }, (_, nth) => webhookBody({ text: String(nth) }));
      for (const body of sent) await send(body);
      await arrived(40);
      assert.deepEqual(
        messages().map(({ text }) => text),
        sent.map(({ text }) => text),
      );
    });
  });

  describe("with what is no message", () => {
    const raw = (body: string | Buffer, type = "application/json") => {
      const { headers } = signed(Buffer.from(body));
      return { ...headers, "content-type": type };
    };

    it("answers 413, 415 or 400, emits nothing and goes on", async () => {
      await open();
      const large = "x".repeat(1024 * 1024 + 1);
      const cases: [string, string, number][] = [
        [large, "application/json", 413],
        ["a=b", "application/x-www-form-urlencoded", 415],
        ["{", "application/json", 400],
        ["[]", "application/json", 400],
        ["", "application/json", 400],
      ];
      for (const [body, type, wanted] of cases) assert.equal(await post(body, raw(body, type)), wanted, type);
      assert.deepEqual([messages(), errors], [[], []]);
      assert.equal(await send(webhookBody()), 200);
      await arrived(1);
    });

    it("an object that is no message at all comes as it is understood", async () => {
      await open();
      assert.equal(await send({ channel: 7, events: "x", content: [null] }), 200);
      await arrived(1);
      includes(messages()[0]?.payload, { type: "unknown", events: [] });
    });
  });
});
