import assert from "node:assert/strict";
import type { Call } from "../../nodes/lib/simulator/entities/communication";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { passUntil } from "../support/until";
import { AGENT, CONVERSATION, CUSTOMER, updateParticipantBench } from "../support/benches/update-participant";

describe("genesys-update-participant", () => {
  const { bench, open, conversation, partOf, callOf, done, failed, changes, sent } = updateParticipantBench();
  afterEach(() => bench().close());

  describe("disconnect", () => {
    it("disconnects one party, here the agent, and has nothing to do a second time", async () => {
      await open({ action: "disconnect" });
      await done();
      assert.equal(callOf(AGENT).disconnectType, "client");
      const msg = await done();
      assert.equal((msg.payload as { already?: boolean }).already, true);
      assert.equal(changes().length, 1);
    });

    it("refuses the last customer before anything is changed", async () => {
      await open({ action: "disconnect", target: "customer" });
      const { code, cause, message } = await failed();
      assert.deepEqual([code, cause.field, cause.outcome], ["input", "allowLastCustomer", "notSent"]);
      assert.match(message, /last customer/);
      assert.deepEqual(sent(), []);
      assert.equal(callOf(CUSTOMER).state, "connected");
    });

    it("refuses the last customer also where another one was there and has left", async () => {
      await open({ action: "disconnect", target: "ids" });
      const left = structuredClone(partOf(CUSTOMER));
      const [call] = left.communications as Call[];
      assert.ok(call);
      left.id = idOf("an earlier customer");
      Object.assign(call, {
        id: idOf("their call"),
        state: "disconnected",
        disconnectedAt: bench().clock.now(),
      });
      conversation().participants.unshift(left);
      const { cause } = await failed({ participantId: CUSTOMER });
      assert.deepEqual([cause.field, cause.outcome], ["allowLastCustomer", "notSent"]);
      assert.deepEqual(sent(), []);
    });

    it("refuses the last customer also by ids", async () => {
      await open({ action: "disconnect", target: "ids" });
      const { cause } = await failed({ participantId: CUSTOMER });
      assert.equal(cause.field, "allowLastCustomer");
      assert.deepEqual(sent(), []);
    });

    it("does not take a text for the permission to disconnect the last customer", async () => {
      await open({ action: "disconnect", target: "customer", allowLastCustomer: "false" });
      const { msg } = await bench().send({});
      assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["config", "allowLastCustomer"]);
    });

    it("disconnects the last customer where that is allowed", async () => {
      await open({ action: "disconnect", target: "customer", allowLastCustomer: true });
      await done();
      assert.equal(callOf(CUSTOMER).state, "disconnected");
      assert.deepEqual(sent(), [["patchConversationParticipant", { state: "disconnected" }]]);
    });

    it("ejects one party of a conference, and the others talk on", async () => {
      await open({ action: "disconnect", target: "ids" });
      const { participantId } = bench().simulator.act.conferenceFormed(CONVERSATION, { flagged: true });
      await done({ participantId });
      assert.equal(callOf(participantId).state, "disconnected");
      assert.equal(callOf(CUSTOMER).state, "connected");
      assert.equal(callOf(AGENT).state, "connected");
    });

    it("is done where the party has left between reading and asking", async () => {
      await open({ action: "disconnect", target: "ids", allowLastCustomer: true });
      bench().simulator.act.agentHangsUp(CONVERSATION);
      const msg = await done({ participantId: AGENT });
      assert.equal((msg.payload as { already?: boolean }).already, true);
    });

    it("is done once although its response is lost", async () => {
      await open({ action: "disconnect" });
      bench().simulator.faults.add({
        match: { operation: "patchConversationsCallParticipantUserUserId" },
        fault: { lostAnswer: true },
      });
      bench().start({ conversationId: CONVERSATION });
      await passUntil(bench().clock, () => bench().arrivals.length !== 0);
      assert.equal(bench().arrivals[0]?.at, "result");
      await bench().clock.advance(1000); // accepted is not done yet
      assert.equal(callOf(AGENT).state, "disconnected");
    });
  });
});
