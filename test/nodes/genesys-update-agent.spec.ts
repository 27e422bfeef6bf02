import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import updateAgent from "../../nodes/genesys-update-agent";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { nodeBench } from "../support/benches/node-bench";
import { essence, sdkRequests } from "../support/sdk";
import { passUntil } from "../support/until";

const BEN = idOf("user Ben Agent");
const ADA = idOf("user Ada Agent");
const VIP = idOf("queue VIP");
const WEEKEND = idOf("queue Weekend");

type Values = Record<string, unknown>;

describe("update agent", () => {
  const { bench, open, play } = nodeBench(updateAgent, "genesys-update-agent");
  afterEach(() => bench().close());

  const bodies = (operation: string) =>
    bench()
      .simulator.log.entries()
      .filter((entry) => entry.operation === operation)
      .map(({ body }) => body);

  it("reads the agent that the message names, by default", async () => {
    await open();
    const { at, msg } = await play({ userId: "ada.agent@example.com", topic: "kept" });
    assert.equal(at, "result", JSON.stringify(msg.error));
    const { userId, name, conversations } = msg.payload as Values;
    assert.deepEqual([userId, name, (conversations as Values[]).length], [ADA, "Ada Agent", 1]);
    assert.deepEqual([msg["userId"], msg["topic"]], [ADA, "kept"]);
  });

  it("sets a presence by name, once", async () => {
    await open({ action: "setPresence" }, { account: { successStatus: "names" } });
    const first = await play({ userId: "Ben Agent", presence: "Coaching" });
    const presence = { id: idOf("presence Coaching"), name: "Coaching", systemPresence: "Busy" };
    const done = { accepted: true, userId: BEN, action: "setPresence", presence };
    assert.deepEqual(first.msg.payload, done);
    const second = await play({ userId: BEN, presence: "coaching" });
    assert.deepEqual(second.msg.payload, { ...done, already: true });
    assert.equal(bodies("patchUserPresencesPurecloud").length, 1);
    // the status line is written four times a second at most
    await passUntil(bench().clock, () =>
      /^setPresence · Coaching · /.test(bench().statuses.at(-1)?.text ?? ""),
    );
  });

  it("takes queues as a list, or as one text with commas", async () => {
    await open({ action: "deactivateQueues" });
    const { msg } = await play({ userId: BEN, queueIds: "VIP, Sales" });
    assert.deepEqual(
      ((msg.payload as Values)["changed"] as Values[]).map(({ name }) => name),
      ["VIP", "Sales"],
    );
    await bench().clock.advance(1_000);
    const again = await play({ userId: BEN, queueIds: ["VIP", "Sales"] });
    assert.equal((again.msg.payload as Values)["already"], true);
  });

  it("ignores what another action needs", async () => {
    await open({ action: "setRoutingStatus" });
    const { at } = await play({ userId: BEN, presence: { name: "Meal" }, queueIds: 7 });
    assert.equal(at, "result");
  });

  for (const [action, field] of [
    ["setPresence", "presence"],
    ["joinQueues", "queueIds"],
    ["leaveQueues", "queueIds"],
    ["activateQueues", "queueIds"],
    ["deactivateQueues", "queueIds"],
  ] as const)
    it(`needs ${field} for ${action}, and sends nothing without it`, async () => {
      await open({ action });
      const { at, msg } = await play({ userId: "Ben Agent" });
      const { code, cause } = msg.error ?? {};
      assert.deepEqual(
        [at, code, cause?.["outcome"], cause?.["field"]],
        ["catch", "input", "notSent", field],
      );
      assert.equal(bench().simulator.log.count("postUsersSearch"), 0);
    });

  it("acts on one agent in the order of the messages, whatever a 429 does to one of them", async () => {
    await open({ action: "setPresence" });
    bench().simulator.faults.add({
      match: { operation: "patchUserPresencesPurecloud" },
      fault: { retryAfter: 3 },
    });
    const names = ["Meal", "Break", "Meeting"];
    for (const presence of names.slice(0, 2)) bench().start({ userId: BEN, presence });
    await play({ userId: BEN, presence: names[2] });
    while (bench().arrivals.length < 3) await bench().clock.advance(500);
    const ids = names.map((name) => idOf(`presence ${name}`));
    assert.deepEqual(
      bodies("patchUserPresencesPurecloud").map(
        (body) => (body as { presenceDefinition: { id: string } }).presenceDefinition.id,
      ),
      [ids[0], ...ids],
    );
  });

  for (const [name, fault] of [
    ["a lost answer", { lostAnswer: true }],
    ["a 429", { retryAfter: 2 }],
    ["a 503", { status: 503 }],
  ] as const)
    it(`sets the presence after ${name}`, async () => {
      await open({ action: "setPresence" });
      bench().simulator.faults.add({ match: { operation: "patchUserPresencesPurecloud" }, fault });
      const { at } = await play({ userId: BEN, presence: "Meal" });
      assert.equal(at, "result");
      assert.equal(bench().simulator.org.users.get(BEN)?.presence, "Meal");
    });

  it("names the permission that is missing", async () => {
    await open(
      { action: "deactivateQueues" },
      { credentials: { clientId: "limited", clientSecret: "limited" } },
    );
    const { at, msg } = await play({ userId: BEN, queueIds: ["VIP"] });
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
    assert.deepEqual(msg.error?.cause?.["missingPermissions"], ["routing:queue:view"]);
  });
});

describe("update agent beside the official SDK", () => {
  const { bench, open, play } = nodeBench(updateAgent, "genesys-update-agent");
  afterEach(() => bench().close());
  const users = new sdk.UsersApi();
  const routing = new sdk.RoutingApi();
  const presences = new sdk.PresenceApi();
  const tokens = new sdk.TokensApi();
  const meal = { body: { presenceDefinition: { id: idOf("presence Meal") } } };

  const CASES: [action: string, msg: Values, theirs: () => Promise<unknown>][] = [
    ["setPresence", { presence: "Meal" }, () => presences.patchUserPresencesPurecloud(BEN, meal.body)],
    ["setRoutingStatus", {}, () => users.putUserRoutingstatus(BEN, { status: "IDLE" })],
    ["joinQueues", { queueIds: "Weekend" }, () => routing.postRoutingQueueMembers(WEEKEND, [{ id: BEN }])],
    [
      "leaveQueues",
      { queueIds: "VIP" },
      () => routing.postRoutingQueueMembers(VIP, [{ id: BEN }], { _delete: true }),
    ],
    ["deactivateQueues", { queueIds: "VIP" }, () => users.patchUserQueues(BEN, [{ id: VIP, joined: false }])],
    ["signOut", {}, () => tokens.deleteToken(BEN)],
  ];
  for (const [action, msg, theirs] of CASES)
    it(`sends for ${action} what the SDK sends`, async () => {
      await open({ action });
      const user = bench().simulator.org.users.get(BEN) ?? assert.fail();
      if (action === "setRoutingStatus") user.routingStatus = "NOT_RESPONDING";
      const { at } = await play({ userId: BEN, ...msg });
      assert.equal(at, "result");
      const ours = bench().simulator.log.entries().slice(-1).map(essence);
      assert.deepEqual(ours, await sdkRequests(bench().simulator, theirs));
    });
});
