import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkedCaller } from "../../support/models";
import { callerOf, START, type Caller } from "../caller";
import { ADA, AGENT, BEN, CALL, callsOfMany, SAM } from "./conference-calls";

const CUSTOMER = START.participantId;
const CONSULT = `${CALL}/participants/${CUSTOMER}`;
const TO_SAM = { speakTo: "DESTINATION", userId: SAM };
const NORA = idOf("user Nora Nostation");

describe("consultations in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    server = callerOf(simulator);
  });
  after(() => simulator.close());

  const { asUser, ask, live, callOf, read } = callsOfMany(() => ({ simulator, clock, server }));
  const ada = () => asUser(ADA);
  const party = async (id: string) => (await read()).participants.find((each) => each.id === id);
  /** Which participant has a link, and to which other. */
  const links = async () =>
    Object.fromEntries(
      (await read()).participants.flatMap(({ name = "", consultParticipantId: to }) =>
        to === undefined ? [] : [[name, to]],
      ),
    );
  const start = async (kind = "consult/agent", body: object = TO_SAM): Promise<string> => {
    const token = simulator.act.issueToken("sign-in", ADA);
    const got = await checkedCaller(simulator, token).call("POST", `${CONSULT}/${kind}`, body);
    assert.equal(got.status, 200, got.text);
    clock.advance(3_000);
    return String(got.body["destinationParticipantId"]);
  };
  const complete = () => ask(ada(), "PATCH", `${CALL}/participants/${AGENT}`, { state: "disconnected" });

  it("call the party, who talks to the agent while the customer waits; all three carry the customer's id", async () => {
    const guest = await start();
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Sam Supervisor"]);
    const all = { "Casey Customer": CUSTOMER, "Ada Agent": CUSTOMER, "Sam Supervisor": CUSTOMER };
    assert.deepEqual(await links(), all);
    assert.equal((await party(AGENT))?.attributes?.["consultInitiator"], "true");
    assert.deepEqual([(await callOf(CUSTOMER))?.confined, (await callOf(guest))?.confined], [true, false]);
  });

  const DESTINATIONS = [
    ["consult/agent", { userId: SAM }, "Sam Supervisor"],
    ["consult/agent", { userDisplayName: "Sam Supervisor" }, "Sam Supervisor"],
    [
      "consult/contact/external",
      { contactId: idOf("external contact Casey Customer"), phoneType: "CellPhone" },
      "+15555550123",
    ],
    ["consult/external", { address: "+15555550142" }, "+15555550142"],
    ["voice/consult", { address: "+15555550142" }, "+15555550142"],
    ["voice/consult", { address: "Ben Agent" }, "Ben Agent"],
    ["consult", { destination: { userId: BEN } }, "Ben Agent"],
    ["consult", { destination: { address: "+15555550142" } }, "+15555550142"],
  ] as const;
  for (const [kind, body, name] of DESTINATIONS)
    it(`by ${kind} reach ${name}`, async () => {
      await start(kind, { speakTo: "destination", ...body });
      assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", name]);
    });

  it("of a queue are first with the queue, then with its agent", async () => {
    const first = await start("consult/queue", { speakTo: "DESTINATION", queueName: "Sales" });
    assert.equal((await party(first))?.purpose, "acd");
    clock.advance(3_000);
    assert.equal(simulator.store.conversations.get(START.conversationId)?.participants.at(-1)?.userId, BEN);
    simulator.act.agentAnswers(START.conversationId);
    clock.advance(1_000);
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Ben Agent"]);
    assert.deepEqual(Object.keys(await links()), ["Casey Customer", "Ada Agent", "Sales", "Ben Agent"]);
    await complete();
    assert.deepEqual(await live(), ["Casey Customer", "Ben Agent"]);
    assert.equal((await party(CUSTOMER))?.queueId, idOf("queue Sales"));
    assert.deepEqual(await links(), {});
  });

  it("are completed when the agent leaves: the customer goes on with the other", async () => {
    await start();
    assert.deepEqual(await complete(), [202, undefined]);
    assert.deepEqual(await live(), ["Casey Customer", "Sam Supervisor"]);
    assert.deepEqual(await links(), {});
    assert.equal((await callOf(AGENT))?.disconnectType, "transfer.consult");
    assert.equal((await callOf(CUSTOMER))?.confined, false);
  });

  it("are completed by the agent who hangs up, too", async () => {
    await start();
    simulator.act.agentHangsUp(START.conversationId, AGENT);
    assert.deepEqual(await live(), ["Casey Customer", "Sam Supervisor"]);
  });

  it("are cancelled by a DELETE: the agent goes on with the customer", async () => {
    const guest = await start();
    assert.deepEqual(await ask(ada(), "DELETE", `${CONSULT}/consult`), [200, undefined]);
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent"]);
    assert.deepEqual(await links(), {});
    assert.equal((await callOf(guest))?.disconnectType, "client");
    assert.deepEqual(await ask(ada(), "DELETE", `${CONSULT}/consult`), [404, "resource.not.found"]);
  });

  it("of a queue are cancelled with its alert", async () => {
    await start("consult/queue", { speakTo: "DESTINATION", queueName: "Sales" });
    await ask(ada(), "DELETE", `${CONSULT}/consult`);
    clock.advance(20_000);
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent"]);
  });

  const SPEAK = [
    ["OBJECT", false, true],
    ["BOTH", false, false],
    ["DESTINATION", true, false],
  ] as const;
  for (const [speakTo, customer, consulted] of SPEAK)
    it(`let the agent speak to ${speakTo}`, async () => {
      const guest = await start();
      assert.deepEqual(await ask(ada(), "PATCH", `${CONSULT}/consult`, { speakTo }), [200, undefined]);
      const confined = [(await callOf(CUSTOMER))?.confined, (await callOf(guest))?.confined];
      assert.deepEqual(confined, [customer, consulted]);
    });

  it("become a conference, which has no links", async () => {
    await start();
    await ask(ada(), "PATCH", `${CONSULT}/consult`, { speakTo: "CONFERENCE" });
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent", "Sam Supervisor"]);
    assert.deepEqual(await links(), {});
    simulator.act.customerHangsUp(START.conversationId);
    assert.deepEqual(await live(), ["Ada Agent", "Sam Supervisor"]);
  });

  it("keep their links in a conference where the setting says so", async () => {
    simulator.settings.conferenceEndsConsult = false;
    await start("consult/agent", { ...TO_SAM, speakTo: "CONFERENCE" });
    assert.equal(Object.keys(await links()).length, 3);
  });

  it("end when the consulted party declines, or the customer hangs up", async () => {
    await start("voice/consult", { speakTo: "DESTINATION", address: "+15555550101" });
    assert.deepEqual([await live(), await links()], [["Casey Customer", "Ada Agent"], {}]);
    await start();
    simulator.act.customerHangsUp(START.conversationId);
    assert.deepEqual([await live(), await links()], [["Ada Agent", "Sam Supervisor"], {}]);
  });

  it("are refused to client credentials, to users outside the call, twice, without a target and with oneself as the target", async () => {
    const to = (caller: Caller, body: object = TO_SAM, kind = "consult/agent") =>
      ask(caller, "POST", `${CONSULT}/${kind}`, body);
    assert.deepEqual(await to(server), [400, "not.a.user"]);
    assert.deepEqual(await to(asUser(BEN)), [400, "not.a.participant"]);
    assert.deepEqual(await to(ada(), { speakTo: "BOTH" }), [
      400,
      "conversations.error.transfer.destination.required",
    ]);
    assert.deepEqual(await to(ada(), { ...TO_SAM, userId: ADA }), [
      400,
      "conversations.error.transfer.same.party",
    ]);
    const own = `${CALL}/participants/${AGENT}/consult/agent`;
    assert.deepEqual(await ask(ada(), "POST", own, TO_SAM), [400, "conversations.error.transfer.same.party"]);
    assert.deepEqual(await live(), ["Casey Customer", "Ada Agent"]);
    await start();
    assert.deepEqual(await to(ada()), [400, "bad.request"]);
  });

  it("are begun for another user who is in the call", async () => {
    assert.deepEqual(
      await ask(asUser(BEN), "POST", `${CONSULT}/consult/agent`, { ...TO_SAM, consultingUserId: ADA }),
      [200, undefined],
    );
    assert.deepEqual(
      await ask(asUser(BEN), "POST", `${CONSULT}/consult/agent`, { ...TO_SAM, consultingUserId: NORA }),
      [400, "not.a.participant"],
    );
  });
});
