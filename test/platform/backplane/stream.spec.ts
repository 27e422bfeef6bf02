import assert from "node:assert/strict";
import type { Backplane, StreamEntry } from "../../../nodes/lib/platform/backplane/types";
import { describeBackplanes, passing } from "../../support/backplanes";

const KEYS = Array.from({ length: 12 }, (_, nth) => `conversation-${nth}`);

describeBackplanes("the stream of several instances", ({ open, pass }) => {
  const until = async (isTrue: () => boolean, what: string): Promise<void> => {
    for (let waited = 0; !isTrue(); waited += 20) {
      assert.ok(waited < 8_000, what);
      await pass(20);
    }
  };
  const consume = async (one: Backplane, group = "group") => {
    const received: StreamEntry[] = [];
    const left: string[][] = [];
    const consumer = await one.streamOf("s").consume(
      group,
      (entry) => Promise.resolve(void received.push(entry)),
      (receives) => left.push(KEYS.filter((key) => !receives(key))),
    );
    return { received, left, close: consumer.close };
  };

  it("gives each entry to one instance of each group, and keeps the order of each conversation", async () => {
    const [one, other, third] = [await open(), await open(), await open()];
    const [first, second, alone] = [
      await consume(one),
      await consume(other),
      await consume(third, "another group"),
    ];
    for (let nth = 0; nth < 5; nth += 1)
      for (const key of KEYS) assert.ok(await third.streamOf("s").append([{ key, value: `${nth}` }]));
    const shared = () => [...first.received, ...second.received];
    await until(() => shared().length >= 60 && alone.received.length >= 60, "all are received");
    for (const key of KEYS) {
      const ofKey = (all: StreamEntry[]) =>
        all.filter((entry) => entry.key === key).map(({ value }) => value);
      assert.deepEqual(ofKey(shared()), ["0", "1", "2", "3", "4"]);
      assert.deepEqual(ofKey(alone.received), ["0", "1", "2", "3", "4"]);
    }
    assert.ok(shared().every(({ redelivered }) => !redelivered));
  });

  it("shares the stream out, and gives everything to the one that is left, once", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await consume(one), await consume(other)];
    await pass(1_300); // the second gets its half
    for (const key of KEYS) await one.streamOf("s").append([{ key, value: "both" }]);
    await until(() => first.received.length + second.received.length >= KEYS.length, "all are received");
    assert.ok(first.received.length > 0 && second.received.length > 0);
    await passing(pass, first.close());
    for (const key of KEYS) await one.streamOf("s").append([{ key, value: "alone" }]);
    const count = () => second.received.filter(({ value }) => value === "alone").length;
    await until(() => count() === KEYS.length, "the rest takes over");
    assert.ok(second.received.every(({ redelivered }) => !redelivered));
  });

  it("reports to an instance which keys others have taken over from it", async () => {
    const [one, other] = [await open(), await open()];
    const first = await consume(one);
    await pass(500);
    assert.equal(first.left.length, 0);
    const second = await consume(other);
    await until(() => first.left.length > 0, "it is reported");
    for (const key of KEYS) await one.streamOf("s").append([{ key, value: "" }]);
    await until(() => first.received.length + second.received.length >= KEYS.length, "all are received");
    const keys = second.received.map(({ key }) => key);
    assert.deepEqual([...(first.left.at(-1) ?? [])].sort(), keys.sort());
    assert.equal(second.left.length, 0);
  });

  it("gives an entry that was not acknowledged to the next one, marked as redelivered, before later ones", async () => {
    const [one, other] = [await open(), await open()];
    const seen: string[] = [];
    const failing = await one.streamOf("s").consume("group", ({ value }) => {
      seen.push(value);
      return Promise.reject(new Error("the flow has not taken it"));
    });
    await one.streamOf("s").append([{ key: "c", value: "first" }]);
    await until(() => seen.length === 1, "it is received");
    await passing(pass, failing.close());
    await one.streamOf("s").append([{ key: "c", value: "second" }]);
    const { received } = await consume(other);
    await until(() => received.length === 2, "both are received");
    assert.deepEqual(
      received.map(({ value, redelivered }) => [value, redelivered]),
      [
        ["first", true],
        ["second", false],
      ],
    );
  });
});
