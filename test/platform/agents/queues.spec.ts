import assert from "node:assert/strict";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { BEN, openAgents, QUEUE, type Agents } from "./agents-org";

const ACTIVATE = "patchUserQueues";
const MEMBERS = "postRoutingQueueMembers";

describe("the queues of an agent", () => {
  let agents: Agents;
  beforeEach(async () => (agents = await openAgents()));
  afterEach(() => agents.close());

  const names = (facts: Readonly<Record<string, unknown>>, which: "changed" | "unchanged") =>
    (facts[which] as { name: string }[]).map(({ name }) => name);
  const queue = (name: string) => agents.simulator.store.org.queues.get(QUEUE(name)) ?? assert.fail();
  const pass = () => agents.org.clock.advance(1_000);

  it("are deactivated in one request, by name or id, each once", async () => {
    const queues = ["VIP", QUEUE("Sales"), "vip"];
    const { already, facts } = await agents.update({ action: "deactivateQueues", queues });
    assert.equal(already, false);
    assert.deepEqual(names(facts, "changed"), ["VIP", "Sales"]);
    const [request, ...more] = agents.requests(ACTIVATE);
    assert.deepEqual(more, []);
    assert.deepEqual(request?.body, [
      { id: QUEUE("VIP"), joined: false },
      { id: QUEUE("Sales"), joined: false },
    ]);
    assert.equal(agents.simulator.log.count("getRoutingQueues"), 0);
  });

  it("are looked up once for each name, however often it is given", async () => {
    const queues = Array.from({ length: 50 }, () => "Weekend");
    const { facts } = await agents.update({ action: "joinQueues", queues });
    assert.deepEqual(names(facts, "changed"), ["Weekend"]);
    assert.equal(agents.simulator.log.count("getRoutingQueues"), 1);
  });

  it("are read page by page only where another page is named", async () => {
    const body = { entities: [{ id: QUEUE("VIP"), name: "VIP" }], nextUri: null };
    agents.simulator.faults.add({
      match: { operation: "getUserQueues" },
      times: 4,
      fault: { status: 200, body },
    });
    await agents.update({ action: "activateQueues", queues: ["VIP"] });
    assert.equal(agents.requests("getUserQueues").length, 2);
  });

  it("are sent only where something changes", async () => {
    await agents.update({ action: "deactivateQueues", queues: ["VIP"] });
    await pass();
    const { facts } = await agents.update({ action: "activateQueues", queues: ["VIP", "Sales"] });
    assert.deepEqual([names(facts, "changed"), names(facts, "unchanged")], [["VIP"], ["Sales"]]);
    await pass();
    const { already } = await agents.update({ action: "activateQueues", queues: ["VIP", "Sales"] });
    assert.deepEqual([already, agents.requests(ACTIVATE).length], [true, 2]);
  });

  it("are joined and left with one request for each queue", async () => {
    const { facts } = await agents.update({ action: "joinQueues", queues: ["Weekend", "VIP"] });
    assert.deepEqual([names(facts, "changed"), names(facts, "unchanged")], [["Weekend"], ["VIP"]]);
    assert.ok(queue("Weekend").memberIds.includes(BEN));
    await agents.update({ action: "leaveQueues", queues: ["Weekend", "VIP", "Sales"] });
    const sent = agents.requests(MEMBERS);
    assert.deepEqual(
      sent.map(({ body }) => body),
      Array.from({ length: 4 }, () => [{ id: BEN }]),
    );
    assert.deepEqual(
      sent.map(({ query }) => query["delete"]),
      [undefined, "true", "true", "true"],
    );
    assert.ok(!queue("Sales").memberIds.includes(BEN));
  });

  for (const action of ["leaveQueues", "deactivateQueues"] as const)
    it(`need no request to ${action} of which the user is no member`, async () => {
      const { already } = await agents.update({ action, queues: ["Weekend"] });
      assert.equal(already, true);
      assert.equal(agents.requests(ACTIVATE).length + agents.requests(MEMBERS).length, 0);
    });

  it("are not activated without membership: the platform would say nothing", async () => {
    const queues = ["Weekend", "VIP"];
    const { code, cause, message } = await agents.refused({ action: "activateQueues", queues });
    assert.deepEqual([code, cause.outcome, cause["queues"]], ["input", "notSent", ["Weekend"]]);
    assert.match(message, /not a member of: Weekend\. .*joinQueues/);
    assert.equal(agents.requests(ACTIVATE).length, 0);
  });

  it("are all found, or nothing is sent", async () => {
    const queues = ["VIP", "Viip", QUEUE("None")];
    const { code, cause } = await agents.refused({ action: "leaveQueues", queues });
    assert.deepEqual([code, cause.outcome, cause["queues"]], ["missing", "notSent", ["Viip", QUEUE("None")]]);
    assert.equal(agents.requests(MEMBERS).length, 0);
  });

  it("go in requests of a hundred", async () => {
    const { queues } = agents.simulator.store.org;
    const vip = queue("VIP");
    const ids = Array.from({ length: 150 }, (_, nth) => idOf(`queue ${nth}`));
    ids.forEach((id, nth) => queues.set(id, { ...vip, id, name: `Many ${nth}` }));
    const { facts } = await agents.update({ action: "deactivateQueues", queues: ids });
    assert.equal(names(facts, "changed").length, 150);
    assert.deepEqual(
      agents.requests(ACTIVATE).map(({ body }) => (body as unknown[]).length),
      [100, 50],
    );
  });

  it("say how far it went where a later request fails", async () => {
    agents.simulator.faults.add({
      match: { operation: MEMBERS, path: new RegExp(QUEUE("Sales")) },
      fault: { status: 403 },
    });
    const { code, cause, message } = await agents.refused({
      action: "leaveQueues",
      queues: ["VIP", "Sales"],
    });
    assert.deepEqual([code, cause["changed"]], ["denied", [{ id: QUEUE("VIP"), name: "VIP" }]]);
    assert.deepEqual(cause["failed"], [{ id: QUEUE("Sales"), name: "Sales" }]);
    assert.match(message, /for the queue Sales\. Before that, 1 of 2 queues were changed\.$/);
  });

  for (const [name, fault] of [
    ["a lost answer", { lostAnswer: true }],
    ["a 503", { status: 503 }],
    ["a 429", { retryAfter: 2 }],
    ["a reset socket", { reset: true }],
  ] as const) {
    it(`are joined after ${name}`, async () => {
      agents.simulator.faults.add({ match: { operation: MEMBERS }, fault });
      const { already } = await agents.update({ action: "joinQueues", queues: ["Weekend"] });
      assert.deepEqual([already, agents.requests(MEMBERS).length], [false, 2]);
      assert.deepEqual(queue("Weekend").memberIds, [BEN]);
    });

    it(`are deactivated after ${name}`, async () => {
      agents.simulator.faults.add({ match: { operation: ACTIVATE }, fault });
      await agents.update({ action: "deactivateQueues", queues: ["VIP"] });
      await pass();
      assert.deepEqual(queue("VIP").inactiveMemberIds, [BEN]);
    });
  }

  it("count as joined where the retry after a lost response is refused", async () => {
    const { faults } = agents.simulator;
    faults.add({ match: { operation: MEMBERS }, fault: { lostAnswer: true } });
    faults.add({ match: { operation: MEMBERS }, fault: { status: 409 } });
    const { already } = await agents.update({ action: "joinQueues", queues: ["Weekend"] });
    assert.equal(already, false);
  });

  it("do not count as joined where the retry is refused and the first attempt had no effect", async () => {
    const { faults } = agents.simulator;
    faults.add({ match: { operation: MEMBERS }, fault: { reset: true } });
    faults.add({ match: { operation: MEMBERS }, fault: { status: 409 } });
    const { code } = await agents.refused({ action: "joinQueues", queues: ["Weekend"] });
    assert.equal(code, "conflict");
  });
});
