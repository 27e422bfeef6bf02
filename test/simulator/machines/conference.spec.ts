import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";

const ADA = idOf("user Ada Agent");
const BEN = idOf("user Ben Agent");
const SAM = idOf("user Sam Supervisor");
const NORA = idOf("user Nora Nostation");
const AGENT = idOf("start participant agent");
const API = "/api/v2/conversations";
const CALL = `${API}/calls/${START.conversationId}`;
const AGENTS = `${API}/${START.conversationId}/participants/${AGENT}`;

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

  const asUser = (userId: string): Caller => callerOf(simulator, simulator.act.issueToken("sign-in", userId));
  const ask = async (
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<[number, unknown]> => {
    const got = await caller.call(method, path, body);
    clock.advance(1000);
    return [got.status, got.body["code"]];
  };
  const read = async (id = START.conversationId): Promise<Conversation> =>
    (await server.call("GET", `${API}/${id}`)).body as unknown as Conversation;
  const live = async (id?: string) =>
    (await read(id)).participants
      .filter(({ calls }) =>
        calls?.some(({ state }) => !["disconnected", "terminated"].includes(state ?? "")),
      )
      .map(({ name }) => name);
  const callOf = async (participantId: string) =>
    (await read()).participants.find(({ id }) => id === participantId)?.calls?.[0];
  const place = async (caller: Caller, body: object): Promise<string> => {
    const { body: answer } = await caller.call("POST", `${API}/calls`, body);
    clock.advance(3000);
    return answer["id"] as string;
  };

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

    it("grow by a party whom a user, or somebody on their behalf, calls in", async () => {
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

    it("is done on behalf of a user who takes part, and of nobody else", async () => {
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

  describe("the traps of the platform", () => {
    it("202 is not done: what was accepted for a leg that ends meanwhile fails as its errorInfo", async () => {
      const got = await server.call("PATCH", AGENTS, { state: "disconnected" });
      assert.equal(got.status, 202);
      simulator.act.agentHangsUp(START.conversationId);
      clock.advance(1000);
      assert.equal((await callOf(AGENT))?.errorInfo?.code, "error.ininedgecontrol.session.inactive");
    });

    it("send only the property to change: each one that is sent is carried out", async () => {
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

    it("not.a.user is a 400 on the media's path, and no matter on the generic one", async () => {
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
      it(`dropping one party is not ending all: ${name} spares nobody`, async () => {
        simulator.act.conferenceFormed(START.conversationId);
        const [got] = await ask(method === "PATCH" ? asUser(ADA) : server, method, path, body);
        assert.equal(got, status);
        assert.deepEqual(await live(), []);
        const { wrapup } = (await read()).participants.find(({ id }) => id === AGENT) ?? {};
        assert.equal(wrapup?.code, method === "POST" ? simulator.settings.systemWrapupCode : undefined);
      });
  });
});
