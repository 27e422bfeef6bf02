import assert from "node:assert/strict";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { loadIndex } from "../../../nodes/lib/facts/platform";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { EXTRA_OPERATIONS } from "../../../nodes/lib/simulator/http/extra-operations";
import { simulatedOperations } from "../../../nodes/lib/simulator/routes/index";
import { callerOf, send } from "../caller";
import { pathWith } from "../stage";

/** Operations that are not simulated, and paths with a method that they do not have. */

const METHODS = ["DELETE", "GET", "PATCH", "POST", "PUT"];
const OPERATIONS = loadOperations();
const PATHS = [...new Set(OPERATIONS.map(({ path }) => path))];
/** Operations of other areas that the simulator has, since dialogs call them. */
const ELSEWHERE = new Set(EXTRA_OPERATIONS.map(({ id }) => id));
const EVERY = loadIndex();

describe("an operation that the simulator cannot carry out", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
    simulator.settings.requestsPerMinute = Infinity;
  });
  after(() => simulator.close());

  it("returns 501 with its name, whatever its method", async () => {
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

  it("returns 501 with its name for what only other areas of the platform have", async () => {
    const { call } = callerOf(simulator);
    const known = new Set(OPERATIONS.map(({ id }) => id));
    const others = loadIndex().filter(({ id }) => !known.has(id) && !ELSEWHERE.has(id));
    for (const operation of others.filter((_one, at) => at % 12 === 0)) {
      const { status, body } = await call(operation.method, pathWith(operation, {}));
      assert.deepEqual([status, body["code"]], [501, "not.simulated"], operation.id);
      assert.ok(String(body["message"]).includes(operation.id), operation.id);
    }
  });

  it("returns 405 and which methods there are, where a known path has another one", async () => {
    const { call } = callerOf(simulator);
    for (const path of PATHS) {
      const own = EVERY.filter((each) => each.path === path).map(({ method }) => method as string);
      const [any] = OPERATIONS.filter((each) => each.path === path);
      assert.ok(any);
      for (const method of METHODS.filter((each) => !own.includes(each))) {
        const got = await call(method, pathWith(any, {}));
        assert.equal(got.status, 405, `${method} ${path}`);
        assert.deepEqual(got.headers.get("Allow")?.split(", "), [...new Set(own)].sort(), path);
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
    ]) {
      const got = await call("GET", path);
      assert.deepEqual([got.status, got.headers.get("Allow")], [405, "POST"], path);
    }
    const search = await call("PUT", "/api/v2/users/search");
    assert.deepEqual([search.status, search.headers.get("Allow")], [405, "GET, POST"]);
  });

  it("returns 405 at the login host as well", async () => {
    const got = await send(`${simulator.url}/oauth/token`, "GET", {});
    assert.deepEqual([got.status, got.headers.get("Allow")], [405, "POST"]);
  });
});
