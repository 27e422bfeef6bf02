import assert from "node:assert/strict";
import fc from "fast-check";
import { settledInput } from "../../nodes/lib/node/input-settings";

describe("an input of which a part is missing", () => {
  const message = { value: "notes", type: "msg" };
  const settled = (given: { value?: unknown; type?: unknown }, byDefault = message) => {
    const { value, type } = settledInput({ value: given.value, type: given.type }, byDefault);
    return [type, value];
  };

  it("is its own value where only the type is missing, as in a flow of an older version", () => {
    assert.deepEqual(settled({ value: "a text" }), ["str", "a text"]);
    assert.deepEqual(settled({ value: "" }), ["str", ""]);
    assert.deepEqual(settled({ value: 5 }), ["num", 5]);
    assert.deepEqual(settled({ value: true }), ["bool", true]);
    assert.deepEqual(settled({ value: { a: 1 } }), ["json", { a: 1 }]);
    assert.deepEqual(settled({ value: ["a"] }), ["json", ["a"]]);
  });

  it("reads the message where its value is the one of a new node", () => {
    assert.deepEqual(settled({ value: "notes" }), ["msg", "notes"]);
  });

  it("reads what a new node reads where only the value is missing, from the context that the type names", () => {
    assert.deepEqual(settled({ type: "msg" }), ["msg", "notes"]);
    assert.deepEqual(settled({ type: "flow" }), ["flow", "notes"]);
    for (const type of ["str", "num", "json", "jsonata", "env"])
      assert.deepEqual(settled({ type }), ["msg", "notes"], type);
  });

  it("is a list of fields where a new node has one, and another list is the value itself", () => {
    const fields = { value: [] as unknown[], type: "fields" } as unknown as typeof message;
    const rows = [{ name: "a", value: "b", type: "str" }];
    assert.deepEqual(settled({ value: rows }, fields), ["fields", rows]);
    assert.deepEqual(settled({ value: [] }, fields), ["fields", []]);
    assert.deepEqual(settled({ value: ["a"] }, fields), ["json", ["a"]]);
  });

  it("is left as it is where nothing is missing", () => {
    fc.assert(
      fc.property(
        fc.anything().filter((one) => one !== undefined),
        fc.constantFrom("msg", "str", "json"),
        (value, type) => {
          assert.deepEqual(settled({ value, type }), [type, value]);
        },
      ),
    );
  });
});
