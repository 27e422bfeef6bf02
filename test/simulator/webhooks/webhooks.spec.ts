import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { openReceiver } from "../../support/webhook-receiver";
import { callerOf } from "../caller";
import { messageCalls } from "../message-calls";

const SHOP = idOf("integration Web shop");
const PATH = "/api/v2/conversations/messaging/integrations/open";

describe("the webhook of an open-messaging integration", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  before(async () => (simulator = await startSimulator({ clock })));
  beforeEach(() => simulator.reset());
  afterEach(() => receiver.close());
  after(() => simulator.close());
  const { talk } = messageCalls(() => ({ simulator, clock }));

  const receive = async (...given: Parameters<typeof openReceiver>): Promise<void> => {
    receiver = await openReceiver(...given);
    const { status } = await callerOf(simulator).call("PATCH", `${PATH}/${SHOP}`, {
      name: "Web shop",
      outboundNotificationWebhookUrl: receiver.url,
      outboundNotificationWebhookSignatureSecretToken: "the secret",
      webhookHeaders: { "x-own": "yes" },
    });
    assert.equal(status, 200);
  };
  const outcomes = () => simulator.webhooks.calls().map(({ attempt, outcome }) => [attempt, outcome]);
  const settled = (count: number): Promise<void> =>
    until(() => outcomes().filter(([, outcome]) => outcome !== "open").length >= count);
  const texts = () => receiver.posted.map(({ body }) => body["text"]);

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

  describe("is called again", () => {
    it("after a time-out of 10 s, a 429 and a 5xx, 5 s later, and not after another status", async () => {
      const answers = ["nothing", 429, 503, 400] as const;
      await receive((nth) => answers[nth - 1] ?? 200);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      await until(() => receiver.posted.length === 1);
      clock.advance(9_999);
      assert.deepEqual(outcomes(), [[1, "open"]]);
      clock.advance(1);
      for (let count = 1; count < 4; count += 1) {
        await settled(count);
        clock.advance(4_999);
        assert.equal(outcomes().length, count);
        clock.advance(1);
        await settled(count + 1);
      }
      clock.advance(60_000);
      assert.deepEqual(outcomes(), [
        [1, "timeout"],
        [2, 429],
        [3, 503],
        [4, 400],
      ]);
    });

    it("five times at most", async () => {
      await receive(() => 500);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      for (let count = 1; count <= 6; count += 1) {
        await settled(count);
        clock.advance(5_000);
      }
      assert.deepEqual(
        outcomes().map(([attempt]) => attempt),
        [1, 2, 3, 4, 5, 6],
      );
    });

    it("not after a reset", async () => {
      await receive(() => 500);
      simulator.webhooks.send({ type: "Text", text: "Hi" });
      await settled(1);
      simulator.reset();
      clock.advance(60_000);
      assert.deepEqual([receiver.posted.length, outcomes()], [1, []]);
    });
  });

  describe("with a fault", () => {
    const say = (text: string): void =>
      void simulator.webhooks.send({ type: "Text", text, conversationId: "c-1" });

    it("comes twice, in another order, or late", async () => {
      await receive();
      simulator.webhooks.fault({ kind: "duplicate" });
      say("a");
      simulator.webhooks.fault({ kind: "reorder" });
      say("b");
      say("c");
      simulator.webhooks.fault({ kind: "delay", ms: 3_000 });
      say("d");
      say("e");
      await settled(5);
      clock.advance(3_000);
      await settled(6);
      assert.deepEqual(texts(), ["a", "a", "c", "b", "e", "d"]);
    });

    it("comes behind a forged one with its id and a wrong signature, which is not sent again", async () => {
      await receive((nth) => (nth === 1 ? 503 : 200));
      simulator.webhooks.fault({ kind: "forge", type: "Text" });
      say("real");
      await settled(2);
      clock.advance(60_000);
      const [forged, real] = receiver.posted;
      assert.deepEqual(texts(), ["Forged.", "real"]);
      assert.equal(forged?.body["id"], real?.body["id"]);
      const hmac = createHmac("sha256", "the secret")
        .update(forged?.raw ?? "")
        .digest("base64");
      assert.notEqual(forged?.headers["x-hub-signature-256"], `sha256=${hmac}`);
      assert.deepEqual(
        simulator.webhooks.calls().map(({ forged }) => forged),
        [true, false],
      );
    });

    it("of a kind that there is not is refused", async () => {
      await receive();
      assert.throws(
        () => simulator.webhooks.fault({ kind: "eat" } as never),
        /no webhook fault eat.*duplicate/,
      );
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
