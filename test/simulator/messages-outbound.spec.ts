import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CASEY, messageCalls, MESSAGES } from "./message-calls";

const TEXT_LINE = "+15555550199";

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

  const { call, read, legOf, statusOf } = messageCalls(() => ({ simulator, clock }));

  describe("without an agent", () => {
    const agentless = (more: object = {}) =>
      call("POST", `${MESSAGES}/agentless`, {
        fromAddress: TEXT_LINE,
        toAddress: CASEY,
        toAddressMessengerType: "sms",
        textBody: "Hi",
        ...more,
      });

    it("a short conversation has an api participant and ends at once", async () => {
      const { body } = await agentless();
      const shown = await read(String(body["conversationId"]));
      assert.deepEqual(
        shown.map(({ purpose, messages, endTime }) => [purpose, messages[0]?.state, endTime !== undefined]),
        [
          ["api", "disconnected", true],
          ["external", "disconnected", true],
        ],
      );
    });

    for (const agentlessClashStatus of [400, 409] as const)
      it(`clashes with an open conversation (${agentlessClashStatus}) unless the request asks to use it`, async () => {
        simulator.settings.agentlessClashStatus = agentlessClashStatus;
        const { conversationId } = simulator.act.customerWrites({ from: CASEY });
        assert.equal((await agentless()).status, agentlessClashStatus);
        const used = await agentless({ useExistingActiveConversation: true });
        assert.equal(used.status, 200);
        assert.equal(used.body["conversationId"], conversationId);
        assert.equal((await legOf(conversationId, "customer")).state, "connected");
      });

    it("addresses have the form of their channel, and senders are the org's own", async () => {
      assert.equal((await agentless({ toAddress: "15555550123" })).status, 400);
      assert.equal((await agentless({ fromAddress: "+15555550100" })).status, 400);
      const whatsapp = { toAddressMessengerType: "whatsapp", fromAddress: "15555550198" };
      assert.equal((await agentless({ ...whatsapp, toAddress: CASEY })).status, 400);
      assert.equal((await agentless({ ...whatsapp, toAddress: CASEY.slice(1) })).status, 200);
    });

    it("outside of the customer's window WhatsApp lets only templates through", async () => {
      const whatsapp = {
        toAddressMessengerType: "whatsapp",
        fromAddress: "15555550198",
        toAddress: CASEY.slice(1),
      };
      const text = await agentless(whatsapp);
      const template = await agentless({
        ...whatsapp,
        textBody: undefined,
        messagingTemplate: { responseId: "a" },
      });
      clock.advance(5000);
      const { body } = text;
      assert.equal(await statusOf(String(body["conversationId"]), body["id"]), "failed");
      const other = template.body;
      assert.equal(await statusOf(String(other["conversationId"]), other["id"]), "delivery-success");
    });
  });

  describe("through a queue", () => {
    const open = (more: object = {}, user?: string) =>
      call(
        "POST",
        MESSAGES,
        { queueId: idOf("queue Support"), toAddress: CASEY, toAddressMessengerType: "sms", ...more },
        user,
      );

    it("a user has the conversation at once, for a client the queue alerts an agent", async () => {
      const own = await open({}, "Ben Agent");
      assert.equal((await legOf(String(own.body["id"]), "agent")).state, "connected");
      const rung = await open({ toAddress: "+15555550124" });
      clock.advance(1000);
      assert.equal((await legOf(String(rung.body["id"]), "agent")).state, "alerting");
    });

    it("clashes with a live conversation always, with one that has ended unless the request asks to continue it", async () => {
      const { body } = await open({}, "Ben Agent");
      assert.equal((await open({ useExistingConversation: true })).status, 400);
      simulator.act.agentCompletes(String(body["id"]));
      assert.equal((await open()).status, 400);
      assert.equal((await open({ useExistingConversation: true })).body["id"], body["id"]);
    });

    it("an unknown queue is refused", async () => {
      const { body } = await open({ queueId: "nowhere" });
      assert.equal(body["code"], "conversations.error.queue.not.found");
    });
  });
});
