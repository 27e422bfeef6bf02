import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { callerOf, type Caller } from "../caller";

const BEN = idOf("user Ben Agent");
const VIP = idOf("queue VIP");
const WEEKEND = idOf("queue Weekend");
const MEMBERS = `/api/v2/routing/queues/${WEEKEND}/members`;

describe("queue membership in the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let server: Caller;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
    server = callerOf(simulator);
  });
  afterEach(() => simulator.close());

  const names = async (path: string): Promise<string[]> => {
    const { body } = await server.call("GET", path);
    return (body["entities"] as { name: string }[]).map(({ name }) => name);
  };
  const queues = (joined: boolean) => names(`/api/v2/users/${BEN}/queues?joined=${joined}`);
  const activate = async (...wanted: { id: string; joined: boolean }[]) => {
    const got = await server.call("PATCH", `/api/v2/users/${BEN}/queues`, wanted);
    clock.advance(1_000);
    return got;
  };
  const agentsOf = (conversationId: string) =>
    simulator.store.conversations
      .get(conversationId)!
      .participants.flatMap(({ purpose, name }) => (purpose === "agent" ? [name] : []));

  it("shows the activated queues of a user by default, and the others on request", async () => {
    const all = await names(`/api/v2/users/${BEN}/queues`);
    assert.deepEqual(all, ["Back office", "Billing", "Chat", "Orders", "Sales", "Service", "Support", "VIP"]);
    await activate({ id: VIP, joined: false });
    assert.deepEqual(await queues(false), ["VIP"]);
    assert.ok(!(await queues(true)).includes("VIP"));
  });

  it("disregards queues of which the user is no member", async () => {
    const { body } = await activate({ id: WEEKEND, joined: true }, { id: VIP, joined: true });
    assert.deepEqual(
      (body["entities"] as { name: string }[]).map(({ name }) => name),
      ["VIP"],
    );
    assert.ok(!(await queues(true)).includes("Weekend"));
  });

  it("offers a call to a member as soon as one is there", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Weekend" });
    clock.advance(20_000);
    assert.deepEqual(agentsOf(conversationId), []);
    assert.equal((await server.call("POST", MEMBERS, [{ id: BEN }])).status, 200);
    clock.advance(1_000);
    assert.deepEqual(agentsOf(conversationId), ["Ben Agent"]);
    assert.deepEqual(await names(MEMBERS), ["Ben Agent"]);
  });

  it("offers nothing of a queue that its member has deactivated", async () => {
    await server.call("POST", MEMBERS, [{ id: BEN }]);
    await activate({ id: WEEKEND, joined: false });
    const { conversationId } = simulator.act.customerCalls({ queue: "Weekend" });
    clock.advance(20_000);
    assert.deepEqual(agentsOf(conversationId), []);
    await activate({ id: WEEKEND, joined: true });
    assert.deepEqual(agentsOf(conversationId), ["Ben Agent"]);
  });

  it("removes members, one or many", async () => {
    await server.call("POST", MEMBERS, [{ id: BEN }]);
    assert.equal((await server.call("DELETE", `${MEMBERS}/${BEN}`)).status, 204);
    assert.equal((await server.call("DELETE", `${MEMBERS}/${BEN}`)).status, 404);
    await server.call("POST", MEMBERS, [{ id: BEN }]);
    await server.call("POST", `${MEMBERS}?delete=true`, [{ id: BEN }]);
    assert.deepEqual(await names(MEMBERS), []);
  });

  it("refuses more than a hundred members at once, and users that do not exist", async () => {
    const many = Array.from({ length: 101 }, () => ({ id: BEN }));
    assert.equal((await server.call("POST", MEMBERS, many)).status, 400);
    assert.equal((await server.call("POST", MEMBERS, [{ id: idOf("no user") }])).status, 400);
  });

  it("ends the tokens of a user who is signed out", async () => {
    const ben = callerOf(simulator, simulator.act.issueToken("sign-in", BEN));
    assert.equal((await ben.call("GET", "/api/v2/users/me")).status, 200);
    assert.equal((await server.call("DELETE", `/api/v2/tokens/${BEN}`)).status, 204);
    assert.equal((await ben.call("GET", "/api/v2/users/me")).status, 401);
  });
});
