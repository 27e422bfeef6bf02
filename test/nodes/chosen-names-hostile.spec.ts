import assert from "node:assert/strict";
import { editorPage } from "../support/editor-page";
import { editorScripts } from "../support/editor-script";
import { paletteTypes } from "../support/package";

/** Ids that a flow can have, which every object of JavaScript has as well. */
const INHERITED = ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf"];

interface Found {
  items: { id: string; name: string }[];
}
interface Scripts {
  nameHint(
    hint: object,
    ids: () => string[],
    lookUp: (ids: string[]) => { then(done: (found: Found) => void): void },
    stored: object,
  ): { update(): void };
}

describe("an id that is the name of a member of every object", () => {
  it("is looked up like any other, and shown by the name that the account has", () => {
    const { nameHint } = editorScripts("lookup-names") as unknown as Scripts;
    let shown = "";
    const hint = { text: (text: string) => ((shown = text), hint), toggle: () => hint };
    const wanted: string[] = [];
    let answer = (_found: Found): void => undefined;
    const lookUp = (ids: string[]) => {
      wanted.push(...ids);
      return { then: (done: (found: Found) => void) => void (answer = done) };
    };
    const stored = { nameOf: () => "", renew: () => undefined };
    nameHint(hint, () => INHERITED, lookUp, stored).update();
    assert.deepEqual([shown, wanted], ["", INHERITED]);
    answer({ items: INHERITED.map((id) => ({ id, name: `queue ${id}` })) });
    assert.equal(shown, INHERITED.map((id) => `queue ${id}`).join(", "));
  });

  it("is an operation that is not known yet, not one without a form", () => {
    const { type, node, shared } = editorPage("genesys-api");
    let requests = 0;
    const pending = { done: () => pending, fail: () => pending };
    Object.assign((shared as unknown as { $: object }).$, { getJSON: () => ((requests += 1), pending) });
    for (const operation of INHERITED) {
      const one = node({ operation, operationType: "str", parameters: "{}", parametersType: "json" });
      for (const name of ["operation", "parameters"])
        assert.equal(
          type.defaults[name]?.validate?.call(one, one[name], {}),
          true,
          `${name} of ${operation}`,
        );
    }
    assert.equal(requests, INHERITED.length);
  });
});

describe("stored names of another shape", () => {
  const ID = "7d1f3b52-9c1e-4f3a-8a55-0c2b6e9d4f10";
  const HOSTILE: unknown[] = [
    null,
    "Support",
    7,
    ["Support"],
    { [ID]: null },
    { [ID]: { toString: "Support" } },
    { [ID]: ["Support"] },
    JSON.parse(`{"__proto__": {"${ID}": "Support"}}`),
  ];
  const CONFIG = {
    ...{ destination: ID, destinationType: "str", destinationValueType: "str", code: ID, codeType: "str" },
    ...{ action: "apply", scope: "queue", ids: `${ID}, ${ID}`, target: "agent" },
  };

  for (const type of paletteTypes)
    it(`are no names, and long ones are cut: ${type}`, () => {
      const { type: registered, node } = editorPage(type);
      const labelOf = (more: object): string => {
        const _ = (key: string, values: Record<string, unknown> = {}): string =>
          [key, ...Object.values(values)].join(" ");
        return registered.label.call(node({ ...CONFIG, ...more, _ }));
      };
      for (const names of HOSTILE)
        assert.doesNotMatch(labelOf({ names }), /Support/, `${type}: ${JSON.stringify(names)}`);
      const long = labelOf({ ids: Array(50).fill(ID), names: { [ID]: "x".repeat(10_000) } });
      assert.ok(long.length < 200, `${type}: ${long.length}`);
    });
});
