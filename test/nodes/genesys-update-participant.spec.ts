import assert from "node:assert/strict";
import {
  ADA,
  AGENT,
  BEN,
  CONVERSATION,
  CUSTOMER,
  updateParticipantBench,
} from "../support/benches/update-participant";

describe("genesys-update-participant", () => {
  const { bench, open, openAs, partOf, callOf, done, failed, sent } = updateParticipantBench();
  afterEach(() => bench().close());

  const SWITCHES = [
    ["hold", "held", true],
    ["resume", "held", false],
    ["mute", "muted", true],
    ["unmute", "muted", false],
    ["record", "recording", true],
    ["stopRecording", "recording", false],
  ] as const;
  for (const [action, flag, value] of SWITCHES) {
    it(`${action}: on behalf of the agent with client credentials, that property only`, async () => {
      await open({ action });
      callOf(AGENT)[flag] = !value;
      const msg = await done();
      assert.equal(callOf(AGENT)[flag], value);
      assert.deepEqual(sent(), [["patchConversationsCallParticipantUserUserId", { [flag]: value }]]);
      assert.deepEqual(msg.payload, {
        accepted: true,
        conversationId: CONVERSATION,
        participantId: AGENT,
        communicationId: callOf(AGENT).id,
        mediaType: "call",
        userId: ADA,
        action,
      });
    });

    it(`${action}: through the medium's own path for a signed-in user`, async () => {
      await openAs(ADA, { action });
      callOf(AGENT)[flag] = !value;
      await done();
      assert.equal(callOf(AGENT)[flag], value);
      assert.deepEqual(sent(), [["patchConversationsCallParticipant", { [flag]: value }]]);
    });

    it(`${action}: already so is success without a request`, async () => {
      await open({ action });
      callOf(AGENT)[flag] = value;
      const msg = await done();
      assert.equal((msg.payload as { already?: boolean }).already, true);
      assert.deepEqual(sent(), []);
    });
  }

  describe("by ids", () => {
    it("reads nothing, and the participant's id is enough", async () => {
      await open({ action: "hold", target: "ids" });
      await done({ participantId: AGENT });
      assert.equal(bench().simulator.log.count("getConversation"), 0);
      assert.deepEqual(sent(), [["patchConversationParticipant", { held: true }]]);
    });

    it("wants that id", async () => {
      await open({ action: "hold", target: "ids" });
      const { code, cause } = await failed();
      assert.deepEqual([code, cause.field], ["input", "participantId"]);
      assert.equal(bench().simulator.log.count(), 0);
    });
  });

  describe("confine and release", () => {
    it("confines a party of a conference and releases it", async () => {
      await open({ action: "confine", target: "ids" });
      const { participantId } = bench().simulator.act.conferenceFormed(CONVERSATION);
      await done({ participantId });
      assert.equal(callOf(participantId).confined, true);
    });

    it("says that it takes a conference", async () => {
      await open({ action: "confine", target: "customer" });
      const { code, message, cause } = await failed();
      assert.equal(code, "rejected");
      assert.equal(cause.platformCode, "conversation.error.cannot.confine.party");
      assert.match(message, /three or more/);
    });
  });

  it("says that an alerting call cannot be held", async () => {
    await open({ action: "hold", target: "ids" });
    callOf(AGENT).state = "alerting";
    const { code, message } = await failed({ participantId: AGENT });
    assert.equal(code, "rejected");
    assert.match(message, /still alerting/);
  });

  describe("set attributes", () => {
    it("adds texts to what is there, and sends only what differs", async () => {
      await open({ action: "setAttributes", target: "customer" });
      const msg = await done({ attributes: { language: "en-US", order: 7, vip: true } });
      assert.deepEqual(partOf(CUSTOMER).attributes, { language: "en-US", order: "7", vip: "true" });
      assert.deepEqual(sent(), [
        ["patchConversationParticipantAttributes", { attributes: { order: "7", vip: "true" } }],
      ]);
      assert.deepEqual((msg.payload as { attributes: object }).attributes, {
        language: "en-US",
        order: 7,
        vip: true,
      });
      const again = await done({ attributes: { order: "7" } });
      assert.equal((again.payload as { already?: boolean }).already, true);
    });

    const WRONG: [what: string, attributes: unknown, says: RegExp][] = [
      ["nothing", undefined, /msg\.attributes is blank/],
      ["no name", {}, /contains no attribute/],
      ["null", { a: null }, /"attributes.a" must be text.*but is null/],
      ["an object", { a: { b: 1 } }, /"attributes.a".*an object/],
      ["a list", { a: [1] }, /"attributes.a".*a list/],
      ["a text", "a=1", /"attributes" must be .*record|object/],
    ];
    for (const [what, attributes, says] of WRONG)
      it(`refuses ${what} before anything is sent`, async () => {
        await open({ action: "setAttributes" });
        const { code, message, cause } = await failed({ attributes });
        assert.deepEqual([code, cause.field, cause.outcome], ["input", "attributes", "notSent"]);
        assert.match(message, says);
        assert.equal(bench().simulator.log.count(), 0);
      });

    it("does not care for attributes that another action finds in the message", async () => {
      await open({ action: "hold" });
      await done({ attributes: { a: null }, destination: { x: 1 } });
      assert.equal(callOf(AGENT).held, true);
    });
  });

  it("names the permission that is missing", async () => {
    await open({ action: "hold" }, { credentials: { clientId: "limited", clientSecret: "limited" } });
    const { code, cause } = await failed();
    assert.equal(code, "denied");
    assert.ok((cause.missingPermissions as string[]).includes("conversation:communication:disconnect"));
  });

  it("says that there is no such leg", async () => {
    await open({ action: "hold", target: "user" });
    const { code } = await failed({ userId: BEN });
    assert.equal(code, "noTarget");
  });
});
