import assert from "node:assert/strict";
import { closedError } from "../../../nodes/lib/platform/errors/errors";
import { createReadCache } from "../../../nodes/lib/platform/client/read-cache";
import { createClock } from "../../support/clock";

const open = () => {
  const clock = createClock();
  const remember = createReadCache(clock);
  let reads = 0;
  const read = () => Promise.resolve((reads += 1));
  return { clock, remember, read, reads: () => reads };
};

describe("the memory of an account", () => {
  it("reads once for all who ask at the same time, and for a while after", async () => {
    const { clock, remember, read } = open();
    assert.deepEqual(await Promise.all([remember("a", 1_000, read), remember("a", 1_000, read)]), [1, 1]);
    await clock.advance(999);
    assert.equal(await remember("a", 1_000, read), 1);
    await clock.advance(1);
    assert.equal(await remember("a", 1_000, read), 2);
    assert.equal(await remember("b", 1_000, read), 3);
  });

  it("does not keep a read that failed, but reports the failure to all who asked meanwhile", async () => {
    const { remember, read } = open();
    const failing = () => Promise.reject(new Error("no"));
    await Promise.all([
      assert.rejects(remember("a", 1_000, failing), /no/),
      assert.rejects(remember("a", 1_000, failing), /no/),
    ]);
    assert.equal(await remember("a", 1_000, read), 1);
  });

  it("reports the failure of a read to all who share it, and does not read again for them", async () => {
    const { remember, read, reads } = open();
    let fail = (): void => undefined;
    const failing = new Promise<number>((_, reject) => (fail = () => reject(new Error("no"))));
    const all = [remember("a", 1_000, () => failing), remember("a", 1_000, read)];
    fail();
    for (const one of all) await assert.rejects(one, /no/);
    assert.equal(reads(), 0);
  });

  it("keeps a newer read when an older one fails late, or when it was removed meanwhile", async () => {
    const { clock, remember, read } = open();
    const fails: (() => void)[] = [];
    const slow = () => new Promise<number>((_, reject) => fails.push(() => reject(new Error("no"))));
    const late = [remember("a", 1_000, slow), remember("b", 1_000, slow)];
    await clock.advance(1_000);
    assert.equal(await remember("a", 1_000, read), 1);
    for (let index = 0; index < 999; index += 1) await remember(`key ${index}`, 1_000, read);
    for (const fail of fails) fail();
    for (const one of late) await assert.rejects(one, /no/);
    assert.equal(await remember("a", 1_000, read), 1);
  });

  it("reads again, once, for the others when the one who began is closed", async () => {
    const { remember, read, reads } = open();
    let close = (): void => undefined;
    const begun = remember(
      "a",
      1_000,
      () => new Promise<number>((_, reject) => (close = () => reject(closedError()))),
    );
    const others = [remember("a", 1_000, read), remember("a", 1_000, read)];
    close();
    await assert.rejects(begun, { code: "closed" });
    assert.deepEqual([await Promise.all(others), reads()], [[1, 1], 1]);
  });

  it("keeps a thousand reads at most, the newest ones", async () => {
    const { remember, read, reads } = open();
    for (let index = 0; index <= 1_000; index += 1) await remember(`key ${index}`, 1_000, read);
    assert.equal(await remember("key 1000", 1_000, read), 1_001);
    assert.equal(await remember("key 1", 1_000, read), 2);
    assert.equal(await remember("key 0", 1_000, read), 1_002);
    assert.equal(reads(), 1_002);
  });

  it("keeps what is used all the time, however old it is: among it what an account has done", async () => {
    const { remember, read } = open();
    const ledger = new Map<string, string>();
    const kept = () => remember("ledger", Infinity, () => Promise.resolve(new Map<string, string>()));
    await remember("ledger", Infinity, () => Promise.resolve(ledger));
    for (let index = 0; index < 3_000; index += 1) {
      await remember(`key ${index}`, 1_000, read);
      if (index % 500 === 0) assert.equal(await kept(), ledger);
    }
    assert.equal(await kept(), ledger);
  });
});
