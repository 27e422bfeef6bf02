import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import { AGENT, API, BEN, CALL, callsOfMany, SAM } from "./conference-calls";

const NORA = idOf("user Nora Nostation");

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

  const { asUser, ask, live } = callsOfMany(() => ({ simulator, clock, server }));

  describe("supervisors", () => {
    for (const how of ["monitor", "coach", "barge"]) {
      it(`${how} as the user of the token`, async () => {
        const path = `${CALL}/participants/${AGENT}/${how}`;
        assert.deepEqual(await ask(server, "POST", path), [400, "not.a.user"]);
        assert.deepEqual(await ask(asUser(NORA), "POST", path), [400, "conversation.error.no.user.station"]);
        assert.deepEqual(await ask(asUser(SAM), "POST", path), [201, undefined]);
        assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Sam Supervisor"]);
      });
    }

    it("who only listen end no call and keep none alive; who barges in keeps it", async () => {
      await ask(asUser(SAM), "POST", `${CALL}/participants/${AGENT}/monitor`);
      await ask(asUser(BEN), "POST", `${API}/${START.conversationId}/barge`);
      simulator.act.agentHangsUp(START.conversationId, AGENT);
      assert.deepEqual(await live(), ["Casey Customer", "Sam Supervisor", "Ben Agent"]);
      simulator.act.customerHangsUp(START.conversationId);
      assert.deepEqual(await live(), []);
    });
  });
});
