import assert from "node:assert/strict";
import {
  ADA,
  AGENT,
  BEN,
  CUSTOMER,
  SALES,
  updateParticipantBench,
} from "../support/benches/update-participant";

describe("genesys-update-participant", () => {
  const { bench, open, conversation, callOf, done, failed, changes, sent } = updateParticipantBench();
  afterEach(() => bench().close());

  describe("transfer", () => {
    const TARGETS = [
      ["user", "ben.agent@example.com", "postConversationParticipantReplaceAgent", { userId: BEN }],
      ["queue", SALES, "postConversationParticipantReplaceQueue", { queueId: SALES }],
      ["queue", "Sales", "postConversationParticipantReplaceQueue", { queueName: "Sales" }],
      ["address", "+1 555 555 0142", "postConversationParticipantTransfer", { address: "+15555550142" }],
      ["address", "Ben Agent", "postConversationParticipantTransfer", { address: "Ben Agent" }],
    ] as const;
    for (const [transferTo, destination, operation, body] of TARGETS)
      it(`to the ${transferTo} ${destination}`, async () => {
        await open({ action: "transfer", transferTo });
        await done({ destination });
        assert.deepEqual(sent(), [[operation, body]]);
        assert.equal(callOf(AGENT).disconnectType, "transfer");
        assert.equal(callOf(CUSTOMER).state, "connected");
      });

    it("rings at an agent of the queue", async () => {
      await open({ action: "transfer", transferTo: "queue" });
      await done({ destination: SALES });
      await bench().clock.advance(5000);
      assert.equal(conversation().participants.at(-1)?.userId, BEN);
    });

    const NOWHERE: [string, Record<string, unknown>, string, unknown, RegExp][] = [
      ["nowhere", {}, "queue", undefined, /msg\.destination is blank/],
      ["a number that is none", {}, "address", "+1555", /TOO_SHORT/],
      ["the same user", {}, "user", ADA, /the user who is to be replaced/],
    ];
    for (const [what, , transferTo, destination, says] of NOWHERE)
      it(`refuses a transfer to ${what}`, async () => {
        await open({ action: "transfer", transferTo });
        const { code, message, cause } = await failed({ destination });
        assert.deepEqual([code, cause.field], ["input", "destination"]);
        assert.match(message, says);
        assert.deepEqual(sent(), []);
      });

    it("says that no user has the e-mail address, naming the field", async () => {
      await open({ action: "transfer", transferTo: "user" });
      const { code, cause } = await failed({ destination: "unknown@example.com" });
      assert.deepEqual([code, cause.field], ["missing", "destination"]);
    });

    it("says that there is no such queue", async () => {
      await open({ action: "transfer" });
      const { code, cause } = await failed({ destination: "No Queue" });
      assert.deepEqual([code, cause.platformCode], ["rejected", "conversations.error.queue.not.found"]);
    });

    it("is never asked for twice when its response is lost", async () => {
      await open({ action: "transfer" });
      bench().simulator.faults.add({
        match: { operation: "postConversationParticipantReplaceQueue" },
        fault: { lostAnswer: true },
      });
      const { code, cause } = await failed({ destination: SALES });
      assert.deepEqual([code, cause.outcome], ["network", "unknown"]);
      assert.equal(changes().length, 1);
    });
  });
});
