import assert from "node:assert/strict";
import { differenceOf, matches, mistakeInPattern } from "../../../nodes/lib/flow-test/case/match";
import { plainOf, shownOf } from "../../../nodes/lib/flow-test/case/plain";
import { createReferences } from "../../../nodes/lib/flow-test/case/references";

describe("a pattern of a flow test", () => {
  it("fits what has its properties and more, and names the first difference", () => {
    const msg = { payload: { a: [1, { b: 2, c: 3 }], d: null }, topic: "t" };
    assert.equal(differenceOf(msg, { payload: { a: [1, { b: 2 }], d: null } }), undefined);
    assert.deepEqual(differenceOf(msg, { payload: { a: [1, { b: 3 }] } }), {
      path: "payload.a[1].b",
      found: 2,
    });
    assert.deepEqual(differenceOf(msg, { payload: { a: [1] } }), { path: "payload.a.length", found: 2 });
    assert.equal(differenceOf(msg, { payload: { a: { 0: 1 } } })?.path, "payload.a");
    assert.equal(differenceOf(msg, { payload: { e: undefined } }), undefined);
    assert.deepEqual(differenceOf(1, "1"), { path: "the value", found: 1 });
  });

  it("does not find what an object only inherits", () => {
    assert.ok(!matches({}, { constructor: { $any: true } }));
    assert.ok(matches({}, { toString: { $absent: true } }));
  });

  const OPERATORS: [pattern: unknown, fits: unknown[], differs: unknown[]][] = [
    [{ $any: true }, [0, null, ""], [undefined]],
    [{ $absent: true }, [undefined], [null, 0]],
    [{ $regex: "^a" }, ["ab"], ["ba", 1, undefined]],
    [{ $gt: 1, $lte: 3 }, [2, 3], [1, 4, "2"]],
    [{ $gte: 1, $lt: 3 }, [1], [3, null]],
    [{ $contains: "b" }, ["abc", ["a", "b"]], ["ac", ["ab"], 1]],
    [{ $contains: { a: 1 } }, [[{ a: 1, b: 2 }]], [[{ a: 2 }]]],
    [{ $oneOf: [1, { a: 1 }] }, [1, { a: 1, b: 1 }], [2, {}]],
    [{ $not: { a: 1 } }, [{ a: 2 }, undefined], [{ a: 1 }]],
    [{ $length: { $gt: 1 } }, [[1, 2]], [[1], "ab"]],
  ];
  for (const [pattern, fits, differs] of OPERATORS)
    it(`knows ${JSON.stringify(pattern)}`, () => {
      for (const one of fits) assert.ok(matches(one, pattern), JSON.stringify(one));
      for (const one of differs) assert.ok(!matches(one, pattern), JSON.stringify(one));
    });

  it("is refused with an operator that does not exist, or that is mixed with properties", () => {
    assert.match(mistakeInPattern({ a: [{ $exists: true }] }) ?? "", /no operator \$exists/);
    assert.match(mistakeInPattern({ $any: true, a: 1 }) ?? "", /\$any/);
    assert.match(mistakeInPattern({ a: { $regex: "(" } }) ?? "", /no regular expression/);
    assert.equal(mistakeInPattern({ a: { $not: { $oneOf: [1] } } }), undefined);
  });
});

describe("a message of a flow test", () => {
  it("is plain data, whatever a flow puts into it", () => {
    const msg: Record<string, unknown> = {
      _msgid: "1",
      req: {},
      a: Buffer.from("text"),
      when: new Date(0),
      f: () => 1,
      n: 1n,
    };
    msg["self"] = msg;
    Object.defineProperty(msg, "bad", { enumerable: true, get: () => { throw new Error(); } }); // prettier-ignore
    const plain = plainOf(msg) as Record<string, unknown>;
    assert.deepEqual(plain, {
      a: "text",
      when: "1970-01-01T00:00:00.000Z",
      n: "1",
      self: "(circular)",
      bad: "(throws)",
    });
    assert.equal(plainOf({ error: new Error("no") }) instanceof Error, false);
    let deep: unknown = 1;
    for (let i = 0; i < 5_000; i += 1) deep = { deep };
    assert.match(JSON.stringify(plainOf({ deep })), /too deep/);
  });

  it("is shown in one line without what a terminal would act on", () => {
    const shown = shownOf({ a: "\u001b[31m\n\u202e", b: "x".repeat(1_000) });
    // eslint-disable-next-line no-control-regex -- these must not be there
    assert.doesNotMatch(shown, /[\u0000-\u001f\u202e]/);
    assert.ok(shown.length < 300);
  });
});

describe("a reference of a flow test", () => {
  const references = createReferences((name) => (name === "newest" ? { conversationId: "n" } : undefined));
  references.set("call", { conversationId: "c", list: [{ id: 7 }] });

  it("is replaced by the value, or within a text by its text", () => {
    const given = {
      a: "${call.list}",
      b: "/x/${call.conversationId}/${newest.conversationId}",
      c: [1, "${call.conversationId}"],
    };
    assert.deepEqual(references.resolve(given), { a: [{ id: 7 }], b: "/x/c/n", c: [1, "c"] });
  });

  it("without a value is refused with what there is", () => {
    assert.throws(
      () => references.resolve(["${cal.id}"]),
      /\$\{cal\.id\} has no value\. There are: call, newest/,
    );
    assert.throws(() => references.resolve("${call.gone}"), /has no value/);
  });
});
