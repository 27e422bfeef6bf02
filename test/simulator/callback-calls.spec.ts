import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import type { Got } from "./caller";
import { digitalCalls, SUPPORT } from "./digital-calls";

const BEN = idOf("user Ben Agent");
const WEEKEND = idOf("queue Weekend");
const CALL = "fe00260d-2b3b-44ff-bc25-6008f321c168";

/** Callbacks of a participant, their agents and their calls, seen over HTTP. */
describe("simulator: callbacks with people", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { call, read } = digitalCalls(() => ({ simulator, clock }));
  const inMs = (ms: number): string => new Date(clock.now() + ms).toISOString();
  const order = (more: object = {}) =>
    call("POST", "/callbacks", { callbackNumbers: ["+15555550142"], queueId: SUPPORT, ...more });
  const idIn = ({ body }: Got): string => (body["conversation"] as { id: string }).id;
  const callsOf = async (id: string) =>
    (await call("GET", `/${id}`)).body["participants"] as { calls: { state: string }[] }[];

  /** A callback that Ben has answered. */
  const answered = async (): Promise<string> => {
    const id = idIn(await order({ queueId: undefined, routingData: preferring("Ben Agent") }));
    clock.advance(2_000);
    simulator.act.agentAnswers(id);
    clock.advance(1_000);
    return id;
  };
  const preferring = (name: string) => ({ queueId: SUPPORT, preferredAgentIds: [idOf(`user ${name}`)] });
  const callOf = (id: string, user?: string) =>
    call("POST", `/calls/${id}`, { callNumber: "+15555550142" }, user);

  it("alert the preferred agent first", async () => {
    for (const name of ["Ben Agent", "Dana Agent"]) {
      const id = idIn(await order({ queueId: undefined, routingData: preferring(name) }));
      clock.advance(2_000);
      assert.equal((await read(id)).at(-1)?.userId, idOf(`user ${name}`));
    }
  });

  it("are called by their agent, on legs of the same participants, and wrapped up once", async () => {
    const id = await answered();
    const before = await read(id);
    assert.equal((await callOf(id, "Ben Agent")).status, 200);
    clock.advance(5_000);
    const talking = await callsOf(id);
    assert.equal(talking.length, before.length);
    const calls = talking.map(({ calls }) => calls[0]?.state);
    assert.deepEqual(calls, ["connected", undefined, "connected"]);
    simulator.act.customerHangsUp(id);
    clock.advance(1_000);
    const after = (await read(id)).at(-1);
    assert.deepEqual(
      [after?.callbacks[0]?.state, after?.callbacks[0]?.afterCallWork?.state],
      ["connected", undefined],
    );
    const path = `/callbacks/${id}/participants/${after?.id ?? ""}`;
    assert.equal((await call("PATCH", path, { state: "disconnected" }, "Ben Agent")).status, 202);
    clock.advance(1_000);
    assert.equal((await read(id)).at(-1)?.callbacks[0]?.afterCallWork?.state, "pending");
  });

  it("are called by no one but their agent, and once at a time", async () => {
    const code = async (id: string, user?: string) => (await callOf(id, user)).body["code"];
    const cannot = "conversation.error.callback.call.cannot.be.placed";
    const waiting = idIn(await order({ callbackScheduledTime: inMs(60_000) }));
    assert.equal(await code(waiting, "Ben Agent"), cannot);
    const id = await answered();
    assert.equal(await code(id), "not.a.user");
    assert.equal(await code(id, "Cleo Agent"), cannot);
    assert.equal(await code(id, "Ben Agent"), undefined);
    assert.equal(await code(id, "Ben Agent"), cannot);
    assert.equal(await code("none", "Ben Agent"), "conversation.error.conversation.not.found");
  });

  it("are made for a participant, in their conversation, and offered in their time", async () => {
    const [customer] = await read(CALL);
    const path = `/${CALL}/participants/${customer?.id ?? ""}/callbacks`;
    const body = { callbackNumbers: ["+15555550123"], callbackScheduledTime: inMs(60_000), queueId: SUPPORT };
    assert.equal((await call("POST", path, { ...body, data: { order: "42" } })).status, 201);
    const people = await read(CALL);
    assert.equal(people[0]?.attributes["order"], "42");
    assert.deepEqual(
      people.flatMap(({ purpose, callbacks }) => callbacks.map(({ state }) => [purpose, state])),
      [
        ["external", "scheduled"],
        ["acd", "scheduled"],
      ],
    );
    simulator.act.agentHangsUp(CALL);
    assert.equal((await call("GET", `/${CALL}`)).body["endTime"], undefined);
    clock.advance(62_000);
    const [now] = (await read(CALL)).filter(
      ({ purpose, callbacks }) => purpose === "agent" && callbacks.length > 0,
    );
    assert.equal(now?.callbacks[0]?.state, "alerting");
  });

  it("are not made for a queue, without a queue, or in a conversation that is over", async () => {
    const people = await read(CALL);
    const make = async (id: string | undefined, more: object = {}) => {
      const path = `/${CALL}/participants/${id ?? ""}/callbacks`;
      return (await call("POST", path, { callbackNumbers: ["+15555550123"], ...more })).body["code"];
    };
    const [customer] = people;
    const queue = people.find(({ purpose }) => purpose === "acd");
    assert.equal(await make(queue?.id, { queueId: SUPPORT }), "conversation.error.cannot.callback.acd");
    assert.equal(await make(customer?.id, { queueId: "none" }), "conversations.error.queue.not.found");
    simulator.act.agentHangsUp(CALL);
    clock.advance(1_000);
    assert.equal(await make(customer?.id, { queueId: SUPPORT }), "conversation.error.call.disconnected");
  });

  it("are moved to another queue, and several at once", async () => {
    const ids = [
      idIn(await order({ callbackScheduledTime: inMs(60_000) })),
      idIn(await order({ callbackScheduledTime: inMs(60_000) })),
    ];
    const at = inMs(120_000);
    const change = (conversationId: string) => ({
      conversationId,
      agentId: BEN,
      queueId: WEEKEND,
      callbackScheduledTime: at,
    });
    const patchCallbackRequests = [...ids, "none"].map(change);
    const got = await call("POST", "/callbacks/bulk/update", { patchCallbackRequests });
    assert.deepEqual([got.body["errorCount"], got.body["errorIndexes"]], [1, [2]]);
    for (const id of ids) {
      const people = await read(id);
      assert.deepEqual(
        people.map(({ queueId }) => queueId),
        [WEEKEND, WEEKEND],
      );
      assert.equal(people[0]?.callbacks[0]?.callbackScheduledTime, at);
    }
  });
});
