import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { messageCalls, MESSAGES } from "./message-calls";

/** All of this is seen over HTTP, and every answer is held against the platform's model. */
describe("simulator messages", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { call, legOf, talk, statusOf } = messageCalls(() => ({ simulator, clock }));

  describe("delivery", () => {
    it("runs from queued over sent to delivered, each after its time", async () => {
      const { conversationId, say } = await talk();
      const { body } = await say({ textBody: "Hello" });
      assert.equal(body["status"], "queued");
      clock.advance(500);
      assert.equal(await statusOf(conversationId, body["id"]), "sent");
      clock.advance(1500);
      assert.equal(await statusOf(conversationId, body["id"]), "delivery-success");
      const details = await call("GET", `${MESSAGES}/${String(body["id"])}/details`);
      const receipts = details.body["normalizedReceipts"] as { status: string }[];
      assert.deepEqual(
        receipts.map(({ status }) => status),
        ["Sent", "Delivered"],
      );
      const shown = (await legOf(conversationId, "agent")).messages;
      assert.deepEqual(
        shown.map((each) => each.messageStatus),
        ["delivery-success"],
      );
    });

    it("fails with a reason, on request or by the receiver's number; what is final stays", async () => {
      simulator.settings.receivers = { "0123": "failed" };
      const { conversationId, say } = await talk();
      const { body } = await say({ textBody: "Hello" });
      clock.advance(5000);
      assert.equal(await statusOf(conversationId, body["id"]), "delivery-failed");
      simulator.act.messageDelivered({ conversationId });
      assert.equal(await statusOf(conversationId, body["id"]), "delivery-failed");
      simulator.settings.receivers = { "": "silent" };
      const second = await say({ textBody: "Hello?" });
      simulator.act.messageFailed({ conversationId, reason: "switched off" });
      const read = await call("GET", `${MESSAGES}/${conversationId}/messages/${String(second.body["id"])}`);
      const receipts = read.body["normalizedReceipts"] as { reasons: { message: string }[] }[];
      assert.equal(receipts.at(-1)?.reasons[0]?.message, "switched off");
    });

    it("takes exactly one body, of a length that the channel allows", async () => {
      const { say } = await talk();
      assert.equal((await say({ textBody: "a", mediaIds: ["b"] })).status, 400);
      assert.equal((await say({})).status, 400);
      const long = await say({ textBody: "x".repeat(766) });
      assert.equal(long.body["code"], "OUTBOUND-MAX-MESSAGE-LENGTH-EXCEEDED");
      assert.equal((await say({ textBody: "x".repeat(765) })).status, 200);
    });

    it("many messages are read at once", async () => {
      const { conversationId, say } = await talk();
      const { body } = await say({ textBody: "Hello" });
      const all = await call("POST", `${MESSAGES}/${conversationId}/messages/bulk`, []);
      assert.equal((all.body["entities"] as unknown[]).length, 2);
      const one = await call("POST", `${MESSAGES}/${conversationId}/messages/bulk`, [body["id"]]);
      assert.equal((one.body["entities"] as unknown[]).length, 1);
    });
  });
});
