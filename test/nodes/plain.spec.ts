import assert from "node:assert/strict";
import fc from "fast-check";
import { runInNewContext } from "node:vm";
import { asPlain } from "../../nodes/lib/node/plain";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { HEAVY, ODD, SAID, UNREADABLE } from "../support/hostile";

const plain = (value: unknown): unknown => asPlain("body", "msg.body", value);

describe("a value of a message, as plain data", () => {
  for (const [kind, make] of [...UNREADABLE, ...HEAVY])
    it(`is refused by the name of its input: ${kind}`, () => {
      for (const value of [make(), { inside: make() }, [[make()]]])
        assert.throws(
          () => plain(value),
          ({ code, message, cause }: GenesysError) => {
            assert.deepEqual([code, cause], ["input", { outcome: "notSent", field: "body" }]);
            assert.match(message, /^The input "body" \(msg\.body\) .*Pass plain data/);
            assert.ok(!message.includes(SAID));
            return true;
          },
        );
    });

  for (const [kind, make] of ODD.filter(([, make]) => typeof make() !== "bigint"))
    it(`never throws again once it was copied: ${kind}`, () => {
      const copy = plain({ inside: make() }) as { inside: unknown };
      JSON.stringify(copy);
      JSON.stringify(structuredClone(JSON.parse(JSON.stringify(copy))));
      assert.equal(typeof copy.inside, typeof make());
    });

  it("is written by JSON as before, in the same order", () =>
    fc.assert(
      fc.property(
        fc.anything({
          withDate: true,
          withSparseArray: true,
          withNullPrototype: true,
          withBoxedValues: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
        }),
        (value) => {
          const [before, after] = [{ value }, { value: plain(value) }];
          assert.equal(JSON.stringify(after), JSON.stringify(before));
          // What distinguishes the kinds in a check stays.
          const tag = (one: unknown): string => Object.prototype.toString.call(one);
          assert.equal(tag(after.value), tag(before.value));
        },
      ),
    ));

  it("asks toJSON once, as JSON does", () => {
    const self = { id: "a", toJSON: () => self };
    const given = { self, moment: { toJSON: (key: string) => `at ${key}` } };
    assert.equal(JSON.stringify(plain(given)), JSON.stringify(given));
  });

  it("shares nothing with the message but bytes, which are not copied", () => {
    const given = { list: [{ a: 1 }], bytes: Buffer.from("ab") };
    const copy = plain(given) as typeof given;
    given.list[0] = { a: 2 };
    assert.deepEqual(copy.list, [{ a: 1 }]);
    assert.ok(Buffer.isBuffer(copy.bytes));
    assert.equal(copy.bytes.buffer, given.bytes.buffer);
  });

  it("is of this realm, also where a function node made it in another", () => {
    const made = runInNewContext("({ at: new Date(0), list: [1], bytes: new Uint8Array([1, 2]) })") as object;
    const { at, list, bytes } = plain(made) as Record<string, unknown>;
    assert.ok(at instanceof Date && list instanceof Array && bytes instanceof Uint8Array);
  });

  it("may hold the same object twice, and as much as a request takes", () => {
    const shared = { a: 1 };
    assert.deepEqual(plain([shared, shared]), [shared, shared]);
    const large = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    assert.equal((plain(large) as unknown[]).length, 100_000);
    const text = "x".repeat(10_000_000);
    assert.equal(plain(text), text);
  });
});
