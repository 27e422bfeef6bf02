import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
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

  const { call, read, legOf, inbound, from, talk, statusOf } = messageCalls(() => ({ simulator, clock }));

  describe("open messaging, inbound", () => {
    it("a first message opens a conversation in the integration's queue, which alerts an agent", async () => {
      const { status, body } = await inbound(
        { ...from(), messageId: "1" },
        undefined,
        "message",
        "?prefetchConversationId=true",
      );
      assert.equal(status, 200);
      clock.advance(1000);
      const id = String(body["conversationId"]);
      assert.deepEqual(
        (await read(id)).map(({ purpose, messages }) => [purpose, messages[0]?.state, messages[0]?.type]),
        [
          ["customer", "connected", "open"],
          ["acd", "connected", "open"],
          ["agent", "alerting", "open"],
        ],
      );
      assert.equal((await legOf(id, "agent")).peerId, (await legOf(id, "customer")).id);
      assert.deepEqual(
        (await legOf(id, "customer")).messages.map((each) => each.messageStatus),
        ["received"],
      );
    });

    it("further messages come into the same conversation, those of others do not", async () => {
      await inbound({ ...from(), messageId: "1" });
      await inbound({ ...from(), messageId: "2" });
      await inbound({ ...from("ben"), messageId: "3" });
      assert.equal([...simulator.store.conversations.values()].length, 3); // with the seed's call
    });

    it("names the conversation only when asked to", async () => {
      assert.equal((await inbound(from())).body["conversationId"], undefined);
    });

    it("the same id and time again is refused, as are a message without content and an unknown integration", async () => {
      await inbound({ ...from(), messageId: "1" });
      assert.equal((await inbound({ ...from(), messageId: "1" })).status, 400);
      assert.equal((await inbound(from(), {})).status, 400);
      const other = idOf("integration Text line");
      const path = `${MESSAGES}/${other}/inbound/open/message`;
      const body = { channel: { ...from(), time: "2026-01-01T12:00:00.000Z" }, text: "x" };
      assert.equal((await call("POST", path, body)).status, 404);
    });

    it("carries attachments, events and answers to buttons", async () => {
      const attachment = { mediaType: "Image", url: "https://example.com/a.png", mime: "image/png" };
      const withFile = await inbound(from(), { content: [{ attachment }] });
      assert.equal(withFile.status, 200);
      const event = await inbound(from(), { events: [{ eventType: "Typing" }] }, "event");
      assert.equal(event.status, 200);
      const pressed = await inbound(
        from(),
        { buttonResponse: { type: "Button", text: "Yes", payload: "y" }, originatingMessageId: "m" },
        "structured/response",
      );
      assert.equal(pressed.status, 200);
    });

    it("a receipt settles the message that it is about", async () => {
      simulator.settings.receivers = { "": "silent" };
      const { conversationId, say } = await talk("open");
      const { body } = await say({ textBody: "Hello" });
      const receipt = await inbound(
        { to: { id: "customer-1" } },
        { id: body["id"], status: "Failed", reasons: [{ code: "MessageExpired", message: "too old" }] },
        "receipt",
      );
      assert.equal(receipt.status, 200);
      assert.equal(await statusOf(conversationId, body["id"]), "delivery-failed");
    });
  });
});
