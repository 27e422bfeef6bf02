import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { doorsOf, JSON_TYPE } from "../http/doors";
import { HOUR_MS } from "./days";

interface State {
  running: boolean;
  seed?: string;
  rates?: { perHour: number };
  events: string[];
}

describe("the floor over HTTP", () => {
  const clock = createVirtualClock();
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ clock });
  });
  afterEach(() => simulator.close());

  const { send } = doorsOf(() => simulator);
  const floor = "/_simulator/floor";
  const post = (body: object) => send("POST", floor, JSON_TYPE, JSON.stringify(body));
  const state = async (): Promise<State> => (await send("GET", floor)).body as unknown as State;

  it("starts, shows its last events, and stops without a timer left", async () => {
    const idle = clock.pending();
    assert.deepEqual(await state(), { running: false, events: [] });
    const started = await post({ seed: 7, rates: { perHour: 600 } });
    assert.equal(started.status, 200);
    assert.equal((started.body["result"] as State).running, true);
    clock.advance(HOUR_MS / 4);
    const { running, seed, rates, events } = await state();
    assert.deepEqual([running, seed, rates?.perHour, events.length], [true, "7", 600, 200]);

    const { status, body } = await send("DELETE", floor);
    assert.deepEqual([status, (body["result"] as State).running], [200, false]);
    const count = simulator.store.conversations.size;
    clock.advance(HOUR_MS);
    assert.equal(simulator.store.conversations.size, count);
    simulator.reset();
    assert.equal(clock.pending(), idle);
  });

  it("is replaced by another start, and a wrong start changes nothing", async () => {
    await post({ seed: "a" });
    const wrong = await post({ rates: { answers: 2 } });
    assert.deepEqual([wrong.status, wrong.body["code"]], [400, "simulator.answers"]);
    assert.equal((await post({ seed: {} })).body["code"], "simulator.seed");
    assert.equal((await state()).seed, "a");
    await post({ seed: "b" });
    assert.equal((await state()).seed, "b");
  });

  it("ends with a reset, unless the org was started with it: then it begins again", async () => {
    await post({});
    simulator.reset();
    assert.equal((await state()).running, false);
    const lively = await startSimulator({ clock: createVirtualClock(), floor: { seed: "x" } });
    lively.floor.stop();
    lively.reset();
    assert.equal(lively.floor.state().seed, "x");
    await lively.close();
  });

  it("cannot be driven by a page of another site, nor by a form", async () => {
    for (const headers of [{ host: "evil.example" }, { origin: "https://evil.example" }])
      for (const method of ["GET", "POST", "DELETE"])
        assert.equal((await send(method, floor, { ...JSON_TYPE, ...headers }, "{}")).status, 403);
    assert.equal((await send("POST", floor, { "Content-Type": "text/plain" }, "{}")).status, 415);
    assert.equal((await send("DELETE", "/_simulator/reset")).status, 404);
    assert.equal((await state()).running, false);
  });
});
