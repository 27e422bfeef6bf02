import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { CALL } from "../../support/seed";
import { digitalCalls } from "../digital-calls";

/** Analytics of conversations that are named, or that a job finds; every answer is held against its model. */
describe("simulator: details of conversations by id and as a job", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());
  const { call, talk } = digitalCalls(() => ({ simulator, clock }));
  const ID = CALL.conversationId;
  const API = "/api/v2/analytics/conversations";

  it("have the details of one conversation, and of several", async () => {
    assert.equal((await call("GET", `${API}/${ID}/details`)).body["conversationId"], ID);
    assert.equal((await call("GET", `${API}/none/details`)).status, 404);
    const { body } = await call("GET", `${API}/details?id=${ID},none`);
    assert.equal((body["conversations"] as unknown[]).length, 1);
  });

  it("find in a job what the same query finds, page by page", async () => {
    const query = { interval: "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z" };
    talk("message");
    const all = (await call("POST", `${API}/details/query`, query)).body["conversations"] as unknown[];
    const { jobId } = (await call("POST", `${API}/details/jobs`, query)).body;
    const job = `${API}/details/jobs/${String(jobId)}`;
    assert.equal((await call("GET", job)).body["state"], "QUEUED");
    assert.equal((await call("GET", `${job}/results`)).status, 400);
    clock.advance(1_000);
    assert.equal((await call("GET", job)).body["state"], "FULFILLED");
    const found: unknown[] = [];
    for (let cursor: unknown = "0"; typeof cursor === "string";) {
      const { body } = await call("GET", `${job}/results?pageSize=1&cursor=${cursor}`);
      found.push(...(body["conversations"] as unknown[]));
      cursor = body["cursor"];
    }
    assert.deepEqual(found, all);
    await call("DELETE", job);
    assert.equal((await call("GET", job)).body["state"], "CANCELLED");
    assert.equal((await call("GET", `${job}/results`)).status, 400);
    const now = (await call("GET", `${API}/details/jobs/availability`)).body["dataAvailabilityDate"];
    assert.equal(now, new Date(clock.now()).toISOString());
  });
});
