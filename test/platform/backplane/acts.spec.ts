import assert from "node:assert/strict";
import type { ActClaim, Backplane } from "../../../nodes/lib/platform/backplane/types";
import { describeBackplanes } from "../../support/backplanes";

const KEY = "POST /messages Hello to +49 30 1234";
const now = { agoMs: 0, isNamed: false };
const named = { agoMs: 0, isNamed: true };
const own = (claim: ActClaim) => (claim.mine ? claim : assert.fail("another instance has it"));
const others = (claim: ActClaim) => (claim.mine ? assert.fail("it is free") : claim);
const countMine = (claims: readonly ActClaim[]): number => claims.filter(({ mine }) => mine).length;

describeBackplanes("the claim of a request that several instances are about to send", ({ open }) => {
  const ask = (one: Backplane, wanted = now) => one.acts.claim(KEY, wanted);

  it("is one instance's only, which the others know by its id, with the outcome", async () => {
    const [one, other, third] = [await open(), await open(), await open()];
    const mine = own(await ask(one));
    const theirs = others(await ask(other));
    assert.deepEqual([theirs.claimedBy, await theirs.outcome()], [one.instance, undefined]);
    await mine.end("unknown");
    assert.equal(await theirs.outcome(), "unknown");
    await mine.end("done"); // it was found later
    assert.equal(await others(await ask(third)).outcome(), "done");
  });

  it("is one instance's only where all ask at the same moment", async () => {
    const all = await Promise.all([open(), open(), open(), open()]);
    assert.equal(countMine(await Promise.all(all.map((one) => ask(one)))), 1);
  });

  it("is found once by each: the next message is another act, whichever of them is first", async () => {
    const [one, other] = [await open(), await open()];
    const claims = [await ask(one), await ask(one), await ask(other), await ask(other), await ask(other)];
    assert.deepEqual(
      claims.map(({ mine }) => mine),
      [true, true, false, false, true],
    );
    assert.equal((await ask(one)).mine, false, "the third message, which the other one has sent");
    assert.equal((await ask(one)).mine, true);
  });

  it("is of messages that were received within 10 s, however long ago that was", async () => {
    const [one, other] = [await open(), await open()];
    own(await ask(one, { agoMs: 60_000, isNamed: false }));
    assert.equal((await ask(other)).mine, true, "received a minute later");
    assert.equal((await ask(other, { agoMs: 55_000, isNamed: false })).mine, false);
  });

  it("belongs to the message that is nearest in time", async () => {
    const [one, other] = [await open(), await open()];
    const early = own(await ask(one, { agoMs: 9_000, isNamed: false }));
    const late = own(await ask(one, { agoMs: 1_000, isNamed: false }));
    await Promise.all([early.end("done"), late.end("unknown")]);
    assert.equal(await others(await ask(other)).outcome(), "unknown");
    assert.equal(await others(await ask(other)).outcome(), "done");
  });

  it("is free again where it was released, also for those that wait for it", async () => {
    const [one, other] = [await open(), await open()];
    const mine = own(await ask(one));
    const theirs = others(await ask(other));
    await mine.end("released");
    assert.equal(await theirs.outcome(), "released");
    own(await ask(other));
    assert.equal((await ask(one)).mine, false, "the other instance has it now");
  });

  it("of a named act is one for all, the same instance as well, until it is released", async () => {
    const [one, other] = [await open(), await open()];
    const mine = own(await ask(one, named));
    const later = { agoMs: 3_600_000, isNamed: true };
    for (const again of [one, other, other])
      assert.equal(others(await ask(again, later)).claimedBy, one.instance);
    await mine.end("released");
    assert.equal((await ask(other, named)).mine, true);
  });

  it("is another one for another key", async () => {
    const [one, other] = [await open(), await open()];
    assert.equal((await ask(one)).mine, true);
    assert.equal((await other.acts.claim("another key", now)).mine, true);
  });
});
