import assert from "node:assert/strict";
import { distribute, MOST_TOPICS } from "../../../nodes/lib/platform/events/shards";
import { asDisconnectType } from "../../../nodes/lib/platform/events/spelling";
import { createDuplicates } from "../../../nodes/lib/platform/events/duplicates";
import { createClock } from "../../support/clock";

const topics = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, nth) => `t${from + nth}`);

describe("topics over several channels", () => {
  it("stay where they are, each once; what is new goes where there is room, what is not wanted leaves", () => {
    const first = distribute(new Set(topics(0, 1_500)), []);
    assert.deepEqual(
      first.shards.map(({ size }) => size),
      [MOST_TOPICS, 500],
    );
    const wanted = new Set([...topics(10, 1_490), ...topics(2_000, 20)]);
    const { shards, left } = distribute(wanted, first.shards);
    assert.deepEqual(
      shards.map(({ size }) => size),
      [1_000, 510],
    );
    assert.ok(topics(10, 990).every((topic) => shards[0]?.has(topic)));
    assert.ok(topics(1_000, 500).every((topic) => shards[1]?.has(topic)));
    assert.deepEqual([new Set(shards.flatMap((shard) => [...shard])), left], [wanted, []]);
  });
});

describe("what comes over two connections at once", () => {
  it("is recognised while they overlap and for ten seconds after; then nothing of it is kept", async () => {
    const clock = createClock();
    const duplicates = createDuplicates(clock);
    assert.deepEqual(
      [duplicates.isDuplicate("a"), duplicates.isDuplicate("a")],
      [false, false],
      "one line says what it says",
    );
    let end = (): void => undefined;
    const overlap = duplicates.during(new Promise<void>((resolve) => (end = resolve)));
    assert.deepEqual([duplicates.isDuplicate("b"), duplicates.isDuplicate("b")], [false, true]);
    end();
    await overlap;
    await clock.advance(9_999);
    assert.equal(duplicates.isDuplicate("b"), true);
    await clock.advance(1);
    assert.deepEqual([duplicates.isDuplicate("b"), clock.pending()], [false, 0]);
  });

  it("is recognised through an overlap that fails and the next one, and leaves no timer when it is closed", async () => {
    const clock = createClock();
    const duplicates = createDuplicates(clock);
    await assert.rejects(duplicates.during(Promise.reject(new Error("no connection"))));
    assert.equal(duplicates.isDuplicate("a"), false);
    await clock.advance(5_000);
    await duplicates.during(Promise.resolve());
    await clock.advance(9_000);
    assert.equal(duplicates.isDuplicate("a"), true);
    duplicates.close();
    assert.equal(clock.pending(), 0);
  });
});

describe("a disconnect type", () => {
  it("is spelt as REST spells it, and only in lower case where no table has it, whatever it is called", () => {
    const types = ["DND_ENDPOINT", "PEER", "constructor", "toString", 7].map(asDisconnectType);
    assert.deepEqual(types, ["endpoint.donotdisturb", "peer", "constructor", "tostring", undefined]);
  });
});
