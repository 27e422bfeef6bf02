import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { readStart } from "../../../nodes/lib/simulator/seed/read-start";
import { callerOf, type Got } from "../caller";

const VIEW = ["conversation:communication:view", "routing:queue:view", "analytics:conversationDetail:view"];

const START = readStart({
  divisions: ["Bank", "Insurance"],
  users: [{ name: "Ivan Insurer", division: "Insurance" }],
  queues: [
    { name: "Sales", division: "Bank" },
    { name: "Claims", division: "Insurance", members: ["Ivan Insurer"] },
  ],
  clients: [
    { id: "bank", roles: [{ permissions: VIEW, divisions: ["Bank"] }] },
    { id: "insurance", roles: [{ permissions: ["*"], divisions: ["Insurance"] }] },
    { id: "nowhere", roles: [{ permissions: VIEW, divisions: [] }] },
  ],
});

describe("divisions", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock, start: START });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const as = (client: string, method: string, path: string, body?: unknown): Promise<Got> =>
    callerOf(simulator, simulator.act.issueToken(client)).call(method, path, body);
  const callIn = (queue: string): string => {
    const { conversationId } = simulator.act.customerCalls({ queue });
    clock.advance(600);
    return conversationId;
  };

  it("refuse a permission in another division exactly as if it were missing", async () => {
    const id = callIn("Claims");
    const [there, elsewhere, none] = [
      await as("insurance", "GET", `/api/v2/conversations/${id}`),
      await as("bank", "GET", `/api/v2/conversations/${id}`),
      await as("nowhere", "GET", `/api/v2/conversations/${id}`),
    ];
    simulator.act.accessChanges({ client: "limited", permissions: "directory:user:view" });
    const missing = await as("limited", "GET", `/api/v2/conversations/${id}`);
    assert.equal(there.status, 200);
    for (const got of [elsewhere, none]) {
      assert.equal(got.status, 403);
      const { contextId: _a, ...body } = got.body;
      const { contextId: _b, ...wanted } = missing.body;
      assert.deepEqual(body, wanted);
    }
    assert.match(String(elsewhere.body["message"]), /conversation:communication:view/);
  });

  it("of a conversation are those of its queues and users, and one of them is enough", async () => {
    const id = callIn("Sales");
    const path = `/api/v2/conversations/${id}`;
    assert.deepEqual(
      [(await as("bank", "GET", path)).status, (await as("insurance", "GET", path)).status],
      [200, 403],
    );
    clock.advance(300);
    simulator.act.agentAnswers(id, { user: "Ben Agent" });
    simulator.act.agentTransfers(id, { queue: "Claims" });
    const got = await as("insurance", "GET", path);
    assert.equal(got.status, 200);
    const divisions = got.body["divisions"] as { division: { id: string }; entities: { id: string }[] }[];
    const found = divisions.map(({ division, entities }) => [division.id, entities.map((each) => each.id)]);
    assert.deepEqual(found, [
      [idOf("division Insurance"), [idOf("queue Claims")]],
      [idOf("division Home"), [idOf("flow Main menu"), idOf("user Ben Agent")]],
      [idOf("division Bank"), [idOf("queue Sales")]],
    ]);
  });

  it("hide queues and conversations from lists", async () => {
    const [bank, insurance] = [callIn("Sales"), callIn("Claims")];
    const { body } = await as("bank", "GET", "/api/v2/routing/queues?pageSize=100");
    const names = (body["entities"] as { name: string }[]).map(({ name }) => name);
    assert.deepEqual([names, body["total"]], [["Sales"], 1]);
    const from = new Date(clock.now() - 60_000).toISOString();
    const query = { interval: `${from}/${new Date(clock.now()).toISOString()}` };
    const found = await as("bank", "POST", "/api/v2/analytics/conversations/details/query", query);
    const ids = (found.body["conversations"] as { conversationId: string }[]).map(
      (each) => each.conversationId,
    );
    assert.deepEqual([ids, found.body["totalHits"]], [[bank], 1]);
    assert.equal((await as("bank", "GET", `/api/v2/routing/queues/${idOf("queue Claims")}`)).status, 403);
    assert.notEqual(bank, insurance);
  });

  it("apply to topics of queues, users and conversations", async () => {
    const channel = String((await as("bank", "POST", "/api/v2/notifications/channels")).body["id"]);
    const token = simulator.act.issueToken("bank");
    const subscribe = (queue: string): Promise<Got> =>
      callerOf(simulator, token).call("PUT", `/api/v2/notifications/channels/${channel}/subscriptions`, [
        { id: `v2.routing.queues.${idOf(`queue ${queue}`)}.conversations` },
      ]);
    assert.equal((await subscribe("Claims")).body["code"], "missing.permissions");
    assert.equal((await subscribe("Sales")).status, 200);
  });

  it("do not matter to a client that may do everything, and an object that does not exist is not found", async () => {
    const id = callIn("Claims");
    assert.equal((await as("simulator", "GET", `/api/v2/conversations/${id}`)).status, 200);
    const none = idOf("nothing");
    assert.equal((await as("bank", "GET", `/api/v2/conversations/${none}`)).status, 404);
  });

  it("change while the org runs, and a reset restores them", async () => {
    const queue = `/api/v2/routing/queues/${idOf("queue Support")}`;
    assert.equal((await as("bank", "GET", queue)).status, 403);
    simulator.act.divisionChanges({ queue: "Support", division: "bank" });
    assert.equal((await as("bank", "GET", queue)).status, 200);
    simulator.act.accessChanges({ divisions: "Home" });
    assert.equal((await as("simulator", "GET", queue)).status, 403);
    simulator.act.divisionChanges({ queue: "Support", division: "New" });
    assert.equal((await as("simulator", "GET", queue)).status, 403);
    simulator.act.accessChanges({ divisions: "home,New" });
    const got = await as("simulator", "GET", queue);
    assert.equal((got.body["division"] as { name: string }).name, "New");
    simulator.reset();
    assert.equal((await as("bank", "GET", queue)).status, 403);
    assert.deepEqual(
      [...simulator.org.divisions.values()].map(({ name }) => name),
      ["Home", "Bank", "Insurance"],
    );
  });

  it("are refused by name in a start state that does not have them", () => {
    const role = { permissions: ["*"], divisions: ["Nowhere"] };
    for (const wrong of [
      { queues: [{ name: "Sales", division: "Nowhere" }] },
      { users: [{ name: "Ada Agent", roles: [role] }] },
      { clients: [{ id: "x", roles: [role] }] },
    ])
      assert.throws(() => readStart(wrong), /There is no division Nowhere\./);
    assert.throws(() => readStart({ clients: [{ id: "x", user: "Unknown" }] }), /There is no user Unknown\./);
    assert.throws(() => readStart({ clients: [{ id: "x", secret: "y" }] }), /clients\.0/);
  });

  it("take acts only with what they need", () => {
    const { act } = simulator;
    for (const [wrong, field] of [
      [() => act.accessChanges({}), "permissions"],
      [() => act.accessChanges({ client: "none", permissions: "*" }), "client"],
      [() => act.accessChanges({ user: "Ada Agent", scopes: "users" }), "scopes"],
      [() => act.accessChanges({ divisions: "Home, Nowhere" }), "divisions"],
      [() => act.divisionChanges({ queue: "Sales" }), "division"],
      [() => act.divisionChanges({ division: "Bank" }), "queue"],
    ] as const)
      assert.throws(wrong, (error) => (error as { field?: string }).field === field, field);
  });
});
