import assert from "node:assert/strict";
import {
  ADA,
  AGENT,
  BEN,
  CUSTOMER,
  SALES,
  SAM,
  updateParticipantBench,
} from "../support/benches/update-participant";
import { passUntil } from "../support/until";

/** On the real path; each state of a call is in the specs of the platform floor. */
describe("genesys-update-participant", () => {
  const { bench, open, openAs, conversation, callOf, done, failed, changes, sent } = updateParticipantBench();
  afterEach(() => bench().close());

  it("consults a user by e-mail address, once, and no other meanwhile", async () => {
    await openAs(ADA, { action: "consult", transferTo: "user" });
    const msg = await done({ destination: "sam.supervisor@example.com" });
    const guest = conversation().participants.at(-1);
    const payload = msg.payload as Record<string, unknown>;
    assert.deepEqual(
      [msg.participantId, payload["destinationParticipantId"], payload["speakTo"], payload["already"]],
      [AGENT, guest?.id, "destination", undefined],
    );
    assert.deepEqual(sent(), [
      ["postConversationsCallParticipantConsultAgent", { userId: SAM, speakTo: "DESTINATION" }],
    ]);
    await bench().clock.advance(5_000);
    const again = await done({ destination: SAM });
    assert.equal((again.payload as { already?: true }).already, true);
    assert.equal(changes().length, 1);
    const other = await failed({ destination: BEN });
    assert.deepEqual([other.code, other.cause.outcome], ["input", "notSent"]);
    assert.equal(changes().length, 1);
  });

  it("consults in the name of the agent where another user has signed in", async () => {
    await openAs(SAM, { action: "consult", transferTo: "queue", speakTo: "both" });
    await done({ destination: SALES });
    assert.deepEqual(sent(), [
      [
        "postConversationsCallParticipantConsultQueue",
        { queueId: SALES, speakTo: "BOTH", consultingUserId: ADA },
      ],
    ]);
  });

  it("says what it takes where client credentials cannot consult", async () => {
    await open({ action: "consult", transferTo: "user" });
    const { code, message, cause } = await failed({ destination: SAM });
    assert.deepEqual([code, cause.outcome], ["config", "notSent"]);
    assert.match(message, /authorization code, whose user has the permission .*consultTransferAgent/);
    assert.deepEqual(sent(), []);
  });

  it("requires a destination, and cancels and completes nothing that is not there", async () => {
    await openAs(ADA, { action: "consult", transferTo: "user" });
    assert.deepEqual((await failed()).cause.field, "destination");
    await bench().close();
    await openAs(ADA, { action: "cancelConsult" });
    assert.equal(((await done()).payload as { already?: true }).already, true);
    await bench().close();
    await open({ action: "completeConsult" });
    const { code, message } = await failed();
    assert.equal(code, "noTarget");
    assert.match(message, /does not consult anyone/);
    assert.deepEqual(sent(), []);
  });

  it("transfers to an external contact", async () => {
    await open({ action: "transfer", transferTo: "contact", phoneType: "CellPhone" });
    const [contact] = [...bench().simulator.org.externalContacts.keys()];
    await done({ destination: contact });
    assert.deepEqual(sent(), [
      ["postConversationParticipantReplaceContactExternal", { contactId: contact, phoneType: "CellPhone" }],
    ]);
  });

  describe("the secure pause", () => {
    for (const [who, begin, operation] of [
      ["client credentials", (action: string) => open({ action }), "putConversationsCallRecordingstate"],
      ["a user in the call", (action: string) => openAs(ADA, { action }), "patchConversationsCall"],
      ["another user", (action: string) => openAs(SAM, { action }), "putConversationsCallRecordingstate"],
    ] as const)
      it(`is set once, and ended: ${who}`, async () => {
        await begin("securePause");
        await done();
        assert.deepEqual(sent(), [[operation, { recordingState: "PAUSED" }]]);
        assert.deepEqual([callOf(CUSTOMER).securePause, conversation().recordingState], [true, "paused"]);
        assert.equal(((await done()).payload as { already?: true }).already, true);
        assert.equal(changes().length, 1);
      });

    it("is ended where the agent has left, and after the end there is nothing to end", async () => {
      await open({ action: "secureResume" });
      conversation().securePause = true;
      conversation().pausedMedia = ["calls"];
      const agents = conversation().participants.filter(({ purpose }) => purpose === "agent");
      for (const { communications } of agents)
        for (const leg of communications) Object.assign(leg, { state: "disconnected", disconnectedAt: 1 });
      await done();
      assert.equal(conversation().securePause, false);
      bench().simulator.act.customerHangsUp(conversation().id);
      await bench().clock.advance(20_000);
      assert.equal(((await done()).payload as { already?: true }).already, true);
      assert.equal(changes().length, 1);
    });

    it("is requested again where its response is lost: the same state does no harm", async () => {
      await open({ action: "secureResume" });
      const match = { operation: "putConversationsCallRecordingstate" };
      conversation().securePause = true;
      conversation().pausedMedia = ["calls"];
      bench().simulator.faults.add({ match, fault: { lostAnswer: true } });
      bench().start({ conversationId: conversation().id });
      await passUntil(bench().clock, () => bench().arrivals.length > 0, 500);
      assert.deepEqual([bench().arrivals[0]?.at, changes().length], ["result", 2]);
    });
  });
});
