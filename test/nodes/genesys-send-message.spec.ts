import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { essence, sdkRequests } from "../support/sdk";
import { CASEY, sendMessageBench, SHOP, SMS, TEXT_LINE, WHATSAPP } from "../support/benches/send-message";

describe("genesys-send-message", () => {
  const { bench, open, play, messages, posts } = sendMessageBench();
  afterEach(() => bench().close());

  describe("without an agent", () => {
    it("sends an SMS as the SDK does, and sets the ids", async () => {
      const { simulator } = await open();
      const { at, msg, payload } = await play({ ...SMS, toAddress: "+1 (555) 555-0123", topic: "kept" });
      assert.equal(at, "result");
      assert.equal(msg.topic, "kept");
      assert.equal(msg.messageId, payload.id);
      assert.equal(msg.conversationId, payload.conversationId);
      assert.equal(msg.mediaType, "message");
      assert.equal((msg.genesys as { operation: string }).operation, "postConversationsMessagesAgentless");
      const [ours] = posts();
      assert.ok(ours);
      await bench().clock.advance(3000);
      const theirs = await sdkRequests(simulator, () =>
        new sdk.ConversationsApi().postConversationsMessagesAgentless({
          fromAddress: TEXT_LINE,
          toAddress: CASEY,
          toAddressMessengerType: "sms",
          textBody: SMS.text,
          useExistingActiveConversation: false,
        }),
      );
      assert.deepEqual(essence(ours), theirs.at(-1));
    });

    it("writes a WhatsApp id without its plus, and fills a template in", async () => {
      await open({ channel: "whatsapp" });
      const template = { responseId: "welcome", parameters: { name: "Ada", count: 2 } };
      const { at } = await play({ toAddress: CASEY, fromAddress: WHATSAPP, template });
      assert.equal(at, "result");
      assert.deepEqual(posts()[0]?.body, {
        fromAddress: WHATSAPP,
        toAddress: "15555550123",
        toAddressMessengerType: "whatsapp",
        messagingTemplate: {
          responseId: "welcome",
          parameters: [
            { id: "name", value: "Ada" },
            { id: "count", value: "2" },
          ],
        },
        useExistingActiveConversation: false,
      });
    });

    it("sends to whatever id an open channel's other system uses", async () => {
      await open({ channel: "open", confirm: true });
      const { at, payload } = await play({ toAddress: "shop user 7", fromAddress: SHOP, text: "Shipped." });
      assert.equal(at, "result");
      assert.equal(payload.verdict, "delivered");
    });

    it("says nothing of a verdict unless asked to", async () => {
      await open();
      const { payload } = await play(SMS);
      assert.equal(payload.verdict, undefined);
      assert.equal(bench().simulator.log.count("getConversationsMessageMessage"), 0);
    });
  });

  describe("where a conversation with the address goes on", () => {
    for (const agentlessClashStatus of [400, 409] as const)
      it(`explains the refusal ${agentlessClashStatus} and what can be done`, async () => {
        await open();
        bench().simulator.settings.agentlessClashStatus = agentlessClashStatus;
        bench().simulator.act.customerWrites({ from: CASEY });
        const { at, msg } = await play(SMS);
        assert.equal(at, "catch");
        assert.equal(msg.error?.code, "conflict");
        assert.match(msg.error?.message ?? "", /existing conversation.*reply to message/s);
        assert.equal(msg.error?.cause?.existingConversation, true);
        assert.equal(msg.error?.cause?.outcome, "refused");
        assert.equal(messages().filter(({ direction }) => direction === "outbound").length, 0);
      });

    it("uses it when its option is set", async () => {
      await open({ useExisting: true });
      const { conversationId } = bench().simulator.act.customerWrites({ from: CASEY });
      const { at, msg } = await play(SMS);
      assert.equal(at, "result");
      assert.equal(msg.conversationId, conversationId);
    });
  });

  it("an address that the org does not have is refused with the platform's message", async () => {
    await open();
    const { at, msg } = await play({ ...SMS, fromAddress: "+15555550177" });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "rejected");
    assert.equal(msg.error?.cause?.outcome, "refused");
    assert.match(msg.error?.message ?? "", /sends sms from/);
  });
});
