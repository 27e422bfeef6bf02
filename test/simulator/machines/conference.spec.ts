import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";
import { ADA, BEN, CALL, callsOfMany, SAM } from "./conference-calls";

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

  const { asUser, ask, read, live, callOf, place } = callsOfMany(() => ({ simulator, clock, server }));

  describe("conferences", () => {
    it("are made of several destinations at once", async () => {
      const id = await place(asUser(BEN), {
        participants: [{ address: "+15555550142" }, { userId: SAM }, { address: "+15555550101" }],
      });
      assert.deepEqual(await live(id), ["Ben Agent", "+15555550142", "Sam Supervisor"]);
    });

    it("are made of two calls, whose legs end as transferred into one", async () => {
      const ada = asUser(ADA);
      const other = await place(ada, { phoneNumber: "+15555550142" });
      const id = await place(ada, { conversationIds: [START.conversationId, other] });
      assert.deepEqual(await live(id), ["Casey Customer", "Ada Agent", "+15555550142"]);
      for (const gone of [START.conversationId, other]) {
        const { endTime, participants } = await read(gone);
        assert.notEqual(endTime, undefined);
        assert.equal(participants.at(-1)?.calls?.[0]?.disconnectType, "transfer.conference");
      }
    });

    it("take in another call, and refuse themselves, nothing, and one that still rings", async () => {
      const ben = asUser(BEN);
      const other = await place(ben, { phoneNumber: "+15555550142" });
      const ringing = await place(ben, { phoneNumber: "+15555550106" });
      const merge = (ids: string[]) => ask(server, "PATCH", `${CALL}/conference`, { conversationIds: ids });
      assert.deepEqual(await merge([]), [400, "conversation.error.empty.conversation.list"]);
      assert.deepEqual(await merge([START.conversationId]), [
        400,
        "conversation.error.cannot.conference.self",
      ]);
      assert.deepEqual(await merge([ringing]), [400, "conversation.error.cannot.merge.alerting.conference"]);
      assert.deepEqual(await merge(["nothing"]), [404, "conversation.error.conversation.not.found"]);
      assert.deepEqual(await merge([other]), [202, undefined]);
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Ben Agent", "+15555550142"]);
    });

    it("grow by a party that is called in by a user, or on behalf of one", async () => {
      const add = { participants: [{ address: "+15555550142" }] };
      assert.deepEqual(await ask(server, "POST", `${CALL}/participants`, add), [400, "not.a.user"]);
      await ask(asUser(ADA), "POST", `${CALL}/participants`, add);
      await ask(server, "POST", `${CALL}/participants/user/${ADA}`, { participants: [{ userId: SAM }] });
      clock.advance(3000);
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "+15555550142", "Sam Supervisor"]);
    });

    it("lose one party who is ejected, and hold one who is confined; two are no conference", async () => {
      const ada = asUser(ADA);
      const customer = `${CALL}/participants/${START.participantId}`;
      const confined = [400, "conversation.error.cannot.confine.party"];
      assert.deepEqual(await ask(ada, "PATCH", customer, { confined: true }), confined);
      const { participantId } = simulator.act.conferenceFormed(START.conversationId);
      assert.deepEqual(await ask(ada, "PATCH", customer, { confined: true }), [202, undefined]);
      assert.equal((await callOf(START.participantId))?.confined, true);
      await ask(ada, "PATCH", `${CALL}/participants/${participantId}`, { state: "disconnected" });
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent"]);
    });
  });
});
