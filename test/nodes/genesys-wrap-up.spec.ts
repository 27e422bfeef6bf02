import assert from "node:assert/strict";
import { answered, codeNamed, legOf, posts, wrapUpBench } from "../support/benches/wrap-up";

const MEDIA = [
  ["call", "postConversationsCallParticipantCommunicationWrapup"],
  ["callback", "postConversationsCallbackParticipantCommunicationWrapup"],
  ["email", "postConversationsEmailParticipantCommunicationWrapup"],
  ["message", "postConversationsMessageParticipantCommunicationWrapup"],
  ["socialExpression", "postConversationsSocialParticipantCommunicationWrapup"],
  ["video", "postConversationsVideoParticipantCommunicationWrapup"],
  ["internalMessage", "patchConversationParticipant"],
] as const;

describe("genesys-wrap-up", () => {
  const { bench, open, arrival } = wrapUpBench();
  afterEach(() => bench().close());

  for (const [mediaType, operation] of MEDIA)
    it(`finds the medium by itself: ${mediaType}`, async () => {
      const { send, simulator, clock } = await open();
      const ids = answered(simulator, "Support", mediaType);
      simulator.act.agentCompletes(ids.conversationId);
      await clock.advance(5_000);
      const { at, msg } = await send({ conversationId: ids.conversationId, code: "resolved", notes: "done" });
      assert.equal(at, "result", msg.error?.message);
      assert.deepEqual(msg.payload, {
        accepted: true,
        ...ids,
        mediaType,
        code: codeNamed(simulator, "Resolved"),
        name: "Resolved",
        notes: "done",
        tags: undefined,
        durationSeconds: undefined,
      });
      assert.equal(msg.mediaType, mediaType);
      await clock.advance(1_000);
      assert.equal(posts(simulator)[0]?.operation, operation);
      assert.equal(legOf(simulator, ids)?.wrapup?.code, codeNamed(simulator, "Resolved"));
    });

  it("takes a code by id, with notes, tags and duration", async () => {
    const { send, simulator, clock } = await open();
    const ids = answered(simulator);
    const code = codeNamed(simulator, "Wrong number");
    const { at } = await send({ ...ids, code, notes: "n", tags: "one, two", durationSeconds: "42" });
    assert.equal(at, "result");
    assert.deepEqual(posts(simulator)[0]?.body, {
      code,
      notes: "n",
      tags: ["one", "two"],
      durationSeconds: 42,
    });
    await clock.advance(1_000);
    assert.equal(legOf(simulator, ids)?.wrapup?.durationSeconds, 42);
  });

  it("by ids needs one of them", async () => {
    const { send, simulator } = await open({ target: "ids" });
    const { conversationId, participantId } = answered(simulator);
    const { msg } = await send({ conversationId, code: "Resolved" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "participantId"]);
    assert.equal(simulator.log.count(), 0);
    assert.equal((await send({ conversationId, participantId, code: "Resolved" })).at, "result");
  });

  it("an agent who was only alerted is never the one", async () => {
    const { send, simulator } = await open();
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    simulator.act.agentDeclines(conversationId, { user: "Lee Limited" });
    const ben = simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    const { msg } = await send({ conversationId, code: "Resolved" });
    assert.equal(msg.participantId, ben.participantId);
  });

  it("names the permission that is missing, at once", async () => {
    const { send, simulator } = await open(
      {},
      { credentials: { clientId: "limited", clientSecret: "limited" } },
    );
    const { msg } = await send({ ...answered(simulator), code: "Resolved" });
    assert.equal(msg.error?.code, "denied");
    assert.match(msg.error.message, /conversation:participant:wrapup/);
    assert.equal(posts(simulator).length, 1);
  });

  it("verifies, if its option is set", async () => {
    const { start, simulator } = await open({ verify: true });
    start({ ...answered(simulator), code: "Resolved" });
    const { at, msg } = await arrival();
    assert.equal(at, "result");
    const payload = msg.payload as { verified: boolean; wrapup: { code: string } };
    assert.equal(payload.verified, true);
    assert.equal(payload.wrapup.code, codeNamed(simulator, "Resolved"));
    const { operation } = msg.genesys as { operation: string };
    assert.match(
      operation,
      /^post.*Wrapup$/,
      "the facts are those of the wrap-up, not of the reads that verify it",
    );
  });
});
