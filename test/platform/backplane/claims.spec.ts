import assert from "node:assert/strict";
import { describeBackplanes } from "../../support/backplanes";

describeBackplanes("the claim of an act that must not happen twice", ({ open, pass }) => {
  it("is one instance's only, and shows the others its outcome", async () => {
    const instances = await Promise.all([open(), open(), open()]);
    const claims = await Promise.all(
      instances.map(({ claims: all }) => all.claim("call +49 30 1234", 60_000)),
    );
    const mine = claims.filter((claim) => claim.mine);
    assert.equal(mine.length, 1);
    const again = await instances[0]?.claims.claim("call +49 30 1234", 60_000);
    assert.deepEqual(again, { mine: false });
    if (mine[0]?.mine === true) await mine[0].settle("done");
    const later = await instances[1]?.claims.claim("call +49 30 1234", 60_000);
    assert.deepEqual(later, { mine: false, outcome: "done" });
  });

  it("is free again where nothing has happened, and only for the one that had it to say so", async () => {
    const [one, other] = [await open(), await open()];
    const first = await one.claims.claim("key", 60_000);
    assert.ok(first.mine);
    await first.release();
    const second = await other.claims.claim("key", 60_000);
    assert.ok(second.mine);
    await first.settle("not mine any more");
    await first.release();
    assert.deepEqual(await one.claims.claim("key", 60_000), { mine: false });
  });

  it("is forgotten after its time, with its outcome", async () => {
    const one = await open();
    const first = await one.claims.claim("key", 150);
    assert.ok(first.mine);
    await first.settle("done");
    await pass(180);
    assert.equal((await one.claims.claim("key", 150)).mine, true);
  });
});
