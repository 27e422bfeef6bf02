import assert from "node:assert/strict";
import { describeBackplanes } from "../../support/backplanes";

describeBackplanes("a lease among several instances", ({ open, pass }) => {
  it("has one holder, who extends it with the same fencing token", async () => {
    const [one, other] = [await open(), await open()];
    const first = await one.lease("owner").acquire(1_000);
    assert.equal(first?.token, 1);
    assert.equal(await other.lease("owner").acquire(1_000), undefined);
    assert.deepEqual(await one.lease("owner").acquire(1_000), first);
    assert.equal((await other.lease("another").acquire(1_000))?.token, 1);
  });

  it("goes to another one when its time is over, with a higher token", async () => {
    const [one, other] = [await open(), await open()];
    await one.lease("owner").acquire(100);
    await pass(130);
    assert.equal((await other.lease("owner").acquire(1_000))?.token, 2);
    assert.equal(await one.lease("owner").acquire(1_000), undefined);
  });

  it("goes to another one at once when it is given back, by its holder only", async () => {
    const [one, other] = [await open(), await open()];
    const [mine, theirs] = [one.lease("owner"), other.lease("owner")];
    await mine.acquire(1_000);
    await theirs.release();
    assert.equal(await theirs.acquire(1_000), undefined);
    await mine.release();
    assert.equal((await theirs.acquire(1_000))?.token, 2);
    await mine.release();
    assert.equal(await mine.acquire(1_000), undefined);
  });

  it("lets only its present holder write to the stream", async () => {
    const [one, other] = [await open(), await open()];
    const stopped = await one.lease("owner").acquire(100);
    assert.ok(await one.streamOf("s").append([{ key: "c", value: "first" }], { fence: stopped }));
    await pass(130);
    assert.equal(
      await one.streamOf("s").append([{ key: "c", value: "late" }], { fence: stopped }),
      undefined,
    );
    const present = await other.lease("owner").acquire(1_000);
    assert.equal(
      await one.streamOf("s").append([{ key: "c", value: "later" }], { fence: stopped }),
      undefined,
    );
    assert.ok(await other.streamOf("s").append([{ key: "c", value: "second" }], { fence: present }));
  });
});
