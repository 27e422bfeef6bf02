import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import type { Conversation } from "../../nodes/lib/platform/conversation/conversation";
import { openBench, type Bench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

describe("genesys-get-conversation", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown> = {}): Promise<Bench> =>
    (bench = await openBench(getConversation, "genesys-get-conversation", { ...TARGET_INPUTS, ...config }));
  afterEach(() => bench.close());

  it("reads the conversation and finds the caller's live call", async () => {
    const { send } = await open({ target: "customer" });
    const { at, msg } = await send({ conversationId: CALL.conversationId, topic: "kept" });
    assert.equal(at, "result", msg.error?.message);
    assert.equal((msg.payload as Conversation).id, CALL.conversationId);
    const { conversationId, participantId, communicationId, mediaType, topic } = msg;
    assert.deepEqual({ conversationId, participantId, communicationId }, CALL);
    assert.deepEqual([mediaType, topic], ["call", "kept"]);
  });

  it("finds the agent's connected leg, not one of the two alerts that were not answered", async () => {
    const { send } = await open({ target: "agent" });
    const { msg } = await send({ conversationId: CALL.conversationId });
    const agents = (msg.payload as Conversation).participants.filter(({ purpose }) => purpose === "agent");
    assert.equal(agents.length, 3);
    assert.equal(msg.participantId, agents[2]?.id);
    assert.equal(msg.userId, agents[2]?.userId);
  });

  it("describes the participant that it finds, so that no flow searches the conversation", async () => {
    const { send, simulator } = await open({ target: "agent" });
    const { msg } = await send({ conversationId: CALL.conversationId });
    const { name, queueName, userId, state, attributes } = msg.participant as Record<string, unknown>;
    assert.deepEqual([name, queueName, state], ["Ada Agent", "Support", "connected"]);
    assert.deepEqual([userId, attributes], [msg.userId, {}]);
    assert.equal(simulator.log.count("getConversation"), 1);
    await bench.close();
    const customer = await open({ target: "customer" });
    const { participant } = (await customer.send({ conversationId: CALL.conversationId })).msg;
    assert.match(String((participant as Record<string, unknown>).address), /^tel:\+\d+$/);
  });

  it("finds a user by e-mail address, looked up once for many messages", async () => {
    const { send, simulator } = await open({ target: "user" });
    for (let i = 0; i < 3; i += 1) {
      const { at, msg } = await send({
        conversationId: CALL.conversationId,
        userId: "Ada.Agent@example.com",
      });
      assert.equal(at, "result", msg.error?.message);
    }
    assert.equal(simulator.log.count("postUsersSearch"), 1);
  });

  it("says that no user has an address that does not exist", async () => {
    const { send } = await open({ target: "user" });
    const { at, msg } = await send({ conversationId: CALL.conversationId, userId: "unknown@example.com" });
    assert.deepEqual([at, msg.error?.code], ["catch", "missing"]);
    assert.match(msg.error?.message ?? "", /No user/);
  });

  it("finds a user by name, and refuses a text that names no user before it reads the conversation", async () => {
    const { send, simulator } = await open({ target: "user" });
    const found = await send({ conversationId: CALL.conversationId, userId: "ada agent" });
    assert.equal(found.at, "result", found.msg.error?.message);
    const reads = simulator.log.count("getConversation");
    const { msg } = await send({ conversationId: CALL.conversationId, userId: "Ada" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "userId"]);
    assert.equal(simulator.log.count("getConversation"), reads);
  });

  it("checks given ids against the conversation", async () => {
    const { send } = await open({ target: "ids" });
    assert.equal((await send({ ...CALL })).at, "result");
    const { at, msg } = await send({ ...CALL, communicationId: CALL.participantId });
    assert.deepEqual([at, msg.error?.code], ["catch", "noTarget"]);
  });

  it("only reads where no participant is meant", async () => {
    const { send } = await open({ target: "none" });
    const { at, msg } = await send({ conversationId: CALL.conversationId });
    assert.equal(at, "result");
    assert.equal(msg.participantId, undefined);
  });

  it("reads by the one path that has communication ids, whatever medium is chosen", async () => {
    const { send, simulator } = await open({ mediaType: "call" });
    const { msg } = await send({ conversationId: CALL.conversationId });
    assert.equal(msg.communicationId, CALL.communicationId);
    const read = simulator.log.entries().map(({ operation }) => operation);
    assert.deepEqual(read, ["oauthToken", "getConversation"]);
  });

  it("considers one medium only where one is chosen", async () => {
    const { send } = await open({ mediaType: "message" });
    const { at, msg } = await send({ conversationId: CALL.conversationId });
    assert.deepEqual([at, msg.error?.code], ["catch", "noTarget"]);
    assert.match(msg.error?.message ?? "", /no message/);
  });
});
