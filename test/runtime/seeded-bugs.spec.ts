// Only on node-red-5: the bugs are in the flows, not in what runs them, and its Node.js starts each process in less time.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { exampleNames, readExample } from "../support/example-files";
import { EXAMPLE_TESTS, nodeRedFolder, runFlowTest } from "../support/flow-test";
import { installedFolder } from "../support/package";
import { SEEDED_BUGS, type SeededBug } from "../support/seeded-bugs";

interface Written {
  flow: string;
  cases: { name: string }[];
}

const nodes = createRequire(
  createRequire(join(nodeRedFolder, "package.json")).resolve("@node-red/nodes/package.json"),
);
const { load } = nodes("js-yaml") as { load: (text: string) => Written };

describe("the tests of the examples", function () {
  this.timeout(600_000);
  let folder: { path: string; remove: () => Promise<void> };
  before(async () => {
    folder = await installedFolder();
  });
  after(() => folder.remove());

  /** A copy of the example with the bug, and the test with the case that is to find it. */
  const write = ({ example, found, seed }: SeededBug, index: number): string => {
    const file = readdirSync(EXAMPLE_TESTS).find((name) => name.startsWith(example)) ?? assert.fail(example);
    const { cases } = load(readFileSync(join(EXAMPLE_TESTS, file), "utf8"));
    const name = exampleNames().find((one) => one.startsWith(example)) ?? assert.fail(example);
    const flow = readExample(name);
    seed((id) => flow.find((node) => node.id === id) ?? assert.fail(id));
    writeFileSync(join(folder.path, `flow-${index}.json`), JSON.stringify(flow));
    const only = cases.filter((one) => one.name === found);
    assert.equal(only.length, 1, found);
    writeFileSync(
      join(folder.path, `bug-${index}.test.json`),
      JSON.stringify({ flow: `flow-${index}.json`, cases: only }),
    );
    return `bug-${index}.test.json`;
  };

  it(`find ${SEEDED_BUGS.length} bugs that were seeded`, async () => {
    const files = SEEDED_BUGS.map(write);
    const { status, out, err } = await runFlowTest(folder.path, ["--jobs", "2", ...files]);
    assert.equal(status, 1, err);
    const isFound = (_: SeededBug, index: number): boolean => out.includes(`FAILED ${files[index]}:`);
    assert.deepEqual(
      SEEDED_BUGS.filter((bug, index) => !isFound(bug, index)).map(({ what }) => what),
      [],
      out,
    );
    assert.doesNotMatch(out, /the case can be run/, "each is found by what it does");
  });
});
