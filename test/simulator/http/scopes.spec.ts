import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { scopesFor } from "../../../nodes/lib/simulator/http/scopes";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, type Got, START } from "../caller";
import { refusalFaults } from "../../support/models";

describe("OAuth scopes", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({
      clock: createVirtualClock(),
      start: {
        clients: [{ id: "reader", user: "Sam Supervisor", scopes: ["conversations:readonly", "users"] }],
      },
    });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const conversation = `/api/v2/conversations/${START.conversationId}`;
  const as = (client: string, method: string, path: string, body?: unknown): Promise<Got> =>
    callerOf(simulator, simulator.act.issueToken(client)).call(method, path, body);

  it("restrict nothing until the org enforces them", async () => {
    const tags = { tags: [] };
    assert.equal((await as("reader", "GET", "/api/v2/routing/queues")).status, 200);
    simulator.settings.scopesEnforced = true;
    assert.equal((await as("reader", "GET", "/api/v2/routing/queues")).status, 403);
    assert.equal((await as("reader", "GET", conversation)).status, 200);
    const got = await as("reader", "PUT", `${conversation}/tags`, tags);
    assert.deepEqual([got.status, got.body["code"]], [403, "not.authorized"]);
    assert.match(String(got.body["message"]), /The token lacks the scope conversations\.$/);
    assert.deepEqual(refusalFaults(got.status, got.body), []);
  });

  it("never restrict client credentials", async () => {
    simulator.settings.scopesEnforced = true;
    assert.equal((await as("simulator", "GET", "/api/v2/routing/queues")).status, 200);
    assert.equal((await as("simulator", "DELETE", conversation)).status, 204);
  });

  it("add nothing to the permissions of the user", async () => {
    simulator.act.accessChanges({ user: "Sam Supervisor", permissions: "directory:user:view" });
    assert.equal((await as("reader", "GET", conversation)).body["code"], "missing.any.permissions");
  });

  it("are checked with `:readonly` for what only reads, searches included", async () => {
    simulator.act.accessChanges({ client: "reader", scopes: "users:readonly" });
    const search = { query: [{ type: "EXACT", fields: ["name"], value: "Ada Agent" }] };
    assert.equal((await as("reader", "POST", "/api/v2/users/search", search)).status, 200);
    const patch = { presenceDefinition: { id: idOf("presence Busy") } };
    const path = `/api/v2/users/${idOf("user Ada Agent")}/presences/purecloud`;
    assert.equal((await as("reader", "PATCH", path, patch)).status, 403);
  });

  it("change for tokens that are out already, and the token says which it has", async () => {
    const token = simulator.act.issueToken("reader");
    simulator.act.accessChanges({ client: "reader", scopes: "routing, users" });
    const { call } = callerOf(simulator, token);
    assert.equal((await call("GET", "/api/v2/routing/queues")).status, 200);
    assert.equal((await call("GET", conversation)).status, 403);
    assert.deepEqual((await call("GET", "/api/v2/tokens/me")).body["authorizedScope"], ["routing", "users"]);
  });

  it("are known for families that the vendor names, and for no other operation", () => {
    const by = new Map<string, number>();
    for (const operation of loadOperations()) {
      const scope = scopesFor(operation)?.[0] ?? "";
      by.set(scope, (by.get(scope) ?? 0) + 1);
    }
    assert.deepEqual(
      [...by.keys()].sort(),
      [
        "",
        "architect",
        "conversations",
        "external-contacts",
        "messaging",
        "notifications",
        "organizations",
      ].concat(["routing", "scripts", "users"]),
    );
    const of = (id: string) => scopesFor(loadOperations().find((each) => each.id === id) ?? assert.fail(id));
    assert.deepEqual(of("postConversationsMessagesAgentless"), ["messaging"]);
    assert.deepEqual(of("getConversationsMessagingIntegrationsOpen"), ["messaging", "messaging:readonly"]);
    assert.equal(of("postAnalyticsConversationsDetailsQuery"), undefined);
  });
});
