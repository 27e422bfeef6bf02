import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callerOf, type Caller } from "../caller";

const BEN = idOf("user Ben Agent");
const PRESENCE = `/api/v2/users/${BEN}/presences/purecloud`;
const STATUS = `/api/v2/users/${BEN}/routingstatus`;

const choose = (name: string) => ({ presenceDefinition: { id: idOf(`presence ${name}`) } });

describe("presence and routing status in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const statusOf = async () => (await server.call("GET", STATUS)).body["status"];

  it("lists the presences of the platform and the org's own, the deactivated ones on request", async () => {
    const names = async (query: string) => {
      const { body } = await server.call("GET", `/api/v2/presence/definitions${query}`);
      return (body["entities"] as { name: string }[]).map(({ name }) => name);
    };
    const active = await names("");
    assert.ok(active.includes("On Queue") && active.includes("Coaching"));
    assert.deepEqual(await names("?deactivated=TRUE"), ["Smoke break"]);
  });

  it("shows the presence that a user has chosen, and since when", async () => {
    clock.advance(5_000);
    assert.equal((await server.call("PATCH", PRESENCE, choose("Coaching"))).status, 200);
    const { body } = await server.call("GET", PRESENCE);
    const { id, systemPresence } = body["presenceDefinition"] as Record<string, string>;
    assert.deepEqual([id, systemPresence], [idOf("presence Coaching"), "Busy"]);
    assert.equal(Date.parse(String(body["modifiedDate"])), clock.now());
  });

  it("refuses a deactivated presence and one that does not exist", async () => {
    for (const name of ["Smoke break", "None"]) {
      const { status, body } = await server.call("PATCH", PRESENCE, choose(name));
      assert.deepEqual([status, body["code"]], [400, "bad.request"]);
    }
  });

  it("has who leaves the queue off the queue, and who goes on it idle", async () => {
    await server.call("PATCH", PRESENCE, choose("Meal"));
    assert.equal(await statusOf(), "OFF_QUEUE");
    await server.call("PATCH", PRESENCE, choose("On Queue"));
    assert.equal(await statusOf(), "IDLE");
  });

  it("takes only IDLE as a routing status, and only of who is on the queue", async () => {
    const { status } = await server.call("PUT", STATUS, { status: "INTERACTING" });
    assert.equal(status, 400);
    await server.call("PATCH", PRESENCE, choose("Meal"));
    assert.equal((await server.call("PUT", STATUS, { status: "IDLE" })).status, 400);
  });

  it("offers nothing to an agent who missed an alert, until they are idle again, where the org is set so", async () => {
    simulator.settings.missedAlertEndsOffers = true;
    simulator.store.org.queues.get(idOf("queue Support"))!.memberIds = [BEN];
    const { conversationId } = simulator.act.customerCalls();
    const alerts = () =>
      simulator.store.conversations.get(conversationId)!.participants.filter(({ userId }) => userId === BEN)
        .length;
    clock.advance(60_000);
    assert.equal(await statusOf(), "NOT_RESPONDING");
    assert.equal(alerts(), 1);
    await server.call("PUT", STATUS, { status: "IDLE" });
    clock.advance(5_000);
    assert.equal(alerts(), 2);
  });
});
