import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";

/** The vendor's own client goes through a whole message conversation. */
describe("simulator, as the official SDK sees a message conversation", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  const api = new sdk.ConversationsApi();
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    const { port } = new URL(simulator.url);
    sdk.ApiClient.instance.setGateway({ protocol: "http", host: "127.0.0.1", port: Number(port) });
    await sdk.ApiClient.instance.loginClientCredentialsGrant("simulator", "simulator");
  });
  after(async () => {
    sdk.ApiClient.instance.clearAccessToken();
    await simulator.close();
  });

  it("from the customer's first message to the agent's wrap-up", async () => {
    const received = await api.postConversationsMessageInboundOpenMessage(
      idOf("integration Web shop"),
      {
        channel: {
          from: { id: "ada", idType: "Opaque", firstName: "Ada" },
          time: "2026-01-01T12:00:00.000Z",
          messageId: "shop-1",
        },
        text: "Where is my order?",
      },
      { prefetchConversationId: true },
    );
    const conversationId = received.conversationId ?? "";
    clock.advance(1000);

    const agentNow = async () => {
      const { participants } = await api.getConversation(conversationId);
      const agent = participants.findLast(({ purpose }) => purpose === "agent");
      const [leg] = agent?.messages ?? [];
      assert.ok(agent?.id && leg?.id);
      return { participantId: agent.id, communicationId: leg.id, state: leg.state, leg };
    };
    assert.equal((await agentNow()).state, "alerting");
    const { participantId, communicationId } = await agentNow();
    await api.patchConversationsMessageParticipant(conversationId, participantId, {
      body: { state: "connected" },
    });
    clock.advance(200);
    assert.equal((await agentNow()).state, "connected");

    await api.postConversationsMessageCommunicationTyping(conversationId, communicationId, {
      typing: { type: "On" },
    });
    const upload = await api.postConversationsMessageCommunicationMessagesMediaUploads(
      conversationId,
      communicationId,
      { fileName: "invoice.pdf", contentLengthBytes: 3 },
    );
    const put = await fetch(upload.uploadUrl ?? "", {
      method: "PUT",
      headers: upload.uploadHeaders ?? {},
      body: "pdf",
    });
    assert.equal(put.status, 200);
    clock.advance(1000);
    const media = await api.getConversationsMessageCommunicationMessagesMediaMediaId(
      conversationId,
      communicationId,
      upload.id ?? "",
    );
    assert.equal(media.status, "valid");

    const bodies = [
      { textBody: "It left this morning." },
      { mediaIds: [upload.id ?? ""] },
    ] as sdk.Models.AdditionalMessage[];
    for (const body of bodies) {
      const sent = await api.postConversationsMessageCommunicationMessages(
        conversationId,
        communicationId,
        body,
      );
      assert.equal(sent.status, "queued");
      clock.advance(3000);
      const read = await api.getConversationsMessageMessage(conversationId, sent.id ?? "");
      assert.equal(read.status, "delivery-success");
    }
    assert.equal((await agentNow()).leg.messages?.length, 2);

    await api.patchConversationsMessageParticipant(conversationId, participantId, {
      body: { state: "disconnected" },
    });
    clock.advance(200);
    const [code] = await api.getConversationsMessageParticipantWrapupcodes(conversationId, participantId);
    assert.equal((await agentNow()).leg.afterCallWork?.state, "pending");
    await api.postConversationsMessageParticipantCommunicationWrapup(
      conversationId,
      participantId,
      communicationId,
      { body: { code: code?.id ?? "", notes: "done" } },
    );
    clock.advance(200);
    assert.equal((await agentNow()).leg.afterCallWork?.state, "complete");
    assert.ok((await api.getConversation(conversationId)).endTime);
  });

  it("gets the error of an agentless message that conflicts with it", async () => {
    const { conversationId } = simulator.act.customerWrites();
    const order = {
      fromAddress: "+15555550199",
      toAddress: "+15555550123",
      toAddressMessengerType: "sms",
      textBody: "Hi",
    };
    await assert.rejects(
      api.postConversationsMessagesAgentless(order),
      ({ status }: { status: number }) => status === 400,
    );
    const sent = await api.postConversationsMessagesAgentless({
      ...order,
      useExistingActiveConversation: true,
    });
    assert.equal(sent.conversationId, conversationId);
  });
});
