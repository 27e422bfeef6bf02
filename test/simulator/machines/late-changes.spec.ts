import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import { ADA, AGENT, AGENTS, API, CALL, callsOfMany } from "./conference-calls";

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

  describe("behaviour of the platform that is easily missed", () => {
    it("202 is not done: what was accepted for a leg that ends meanwhile fails as its errorInfo", async () => {
      const got = await server.call("PATCH", AGENTS, { state: "disconnected" });
      assert.equal(got.status, 202);
      simulator.act.agentHangsUp(START.conversationId);
      clock.advance(1000);
      assert.equal((await callOf(AGENT))?.errorInfo?.code, "error.ininedgecontrol.session.inactive");
    });

    it("each property that is sent is carried out", async () => {
      await ask(server, "PATCH", AGENTS, { muted: true, held: true, state: "disconnected" });
      assert.deepEqual(await live(), []);
    });

    it("on an ended conversation a change is refused, in the way of the setting", async () => {
      simulator.act.customerHangsUp(START.conversationId);
      const hold = () => ask(server, "PATCH", AGENTS, { held: true });
      assert.deepEqual(await hold(), [400, "conversation.error.participant.no.active.conversations"]);
      simulator.settings.patchOnEndedConversation = "not.authorized";
      assert.deepEqual(await hold(), [403, "not.authorized"]);
    });

    it("not.a.user is a 400 on the media's path, and accepted on the generic one", async () => {
      const hold = { held: true };
      assert.deepEqual(await ask(server, "PATCH", `${CALL}/participants/${AGENT}`, hold), [
        400,
        "not.a.user",
      ]);
      assert.deepEqual(await ask(server, "PATCH", AGENTS, hold), [202, undefined]);
    });

    const ENDINGS: [name: string, method: string, path: string, body: object | undefined, status: number][] =
      [
        ["DELETE of the conversation", "DELETE", `${API}/${START.conversationId}`, undefined, 204],
        ["POST disconnect", "POST", `${API}/${START.conversationId}/disconnect`, undefined, 202],
        ["PATCH of the call", "PATCH", CALL, { state: "disconnected" }, 200],
      ];
    for (const [name, method, path, body, status] of ENDINGS)
      it(`dropping one party is not ending all: ${name} ends every leg`, async () => {
        simulator.act.conferenceFormed(START.conversationId);
        const [got] = await ask(method === "PATCH" ? asUser(ADA) : server, method, path, body);
        assert.equal(got, status);
        assert.deepEqual(await live(), []);
        const { wrapup } = (await read()).participants.find(({ id }) => id === AGENT) ?? {};
        assert.equal(wrapup?.code, method === "POST" ? simulator.settings.systemWrapupCode : undefined);
      });
  });
});
