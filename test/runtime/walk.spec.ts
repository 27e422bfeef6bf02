// Only on node-red: what a walk looks at is below Node-RED.
import assert from "node:assert/strict";
import { PLANTED } from "../support/walk/planted";
import { planOf } from "../support/walk/steps";
import { shownFound, walkAll } from "../support/walk/walk";
import { startWalker, type Walker } from "../support/walk/walker";

/** They were found to keep what is promised. Fresh ones are played by `npm run soak -- walk`. */
const FIRST = 5_000;
const SEEDS = 40;

const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, nth) => first + nth);

describe("random walks over nodes, organisation, faults and deploys", function () {
  this.timeout(600_000);
  let walker: Walker;
  before(async () => {
    walker = await startWalker({ isPlanted: true });
  });
  after(() => walker.end());

  it("are the same for the same seed", () => {
    assert.deepEqual(planOf(42), planOf(42));
    assert.notDeepEqual(planOf(42).steps, planOf(43).steps);
  });

  for (const { what, found, seed, keep } of PLANTED)
    it(`find a planted bug: ${what}`, async () => {
      const played = await walker.walk({ seed, keep, bug: what });
      const violations = played.kind === "verdict" ? played.violations : [played.message];
      assert.match(violations[0] ?? "nothing", new RegExp(`^${found}`));
    });

  it("that fail are made as short as they can be, with the command that plays them again", async () => {
    const { found } = await walkAll({ walker, bug: "done is called twice", seeds: [1] });
    assert.equal(found[0]?.keep.length, 1);
    const printed = found.flatMap(shownFound).join("\n");
    assert.match(printed, /Again: npm run soak -- walk 1 1 \d+$/);
  });

  it("keep what is promised", async () => {
    const { found } = await walkAll({ walker, seeds: seedsFrom(FIRST, SEEDS) });
    assert.deepEqual(found.flatMap(shownFound), []);
  });
});
