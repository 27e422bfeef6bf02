import assert from "node:assert/strict";
import { messageOfOpen } from "../../nodes/lib/platform/open-messaging/output";
import { readOpenMessage } from "../../nodes/lib/platform/open-messaging/message";
import { webhookOfMessage } from "../../nodes/lib/simulator/formatters/webhook";
import type { TextMessage } from "../../nodes/lib/simulator/entities/message";
import { liveThread } from "../../nodes/lib/simulator/machines/message-threads";
import { addMessage } from "../../nodes/lib/simulator/machines/messaging";
import { integrationsIn, messagesIn } from "../../nodes/lib/simulator/store/messages";
import { customer, openMessageOutBench, SHOP } from "../support/benches/open-message-out";

describe("open message out", () => {
  const { bench, open, play, sent } = openMessageOutBench();
  afterEach(() => bench().close());

  describe("a receipt", () => {
    const agentWrites = (): TextMessage => {
      const { act, store } = bench().simulator;
      act.customerWrites({ integration: "Web shop", from: customer.fromId });
      const integration = integrationsIn(store).get(SHOP);
      const place = integration && liveThread(store, { integration, address: customer.fromId });
      assert.ok(place);
      return addMessage(store, place, { direction: "outbound", text: "How can I help?" });
    };

    for (const [receiptStatus, status] of [
      ["delivered", "delivery-success"],
      ["read", "delivery-success"],
      ["failed", "delivery-failed"],
    ] as const)
      it(`says of a message of the agent, by its id: ${receiptStatus}`, async () => {
        await open({ send: "receipt", receiptStatus });
        const message = agentWrites();
        const reason = "The user has blocked you.";
        const { at, msg } = await play({ ...customer, messageId: message.id, reason });
        assert.equal(at, "result", JSON.stringify(msg.error));
        const { steps } = messagesIn(bench().simulator.store).get(message.id) ?? message;
        assert.equal(steps.at(-1)?.status, status);
        const why = { code: "GeneralError", message: reason };
        assert.deepEqual(steps.at(-1)?.reason, receiptStatus === "failed" ? why : undefined);
        const [body] = sent("postConversationsMessageInboundOpenReceipt");
        assert.equal(body?.["isFinalReceipt"], receiptStatus !== "delivered");
      });

    for (const fromId of ["fromId", "toAddress"])
      it(`names the message that open message in has received, its id stays on the message of the flow: ${fromId}`, async () => {
        await open({ send: "receipt", fromId, fromIdType: "msg" });
        const { store } = bench().simulator;
        const message = agentWrites();
        const integration = integrationsIn(store).get(SHOP) ?? assert.fail();
        const received = messageOfOpen(readOpenMessage(webhookOfMessage(store, integration, message)));
        const { at, msg } = await play(received);
        assert.equal(at, "result", JSON.stringify(msg.error));
        const { steps } = messagesIn(store).get(message.id) ?? message;
        assert.equal(steps.at(-1)?.status, "delivery-success");
        assert.equal(msg["messageId"], message.id);
        assert.equal(msg["conversationId"], message.conversationId);
      });

    it("of a message that the platform does not have is refused", async () => {
      await open({ send: "receipt" });
      const { msg } = await play({ ...customer, messageId: "unknown" });
      assert.equal(msg.error?.code, "missing");
    });
  });
});
