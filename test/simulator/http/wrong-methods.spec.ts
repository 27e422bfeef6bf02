import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../../nodes/lib/simulator/routes/index";
import { callerOf, send } from "../caller";
import { pathWith } from "../stage";

/** Operations that are not simulated, and paths with a method that they do not have. */

const METHODS = ["DELETE", "GET", "PATCH", "POST", "PUT"];
const OPERATIONS = loadOperations();
const PATHS = [...new Set(OPERATIONS.map(({ path }) => path))];
/** Two operations of the simulator itself that the catalogue does not have. */
const EXTRA: Readonly<Record<string, readonly string[]>> = {
  "/api/v2/tokens/me": ["DELETE"],
};

describe("an operation that the simulator cannot carry out", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
    simulator.settings.requestsPerMinute = Infinity;
  });
  after(() => simulator.close());

  it("answers 501 with its name, whatever its method", async () => {
    const played = new Set(simulatedOperations());
    const { call } = callerOf(simulator);
    const missing = OPERATIONS.filter(({ id }) => !played.has(id));
    assert.ok(missing.length > 0);
    for (const operation of missing) {
      const { status, body } = await call(operation.method, pathWith(operation, {}));
      assert.deepEqual([status, body["code"], body["status"]], [501, "not.simulated", 501], operation.id);
      assert.ok(String(body["message"]).includes(operation.id), operation.id);
    }
  });

  it("answers 405 and which methods there are, where a known path has another one", async () => {
    const { call } = callerOf(simulator);
    for (const path of PATHS) {
      const own = OPERATIONS.filter((each) => each.path === path).map(({ method }) => method as string);
      const all = [...own, ...(EXTRA[path] ?? [])];
      const [any] = OPERATIONS.filter((each) => each.path === path);
      assert.ok(any);
      for (const method of METHODS.filter((each) => !all.includes(each))) {
        const got = await call(method, pathWith(any, {}));
        assert.equal(got.status, 405, `${method} ${path}`);
        assert.deepEqual(got.headers.get("Allow")?.split(", "), [...new Set(all)].sort(), path);
        assert.equal(got.body["code"], "method.not.allowed");
        assert.equal(got.body["contextId"], got.headers.get("ININ-Correlation-Id"));
        assert.deepEqual([got.body["status"], got.body["details"], got.body["errors"]], [405, [], []]);
        for (const each of own) assert.ok(String(got.body["message"]).includes(`: ${each} ${path}`));
      }
    }
  });

  it("takes a literal part of a path for itself, not for an id", async () => {
    const { call } = callerOf(simulator);
    for (const path of [
      "/api/v2/conversations/messages/agentless",
      "/api/v2/conversations/callbacks/bulk/disconnect",
      "/api/v2/analytics/conversations/details/query",
      "/api/v2/users/search",
    ]) {
      const got = await call("GET", path);
      assert.deepEqual([got.status, got.headers.get("Allow")], [405, "POST"], path);
    }
  });

  it("answers 405 at the login host as well", async () => {
    const got = await send(`${simulator.url}/oauth/token`, "GET", {});
    assert.deepEqual([got.status, got.headers.get("Allow")], [405, "POST"]);
  });
});
