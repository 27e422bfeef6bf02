import assert from "node:assert/strict";
import { lookUpNames } from "../../../nodes/lib/platform/lookups/names";
import { LOOKUP_KINDS } from "../../../nodes/lib/platform/lookups/lists";
import { lookUp } from "../../../nodes/lib/platform/lookups/lookups";
import type { Client } from "../../../nodes/lib/platform/types";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

describe("the names of ids in a dialog", () => {
  let org: SimulatedOrg;
  let client: Client;
  beforeEach(async () => {
    org = await openOrg();
    client = org.clientOf("client-credentials");
  });
  afterEach(() => org.close());

  const namesOf = async (kind: string, ...ids: string[]): Promise<string[]> =>
    (await org.play(lookUpNames(client, kind, ids))).map(({ name }) => name);

  const KNOWN: Record<string, [id: string, name: string]> = {
    queue: [idOf("queue Sales"), "Sales"],
    user: [idOf("user Ada Agent"), "Ada Agent (ada.agent@example.com)"],
    wrapupCode: [idOf("wrapup code Sale"), "Sale"],
    skill: [idOf("skill Contracts"), "Contracts"],
    language: [idOf("language German"), "German"],
    flow: [idOf("flow Main menu"), "Main menu"],
    anyFlow: [idOf("flow Main menu"), "Main menu"],
    externalContact: [idOf("external contact Casey Customer"), "Casey Customer"],
  };

  for (const [kind, [id, name]] of Object.entries(KNOWN))
    it(`are those of the list of ${kind}`, async () => {
      assert.deepEqual(await namesOf(kind, id), [name]);
      const { items } = await org.play(lookUp(client, kind, { search: "", page: 1 }));
      assert.ok(items.some((item) => item.id === id && item.name === name));
    });

  for (const [kind, operation, number] of [
    ["integration", "getConversationsMessagingIntegrations", 3],
    ["openIntegration", "getConversationsMessagingIntegrationsOpen", 1],
    ["presence", "getPresenceDefinitions0", 11],
  ] as const)
    it(`are those of the list of ${kind}, which knows no filter by id`, async () => {
      const { items } = await org.play(lookUp(client, kind, { search: "", page: 1 }));
      assert.equal(items.length, number);
      const found = await namesOf(kind, ...items.map(({ id }) => id));
      assert.deepEqual(
        found,
        items.map(({ name }) => name),
      );
      assert.equal(org.simulator.log.count(operation), 1);
    });

  it("cover all lists that can be looked up", () => {
    assert.deepEqual(
      [...Object.keys(KNOWN), "integration", "openIntegration", "presence"].sort(),
      LOOKUP_KINDS,
    );
  });

  it("come with one request for several, in the order asked, each once", async () => {
    const ids = ["Router setup", "Billing", "Router setup"].map((name) => idOf(`skill ${name}`));
    assert.deepEqual(await namesOf("skill", ...ids), ["Router setup", "Billing"]);
    assert.equal(org.simulator.log.count("getRoutingSkills"), 1);
  });

  it("are left out where the org knows no such id, whatever its shape", async () => {
    const ids = ["Sales", idOf("queue Sales"), "../users", idOf("queue that was deleted")];
    assert.deepEqual(await namesOf("queue", ...ids), ["Sales"]);
    org.simulator.faults.add({ match: { operation: "getUsers" }, fault: { status: 400, body: {} } });
    assert.deepEqual(await namesOf("user", "ada"), []);
    assert.deepEqual(await namesOf("externalContact", idOf("no contact"), KNOWN["externalContact"]![0]), [
      "Casey Customer",
    ]);
  });

  it("are those of an id of another shape too", async () => {
    const [some] = org.simulator.org.queues.values();
    org.simulator.org.queues.set("main", { ...some!, id: "main", name: "The main queue" });
    assert.deepEqual(await namesOf("queue", idOf("queue Sales"), "main"), ["Sales", "The main queue"]);
  });

  it("fail with the platform's reason where the list may not be read", async () => {
    org.simulator.faults.add({
      match: { operation: "getRoutingQueues" },
      fault: { status: 403, body: { code: "missing.permissions", message: "routing:queue:view" } },
    });
    await assert.rejects(namesOf("queue", idOf("queue Sales")), { code: "denied" });
  });
});
