// Only on node-red-5: the other version is in walk.spec.ts, with all that is looked at once.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { shownFound, walkAll } from "../support/walk/walk";
import { startWalker, type Walker } from "../support/walk/walker";

/** Others with each run. */
const FRESH = randomInt(1_000_000, 1_000_000_000);
const SEEDS = 100;

describe("random walks on the other version of Node-RED", function () {
  this.timeout(600_000);
  let walker: Walker;
  before(async () => {
    console.log(
      `${SEEDS} fresh walks, again, with NR=${process.env.NR}: node scripts/on-node.mjs npm run soak -- walk ${SEEDS} ${FRESH}`,
    );
    walker = await startWalker();
  });
  after(() => walker.end());

  it("keep what is promised", async () => {
    const seeds = Array.from({ length: SEEDS }, (_, nth) => FRESH + nth);
    const { seeds: walked, messages, found } = await walkAll({ walker, seeds });
    assert.deepEqual(found.flatMap(shownFound), []);
    assert.ok(walked === SEEDS && messages > SEEDS, `${walked} walks with ${messages} messages`);
  });
});
