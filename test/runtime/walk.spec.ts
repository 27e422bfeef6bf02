// Only on node-red: what a walk looks at is below Node-RED. The other version is in walk-on-five.spec.ts.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { PLANTED } from "../support/walk/planted";
import { planOf } from "../support/walk/steps";
import { shownFound, walkAll } from "../support/walk/walk";
import { startWalker, type Walker } from "../support/walk/walker";

/** Others with each run, and as many on the other version. */
const FRESH = randomInt(1_000_000, 1_000_000_000);
const SEEDS = 100;
/** These are known to pass: what breaks one is new. */
const KNOWN = 771_541_226;
const KNOWN_SEEDS = 40;
/** These histories have found faults of the package. */
const MENDED: readonly { seed: number; keep: readonly number[] }[] = [
  { seed: 771_542_001, keep: [1, 9, 11, 20] },
  { seed: 867_726_278, keep: [8, 10, 11, 12, 13, 17] },
  { seed: 867_726_661, keep: [4, 5, 7, 8, 11] },
  { seed: 923_000_653, keep: [4, 5, 6, 8, 14, 15] },
  { seed: 952_000_071, keep: [0, 3, 5, 13] },
];
/** So many with two instances of one flow. */
const OF_INSTANCES = 10;
/** So many are played twice: a seed that fails has to fail again. */
const AGAIN = 5;

const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, nth) => first + nth);

describe("random walks over nodes, organisation, faults and deploys", function () {
  this.timeout(600_000);
  let walker: Walker;
  before(async () => {
    console.log(`${SEEDS} fresh walks, again: npm run soak -- walk ${SEEDS} ${FRESH}`);
    console.log(`${OF_INSTANCES} of instances: npm run soak -- walk instances ${OF_INSTANCES} ${FRESH}`);
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
    const { found } = await walkAll({ walker, seeds: seedsFrom(FRESH, SEEDS) });
    assert.deepEqual(found.flatMap(shownFound), []);
  });

  it("keep what is promised as before", async () => {
    const { found } = await walkAll({ walker, seeds: seedsFrom(KNOWN, KNOWN_SEEDS) });
    assert.deepEqual(found.flatMap(shownFound), []);
  });

  for (const { seed, keep } of MENDED)
    it(`keep what is promised in the history of ${seed}, which has found a fault`, async () => {
      const { found } = await walkAll({ walker, seeds: [seed], keep });
      assert.deepEqual(found.flatMap(shownFound), []);
    });

  it("keep what is promised with two instances of one flow", async () => {
    const seeds = seedsFrom(FRESH, OF_INSTANCES);
    const { found } = await walkAll({ walker, kind: "instances", seeds });
    assert.deepEqual(found.flatMap(shownFound), []);
  });

  it("have the same history again", async () => {
    const seeds = seedsFrom(FRESH, AGAIN);
    const { digests } = await walkAll({ walker, seeds });
    const again = await walkAll({ walker, seeds });
    assert.deepEqual([...again.digests], [...digests]);
  });
});
