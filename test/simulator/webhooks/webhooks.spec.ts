import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { callerOf } from "../caller";
import { messageCalls } from "../message-calls";
import { SHOP, shopWebhook, type Receiver } from "./shop-webhook";

describe("the webhook of an open-messaging integration", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  let receiver: Receiver;
  before(async () => (simulator = await startSimulator({ clock })));
  beforeEach(() => simulator.reset());
  afterEach(() => receiver.close());
  after(() => simulator.close());
  const { talk } = messageCalls(() => ({ simulator, clock }));
  const { receiveAt, outcomes, settled } = shopWebhook(() => simulator);
  const receive = async (...given: Parameters<typeof receiveAt>): Promise<void> =>
    void (receiver = await receiveAt(...given));

  describe("is called", () => {
    it("with each message of an agent, signed over its bytes, with the headers of the integration", async () => {
      await receive();
      const { say, conversationId } = await talk("open");
      const { body: sent } = await say({ textBody: "Grüße" });
      clock.advance(100);
      await settled(1);
      const [{ headers, raw, body } = assert.fail()] = receiver.posted;
      const hmac = createHmac("sha256", "the secret").update(raw).digest("base64");
      assert.equal(headers["x-hub-signature-256"], `sha256=${hmac}`);
      assert.deepEqual([headers["content-type"], headers["x-own"]], ["application/json", "yes"]);
      const { channel, ...rest } = body;
      assert.deepEqual(rest, {
        id: sent["id"],
        conversationId,
        direction: "Outbound",
        originatingEntity: "Human",
        type: "Text",
        text: "Grüße",
      });
      assert.deepEqual(channel, {
        id: SHOP,
        messageId: sent["id"],
        platform: "Open",
        type: "Private",
        to: { id: "customer-1", idType: "Opaque" },
        from: { nickName: "Ben Agent", id: SHOP, idType: "Opaque" },
        time: (channel as { time: string }).time,
      });
      assert.deepEqual(outcomes(), [[1, 200]]);
    });

    it("when the agent types", async () => {
      await receive();
      const { conversationId, communicationId } = await talk("open");
      const path = `/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/typing`;
      const { status } = await callerOf(simulator).call("POST", path, { typing: { type: "On" } });
      assert.equal(status, 204);
      await settled(1);
      const [{ body } = assert.fail()] = receiver.posted;
      assert.deepEqual(
        [body["type"], body["events"]],
        ["Event", [{ eventType: "Typing", typing: { type: "On", duration: 5_000 } }]],
      );
    });

    it("with anything that a bot or the platform sends", async () => {
      await receive();
      const card = { contentType: "Card", card: { title: "One", actions: [] } };
      simulator.webhooks.send({ type: "Structured", content: [card] });
      simulator.webhooks.send({ type: "Receipt", id: "m-1", status: "Delivered", isFinalReceipt: true });
      await settled(2);
      const [structured, receipt] = receiver.posted.map(({ body }) => body);
      assert.deepEqual(
        [structured?.["content"], receipt?.["id"], receipt?.["status"]],
        [[card], "m-1", "Delivered"],
      );
    });

    it("neither with what the customer writes nor for another channel", async () => {
      await receive();
      const { say } = await talk("sms");
      await say({ textBody: "Hi" });
      simulator.act.customerWrites({ channel: "open" });
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.deepEqual([receiver.posted, outcomes()], [[], []]);
    });

    it("on this machine only", async () => {
      await receive();
      simulator.reset();
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      await settled(1);
      assert.deepEqual(outcomes(), [[1, "foreign"]]);
    });
  });

  it("can be sent, faulted and read over the simulator's own paths", async () => {
    await receive();
    const control = async (method: string, name: string, body?: unknown) =>
      (await callerOf(simulator).call(method, `/_simulator/${name}`, body)).body;
    await control("POST", "webhookFault", { kind: "duplicate" });
    await control("POST", "sendWebhook", { type: "Text", text: "Hi" });
    await settled(2);
    const calls = (await control("GET", "webhooks")) as unknown as unknown[];
    assert.equal(calls.length, 2);
    assert.match(JSON.stringify(await control("POST", "sendWebhook", {})), /simulator.type/);
  });
});
