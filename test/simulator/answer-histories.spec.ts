import assert from "node:assert/strict";
import fc from "fast-check";
import { loadOperations } from "../../nodes/lib/facts/operations";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../nodes/lib/simulator/routes/index";
import { arbitraryPlan, live, newFindings } from "./histories/history";

/** How many histories are lived through, of 20 to 50 steps each. */
const HISTORIES = 12;

describe("the simulator's responses and frames in generated histories", function () {
  this.timeout(120_000);
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  after(() => simulator.close());

  it("are what the platform's models say, refusals included", async () => {
    const played = new Set(simulatedOperations());
    const operations = loadOperations().filter(({ id }) => played.has(id));
    let answers = 0;
    let frames = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, async (plan) => {
        const findings = newFindings();
        await live({ simulator, clock, operations, findings }, plan);
        assert.deepEqual([...findings.faults], []);
        answers += [...findings.done.values()].reduce((sum, times) => sum + times, 0);
        frames += findings.frames;
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
    assert.ok(answers > 20 * HISTORIES, `${answers} answers were looked at`);
    assert.ok(frames > 50 * HISTORIES, `${frames} frames were looked at`);
  });
});
