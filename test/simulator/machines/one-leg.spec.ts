import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import { ADA, AGENT, AGENTS, CALL, callsOfMany, SAM } from "./conference-calls";

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

  const { asUser, ask, read, live, callOf } = callsOfMany(() => ({ simulator, clock, server }));

  describe("what is done to one leg", () => {
    it("hold sets its time, and cannot be set while it alerts", async () => {
      const ada = asUser(ADA);
      const mine = `${CALL}/participants/${AGENT}`;
      await ask(ada, "PATCH", mine, { held: true });
      assert.notEqual((await callOf(AGENT))?.startHoldTime, undefined);
      await ask(ada, "PATCH", mine, { held: false });
      assert.equal((await callOf(AGENT))?.held, false);
      const leg = simulator.store.conversations.get(START.conversationId)?.participants.at(-1)
        ?.communications[0];
      assert.ok(leg);
      leg.state = "alerting";
      assert.deepEqual(await ask(ada, "PATCH", mine, { held: true }), [
        400,
        "conversation.error.hold.alerting",
      ]);
    });

    it("recording belongs to those who are on the call", async () => {
      const record = (who: Caller) => ask(who, "PATCH", `${CALL}/participants/${AGENT}`, { recording: true });
      assert.deepEqual(await record(asUser(SAM)), [
        403,
        "conversation.error.forbidden.not.active.participant",
      ]);
      assert.deepEqual(await record(asUser(ADA)), [202, undefined]);
      assert.equal((await read())["recordingState"], "ACTIVE");
    });

    it("is done on behalf of a user who takes part, and of no other", async () => {
      const onBehalf = (userId: string) =>
        ask(server, "PATCH", `${CALL}/participants/${AGENT}/user/${userId}`, { muted: true });
      assert.deepEqual(await onBehalf(SAM), [404, "conversation.error.not.conversation.participant"]);
      assert.deepEqual(await onBehalf(ADA), [202, undefined]);
      assert.equal((await callOf(AGENT))?.muted, true);
    });

    it("disconnecting one communication leaves the others alone, and no other state can be asked for", async () => {
      const { communicationId } = simulator.act.conferenceFormed(START.conversationId);
      const party = (await read()).participants.at(-1);
      const path = `${CALL}/participants/${party?.id}/communications/${communicationId}`;
      const ada = asUser(ADA);
      assert.deepEqual(await ask(ada, "PATCH", path, { state: "connected" }), [
        400,
        "communication.state.required",
      ]);
      assert.deepEqual(await ask(ada, "PATCH", path, { state: "disconnected" }), [200, undefined]);
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent"]);
    });

    it("digits and UUI data go to a live leg", async () => {
      assert.deepEqual(await ask(server, "POST", `${AGENTS}/digits`, { digits: "12#" }), [202, undefined]);
      assert.deepEqual(await ask(server, "POST", `${AGENTS}/digits`, { digits: "x" }), [400, "bad.request"]);
      const uui = `${CALL}/participants/${START.participantId}/communications/${START.communicationId}/uuidata`;
      assert.deepEqual(await ask(asUser(ADA), "PUT", uui, { uuiData: "00" }), [200, undefined]);
      assert.equal((await callOf(START.participantId))?.["uuiData"], "00");
    });
  });
});
