// Only on node-red-5: on both versions, the specs of the examples run the same flows.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { EXAMPLE_TESTS, runFlowTest } from "../support/flow-test";
import { installedFolder } from "../support/package";

/** The jobs of an integrator's day, by the numbers of their examples. */
const JOBS = ["31", "35", "36", "37", "38", "39", "46", "61", "62", "65", "66", "70", "72"];

describe("the tests of the examples", function () {
  this.timeout(600_000);

  it("are there for each job", () => {
    const tested = new Set(readdirSync(EXAMPLE_TESTS).map((file) => file.slice(0, 2)));
    assert.deepEqual(
      JOBS.filter((job) => !tested.has(job)),
      [],
    );
  });

  it("pass with genesys-flow-test of the installed package", async () => {
    const folder = await installedFolder();
    try {
      const { status, out, err } = await runFlowTest(folder.path, ["--jobs", "2", EXAMPLE_TESTS]);
      assert.equal(status, 0, `${out}\n${err}`);
      assert.ok((out.match(/^ok/gm)?.length ?? 0) > 30, out);
    } finally {
      await folder.remove();
    }
  });
});
