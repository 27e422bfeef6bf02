import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import type { Conversation } from "../../nodes/lib/platform/conversation/conversation";
import { callerOf, type Caller } from "./caller";

const BEN = idOf("user Ben Agent");
const NORA = idOf("user Nora Nostation");
const SAM = idOf("user Sam Supervisor");
const SALES = idOf("queue Sales");
const CALLS = "/api/v2/conversations/calls";

describe("outbound calls in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const asUser = (userId: string): Caller => callerOf(simulator, simulator.act.issueToken("sign-in", userId));
  const place = async (body: object, caller = server, userId = BEN): Promise<string> => {
    const got = await caller.call("POST", `${CALLS}/user/${userId}`, body);
    assert.equal(got.status, 200, got.text);
    return got.body["id"] as string;
  };
  const read = async (id: string): Promise<Conversation> =>
    (await server.call("GET", `/api/v2/conversations/${id}`)).body as unknown as Conversation;
  const legs = async (id: string) =>
    (await read(id)).participants.map(({ purpose, calls }) => [purpose, calls?.[0]?.state]);
  const far = async (id: string) =>
    (await read(id)).participants.find(({ purpose }) => purpose === "external" || purpose === "customer");

  it("calls the user's phone first, then the number, and connects both when it answers", async () => {
    const id = await place({ phoneNumber: "+15555550142" });
    assert.deepEqual(await legs(id), [["user", "contacting"]]);
    clock.advance(300);
    assert.deepEqual(await legs(id), [
      ["user", "dialing"],
      ["external", "dialing"],
    ]);
    clock.advance(2000);
    assert.deepEqual(await legs(id), [
      ["user", "connected"],
      ["external", "connected"],
    ]);
  });

  it("can show the caller's leg as connected while the far side is dialed", async () => {
    simulator.settings.callerWhileDialing = "connected";
    const id = await place({ phoneNumber: "+15555550106" });
    clock.advance(300);
    assert.deepEqual(await legs(id), [
      ["user", "connected"],
      ["external", "dialing"],
    ]);
    simulator.act.calleeBusy(id);
    assert.notEqual((await read(id)).endTime, undefined);
  });

  const ENDS = [
    ["+15555550101", "endpoint", 17, 486],
    ["+15555550102", "timeout", 19, 480],
    ["+15555550103", "endpoint", 21, 603],
    ["+15555550104", "uncallable", 1, 404],
    ["+15555550105", "error", 41, 503],
  ] as const;
  for (const [number, disconnectType, q850, sip] of ENDS)
    it(`ends a call to a number ending in ${number.slice(-4)} with q850 ${q850} and sip ${sip}`, async () => {
      const id = await place({ phoneNumber: number });
      clock.advance(31_000);
      const leg = (await far(id))?.calls?.[0];
      assert.equal(leg?.disconnectType, disconnectType);
      assert.deepEqual(
        leg?.disconnectReasons?.map(({ code }) => code),
        [q850, sip],
      );
      assert.equal(leg?.connectedTime, undefined);
      assert.notEqual((await read(id)).endTime, undefined);
    });

  it("waits for an act where the number only rings", async () => {
    const id = await place({ phoneNumber: "+15555550106" });
    clock.advance(600_000);
    assert.equal((await far(id))?.calls?.[0]?.state, "dialing");
    simulator.act.calleeAnswers(id);
    assert.equal((await far(id))?.calls?.[0]?.state, "connected");
    simulator.act.customerHangsUp(id);
    assert.equal((await far(id))?.calls?.[0]?.disconnectType, "endpoint");
    assert.throws(() => simulator.act.calleeAnswers(id), /No party is being called/);
  });

  it("ends the far side's ringing when the caller gives up", async () => {
    const id = await place({ phoneNumber: "+15555550106" });
    clock.advance(1000);
    simulator.act.agentHangsUp(id);
    assert.equal((await far(id))?.calls?.[0]?.disconnectType, "peer");
  });

  it("makes a call from a queue an agent's, with after-call work to do", async () => {
    const id = await place({
      phoneNumber: "+15555550142",
      callFromQueueId: SALES,
      attributes: { order: "7" },
      uuiData: "x",
      label: "gold",
    });
    clock.advance(3000);
    simulator.act.agentHangsUp(id);
    const conversation = await read(id);
    const [agent, customer] = conversation.participants;
    assert.equal(agent?.purpose, "agent");
    assert.equal(agent.queueId, SALES);
    assert.equal(agent.calls?.[0]?.afterCallWork?.state, "pending");
    assert.equal(customer?.purpose, "customer");
    assert.deepEqual(customer.attributes, { order: "7" });
    assert.equal(customer.calls?.[0]?.["uuiData"], "x");
    assert.equal(conversation["utilizationLabelId"], "gold");
  });

  it("calls a user, who answers", async () => {
    const id = await place({ callUserId: SAM });
    clock.advance(400);
    assert.deepEqual(await legs(id), [
      ["user", "dialing"],
      ["user", "alerting"],
    ]);
    clock.advance(2000);
    assert.deepEqual(await legs(id), [
      ["user", "connected"],
      ["user", "connected"],
    ]);
  });

  it("refuses a call without a station, without an edge, to two destinations, or to none", async () => {
    const call = (body: object, userId = BEN) => server.call("POST", `${CALLS}/user/${userId}`, body);
    const number = { phoneNumber: "+15555550142" };
    assert.equal((await call(number, NORA)).body["code"], "conversation.error.no.user.station");
    assert.equal(
      (await call({ ...number, callUserId: SAM })).body["code"],
      "too.many.create.conversation.parameters",
    );
    assert.equal((await call({ callQueueId: "no-queue" })).body["code"], "resource.not.found");
    assert.equal((await call(number, "no-user")).body["code"], "resource.not.found");
    assert.equal((await call({ phoneNumber: "call me" })).body["code"], "bad.request");
    simulator.settings.edgesUp = false;
    const got = await call(number);
    assert.deepEqual([got.status, got.body["code"]], [500, "providerapi.error.station.no.active.edge"]);
    assert.equal(simulator.store.conversations.size, 1);
  });

  it("places calls as oneself for a user only, and lists a user's own active calls", async () => {
    const refused = await server.call("POST", CALLS, { phoneNumber: "+15555550142" });
    assert.deepEqual([refused.status, refused.body["code"]], [400, "not.a.user"]);
    const ben = asUser(BEN);
    const { body } = await ben.call("POST", CALLS, { phoneNumber: "+15555550142" });
    const mine = async () =>
      ((await ben.call("GET", CALLS)).body["entities"] as { id: string }[]).map(({ id }) => id);
    assert.deepEqual(await mine(), [body["id"]]);
    clock.advance(3000);
    simulator.act.agentHangsUp(body["id"] as string);
    assert.deepEqual(await mine(), []);
  });
});
