import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import { ADA, AGENT, AGENTS, callsOfMany, SAM } from "./conference-calls";

describe("calls of more than two, transfers and supervisors in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const { ask, read, live, callOf } = callsOfMany(() => ({ simulator, clock, server }));

  describe("transfers", () => {
    const replace = (kind: string, body: object) => ask(server, "POST", `${AGENTS}/${kind}`, body);

    it("to an agent ring there at once, or keep the first one until it is answered", async () => {
      await replace("replace/agent", { userId: SAM, transferType: "Attended" });
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Sam Supervisor"]);
      clock.advance(3000);
      assert.deepEqual(await live(), ["Casey Customer", "Sam Supervisor"]);
      assert.equal((await callOf(AGENT))?.disconnectType, "transfer");
    });

    it("to a queue put the customer's attributes into it, and ring at its next agent", async () => {
      assert.deepEqual(await replace("replace/queue", { queueName: "Sales" }), [202, undefined]);
      const acd = (await read()).participants.findLast(({ purpose }) => purpose === "acd");
      assert.equal(acd?.name, "Sales");
      assert.deepEqual(acd.attributes, { language: "en-US" });
      clock.advance(5000);
      assert.deepEqual(await live(), ["Casey Customer", "Sales", "Ben Agent"]);
    });

    it("to an external contact or an address dial", async () => {
      await replace("replace/contact/external", {
        contactId: idOf("external contact Casey Customer"),
        phoneType: "CellPhone",
      });
      clock.advance(3000);
      assert.deepEqual(await live(), ["Casey Customer", "+15555550123"]);
    });

    it("that are not answered end the call", async () => {
      await replace("transfer", { address: "+15555550101" });
      clock.advance(3000);
      assert.notEqual((await read()).endTime, undefined);
    });

    it("to nowhere, to the same, to an unknown queue and from an ended leg are refused", async () => {
      assert.deepEqual(await replace("transfer", {}), [
        400,
        "conversations.error.transfer.destination.required",
      ]);
      assert.deepEqual(await replace("replace/agent", { userId: ADA }), [
        400,
        "conversations.error.transfer.same.party",
      ]);
      assert.deepEqual(await replace("replace/queue", { queueId: "?" }), [
        400,
        "conversations.error.queue.not.found",
      ]);
      assert.deepEqual(await replace("replace/agent", { userId: "?" }), [404, "resource.not.found"]);
      simulator.act.agentHangsUp(START.conversationId);
      assert.deepEqual(await replace("transfer", { address: "Ben Agent" }), [
        400,
        "conversations.error.transfer.not.connected",
      ]);
    });
  });
});
