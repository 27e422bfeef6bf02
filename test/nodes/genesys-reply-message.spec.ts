import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import { replyBench } from "../support/benches/reply-message";
import { essence, sdkRequests } from "../support/sdk";

describe("genesys-reply-message", () => {
  const { bench, open, play, conversation, sent, agents } = replyBench();
  afterEach(() => bench().close());

  it("sends a text on the agent's leg as the SDK does, and sets the ids", async () => {
    await open();
    const { at, msg, payload } = await play({ text: "How can I help?", topic: "kept" });
    assert.equal(at, "result");
    const [agent] = agents();
    assert.equal(msg.participantId, agent?.id);
    assert.equal(msg.communicationId, agent?.communications[0]?.id);
    assert.equal(msg.userId, agent?.userId);
    assert.equal(msg.mediaType, "message");
    assert.equal(msg.messageId, payload.id);
    assert.equal(msg.topic, "kept");
    assert.deepEqual(
      sent().map(({ text }) => text),
      ["How can I help?"],
    );
    const ours = bench().simulator.log.entries().at(-1);
    assert.ok(ours);
    const theirs = await sdkRequests(bench().simulator, () =>
      new sdk.ConversationsApi().postConversationsMessageCommunicationMessages(
        conversation(),
        String(msg.communicationId),
        { textBody: "How can I help?" },
      ),
    );
    assert.deepEqual(essence(ours), theirs.at(-1));
  });

  it("uses the agent's newest leg after they left and came back", async () => {
    await open();
    const { act } = bench().simulator;
    act.agentCompletes(conversation());
    act.customerWrites({ conversationId: conversation(), text: "One more thing" });
    act.agentAnswers(conversation());
    assert.equal(agents().length, 2);
    const { msg } = await play({ text: "Yes?" });
    assert.equal(msg.participantId, agents()[1]?.id);
    assert.notEqual(msg.communicationId, agents()[0]?.communications[0]?.id);
  });

  it("takes ids from the message without reading the conversation", async () => {
    await open({ target: "ids" });
    const [agent] = agents();
    const ids = { participantId: agent?.id, communicationId: agent?.communications[0]?.id };
    const { at } = await play({ ...ids, text: "Hi" });
    assert.equal(at, "result");
    assert.equal(bench().simulator.log.count("getConversation"), 0);
  });

  it("fills a template in", async () => {
    await open({ content: "template" });
    const { at } = await play({ template: "bye", text: "is not read" });
    assert.equal(at, "result");
    assert.deepEqual(bench().simulator.log.entries().at(-1)?.body, {
      messagingTemplate: { responseId: "bye" },
    });
  });

  it("shows the typing indicator, as the SDK does, and sends nothing", async () => {
    await open({ content: "typing", confirm: true });
    const { at, msg, payload } = await play({});
    assert.equal(at, "result");
    assert.equal(payload.accepted, true);
    assert.equal(payload.verdict, undefined);
    assert.equal(sent().length, 0);
    const ours = bench().simulator.log.entries().at(-1);
    assert.ok(ours);
    const theirs = await sdkRequests(bench().simulator, () =>
      new sdk.ConversationsApi().postConversationsMessageCommunicationTyping(
        conversation(),
        String(msg.communicationId),
        { typing: { type: "On" } },
      ),
    );
    assert.deepEqual(essence(ours), theirs.at(-1));
  });

  it("confirms the delivery", async () => {
    await open({ confirm: true });
    assert.equal((await play({ text: "Hi" })).payload.verdict, "delivered");
  });

  it("reports a failure that the channel reports later", async () => {
    await open({ confirm: true });
    bench().simulator.settings.receivers = { "": "silent" };
    const playing = play({ text: "Hi" });
    while (sent().length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    bench().simulator.act.messageFailed({
      conversationId: conversation(),
      code: "RecipientOptedOut",
      reason: "STOP was sent",
    });
    const { payload } = await playing;
    assert.equal(payload.verdict, "failed");
    assert.equal(payload.reason, "STOP was sent");
  });

  it("says unknown where the platform accepts without naming the message", async () => {
    await open({ confirm: true });
    bench().simulator.settings.messageAnswer = "accepted";
    const { at, payload } = await play({ text: "Hi" });
    assert.equal(at, "result");
    assert.equal(payload.accepted, true);
    assert.equal(payload.verdict, "unknown");
    assert.match(payload.reason ?? "", /did not return its id/);
  });

  it("says that no agent has answered yet", async () => {
    await open({}, "sms", false);
    await bench().clock.advance(1000);
    assert.equal(agents()[0]?.communications[0]?.state, "alerting");
    const { msg } = await play({ text: "Hi" });
    assert.equal(msg.error?.code, "noTarget");
    assert.match(msg.error?.message ?? "", /still alerting/);
    const advice =
      /To write without an agent .* use the node send message: to the customer's address, from the address/;
    assert.match(msg.error?.message ?? "", advice);
    assert.match(msg.error?.message ?? "", /they are msg\.fromAddress and msg\.toAddress\.$/);
  });

  it("says that the agent's message leg has ended", async () => {
    await open();
    bench().simulator.act.agentCompletes(conversation());
    const { msg } = await play({ text: "Hi" });
    assert.equal(msg.error?.code, "noTarget");
    assert.match(msg.error?.message ?? "", /ended/);
  });
});
