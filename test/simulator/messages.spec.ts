import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { checkedCaller } from "../support/models";
import type { Got } from "./caller";

const SHOP = idOf("integration Web shop");
const CASEY = "+15555550123";
const TEXT_LINE = "+15555550199";
const MESSAGES = "/api/v2/conversations/messages";

interface Leg {
  id: string;
  state: string;
  disconnectType?: string;
  peerId?: string;
  type: string;
  messages: { messageId: string; messageStatus: string }[];
}
interface Shown {
  id: string;
  purpose: string;
  userId?: string;
  endTime?: string;
  wrapupRequired: boolean;
  messages: Leg[];
}

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

  const call = (method: string, path: string, body?: unknown, user?: string): Promise<Got> =>
    checkedCaller(
      simulator,
      user === undefined ? undefined : simulator.act.issueToken("sign-in", idOf(`user ${user}`)),
    ).call(method, path, body);
  const read = async (id: string): Promise<Shown[]> =>
    (await call("GET", `/api/v2/conversations/${id}`)).body["participants"] as Shown[];
  const legOf = async (id: string, purpose: string): Promise<Leg & { participantId: string }> => {
    const participant = (await read(id)).findLast((each) => each.purpose === purpose);
    const leg = participant?.messages[0];
    assert.ok(leg);
    return { ...leg, participantId: participant.id };
  };
  const inbound = (channel: object, more: object = { text: "Hi" }, path = "message", query = "") =>
    call("POST", `${MESSAGES}/${SHOP}/inbound/open/${path}${query}`, {
      channel: { time: "2026-01-01T12:00:00.000Z", ...channel },
      ...more,
    });
  const from = (id = "ada") => ({ from: { id, idType: "Opaque", firstName: "Ada" } });

  /** A conversation that an agent has answered. */
  const talk = async (channel = "sms") => {
    const { conversationId } = simulator.act.customerWrites({ channel });
    simulator.act.agentAnswers(conversationId);
    clock.advance(1000);
    const { id: communicationId, participantId } = await legOf(conversationId, "agent");
    const say = (body: object) =>
      call("POST", `${MESSAGES}/${conversationId}/communications/${communicationId}/messages`, body);
    return { conversationId, communicationId, participantId, say };
  };
  const statusOf = async (conversationId: string, messageId: unknown) =>
    (await call("GET", `${MESSAGES}/${conversationId}/messages/${String(messageId)}`)).body["status"];

  describe("open messaging, inbound", () => {
    it("a first message opens a conversation in the integration's queue, which rings at an agent", async () => {
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

  describe("agents", () => {
    it("each alert and each coming back is a new participant with a new communication", async () => {
      const { conversationId } = simulator.act.customerWrites();
      simulator.act.agentDeclines(conversationId);
      clock.advance(10_000);
      simulator.act.agentAnswers(conversationId);
      simulator.act.agentCompletes(conversationId);
      assert.ok((await call("GET", `/api/v2/conversations/${conversationId}`)).body["endTime"]);
      simulator.act.customerWrites({ conversationId });
      simulator.act.agentAnswers(conversationId);
      const agents = (await read(conversationId)).filter(({ purpose }) => purpose === "agent");
      const ids = new Set(agents.flatMap(({ id, messages }) => [id, messages[0]?.id]));
      assert.equal(ids.size, agents.length * 2);
      assert.equal(agents.at(-1)?.messages[0]?.state, "connected");
      assert.equal((await call("GET", `/api/v2/conversations/${conversationId}`)).body["endTime"], undefined);
    });

    it("an alert that nobody answers ends as system, and nobody owes a wrap-up for it", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(9_000);
      const agent = (await read(conversationId)).find(({ purpose }) => purpose === "agent");
      assert.equal(agent?.messages[0]?.disconnectType, "system");
      assert.equal(agent.wrapupRequired, false);
    });

    it("answer, write and leave over the API; the customer's leg ends with theirs", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(1000);
      const { participantId, id } = await legOf(conversationId, "agent");
      const patch = (body: object) =>
        call("PATCH", `${MESSAGES}/${conversationId}/participants/${participantId}`, body);
      assert.equal((await patch({ state: "connected" })).status, 202);
      clock.advance(200);
      assert.equal((await legOf(conversationId, "agent")).state, "connected");
      const typing = `${MESSAGES}/${conversationId}/communications/${id}/typing`;
      assert.equal((await call("POST", typing, { typing: { type: "On" } })).status, 204);
      assert.equal((await patch({ state: "disconnected" })).status, 202);
      clock.advance(200);
      const customer = await legOf(conversationId, "customer");
      assert.equal(customer.disconnectType, "peer");
      assert.equal(customer.state, "disconnected", "a message leg is never shown as terminated");
      const flat = await call("GET", `${MESSAGES}/${conversationId}`);
      assert.equal((flat.body["participants"] as { state: string }[])[0]?.state, "terminated");
    });

    it("cannot write before they have answered or after they have left", async () => {
      const { conversationId } = simulator.act.customerWrites();
      clock.advance(1000);
      const { id } = await legOf(conversationId, "agent");
      const path = `${MESSAGES}/${conversationId}/communications/${id}/messages`;
      assert.equal((await call("POST", path, { textBody: "x" })).status, 400);
      simulator.act.agentAnswers(conversationId);
      assert.equal((await call("POST", path, { textBody: "x" })).status, 200);
      simulator.act.agentCompletes(conversationId);
      assert.equal((await call("POST", path, { textBody: "x" })).status, 400);
    });
  });

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

    it("takes exactly one body, of a length that the channel bears", async () => {
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

  describe("files", () => {
    const put = (url: string, bytes: Buffer, headers: Record<string, string>) =>
      fetch(url, { method: "PUT", body: new Uint8Array(bytes), headers }).then(({ status }) => status);

    it("have to be uploaded and found valid before they are sent", async () => {
      const { conversationId, communicationId, say } = await talk();
      const media = `${MESSAGES}/${conversationId}/communications/${communicationId}/messages/media`;
      const { body } = await call("POST", `${media}/uploads`, { fileName: "a.png", contentLengthBytes: 4 });
      const id = String(body["id"]);
      const status = async () => (await call("GET", `${media}/${id}`)).body["status"];
      assert.equal((await say({ mediaIds: [id] })).status, 400);
      assert.equal(await status(), "uploading");
      const url = String(body["uploadUrl"]);
      const headers = body["uploadHeaders"] as Record<string, string>;
      assert.equal(await put(url, Buffer.alloc(4), { ...headers, Authorization: "Bearer x" }), 400);
      assert.equal(await put(url, Buffer.alloc(4), headers), 200);
      assert.equal(await status(), "uploading");
      clock.advance(1000);
      assert.equal(await status(), "valid");
      assert.equal((await say({ mediaIds: [id] })).status, 200);
      const listed = await call("GET", `${media}?status=valid`);
      assert.equal((listed.body["entities"] as unknown[]).length, 1);
    });

    it("turn out to be invalid where they are not as long as was said, too large or of no known kind", async () => {
      const { conversationId, communicationId } = await talk();
      const media = `${MESSAGES}/${conversationId}/communications/${communicationId}/messages/media`;
      for (const [fileName, said, length] of [
        ["a.png", 4, 5],
        ["a.png", 6_000_000, 6_000_000],
        ["a.exe", 4, 4],
      ] as const) {
        const { body } = await call("POST", `${media}/uploads`, { fileName, contentLengthBytes: said });
        const headers = body["uploadHeaders"] as Record<string, string>;
        assert.equal(await put(String(body["uploadUrl"]), Buffer.alloc(length), headers), 200);
        clock.advance(1000);
        assert.equal((await call("GET", `${media}/${String(body["id"])}`)).body["status"], "invalid");
      }
    });
  });

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
      it(`clashes with an open conversation (${agentlessClashStatus}) unless told to use it`, async () => {
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

    it("a user has the conversation at once, for a client the queue rings", async () => {
      const own = await open({}, "Ben Agent");
      assert.equal((await legOf(String(own.body["id"]), "agent")).state, "connected");
      const rung = await open({ toAddress: "+15555550124" });
      clock.advance(1000);
      assert.equal((await legOf(String(rung.body["id"]), "agent")).state, "alerting");
    });

    it("clashes with a live conversation always, with one that has ended unless told to go on with it", async () => {
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
