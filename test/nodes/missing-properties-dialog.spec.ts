import assert from "node:assert/strict";
import fc from "fast-check";
import type { z } from "zod";
import { settledInputs, typeKeyOf, usedWith } from "../../nodes/lib/node/input-settings";
import names from "../facts/public-names.json";
import { definitionOf, dialogOf } from "../support/dialogs";
import { editorScripts } from "../support/editor-script";
import { nodeTypes, stepsOf } from "../support/nodes";
import { complete, type Values } from "../support/stored-node";

describe("what the dialog and the list of permissions say of a node whose properties are missing", () => {
  const named = names.nodes as Record<string, { target?: string; values: Record<string, string[]> }>;
  for (const [type, { target, values }] of Object.entries(named).filter(([one]) => one !== "genesys-account"))
    it(`is what they say of it where they are stored: ${type}`, () => {
      const whole = complete(type);
      const chosen = { ...(target === undefined ? {} : names.target.options), ...values };
      const flags = Object.keys(whole).filter((name) => typeof whole[name] === "boolean");
      const settings = fc.record({
        ...Object.fromEntries(Object.entries(chosen).map(([name, all]) => [name, fc.constantFrom(...all)])),
        ...Object.fromEntries(flags.map((name) => [name, fc.boolean()])),
      });
      const grants = fc.constantFrom(
        ...(["client-credentials", "authorization-code", "access-token"] as const),
      );
      fc.assert(
        fc.property(settings, grants, fc.subarray(Object.keys(whole)), (set, grant, asked) => {
          const config: Values = { ...whole, ...set };
          const isKept = (name: string): boolean => !asked.includes(name) || config[name] !== whole[name];
          const rest = Object.fromEntries(Object.entries(config).filter(([name]) => isKept(name)));
          const say = (one: Values) => stepsOf(type, one, grant);
          assert.deepEqual(say(rest), say(config));
        }),
        { numRuns: 400 },
      );
    });
});

describe("what the editor takes a node for", () => {
  const { withDefaults } = editorScripts("missing") as { withDefaults: (node: object) => Values };
  /** A value that is no text, as a dialog has to show it. */
  const asText = (value: unknown, type: unknown): [unknown, unknown] => {
    if (type === "fields" || typeof value === "string") return [value, type];
    if (value === null) return ["", type];
    if (typeof value === "object") return [JSON.stringify(value), "json"];
    return [JSON.stringify(value), typeof value === "number" ? "num" : "bool"];
  };
  const stored = fc.option(
    fc.oneof(
      ...[fc.constantFrom("", "a text", "conversationId", "notes", "wrapupCode", "{}"), fc.integer()],
      ...[fc.boolean(), fc.constantFrom({ a: 1 }, ["a"], [], null, [{ name: "a", value: "b", type: "str" }])],
    ),
    { nil: undefined },
  );
  const type = fc.option(fc.constantFrom("msg", "flow", "str", "json", "num", "jsonata", ""), {
    nil: undefined,
  });

  for (const name of nodeTypes().filter((one) => definitionOf(one) !== undefined))
    it(`is what the runtime takes it for: ${name}`, () => {
      const definition = definitionOf(name) ?? assert.fail();
      const defaults = JSON.parse(JSON.stringify(dialogOf(name).defaults)) as Values;
      const pairs = Object.keys(definition.inputs.shape).map(
        (input) => [input, typeKeyOf(input, definition.options)] as const,
      );
      const config: fc.Arbitrary<Values> = fc.record(
        Object.fromEntries<fc.Arbitrary<unknown>>(
          pairs.flatMap(([input, key]) => [
            [input, stored],
            [key, type],
          ]),
        ),
      );
      fc.assert(
        fc.property(config, (given: Values) => {
          const settled = settledInputs(definition, given);
          const node = withDefaults({ ...given, _def: { defaults } });
          for (const [input, key] of pairs)
            assert.deepEqual(
              JSON.stringify([node[input] ?? "", node[key]]),
              JSON.stringify(asText(settled[input], settled[key])),
              `${input} ${JSON.stringify([given[input], given[key]])}`,
            );
        }),
      );
    });
});

describe("the settings with which an input is used", () => {
  const { usedWith: said } = editorScripts("words", "missing", "template-tags") as {
    usedWith: (defaults: object, name: string) => object[];
  };

  for (const type of nodeTypes().filter((one) => definitionOf(one) !== undefined))
    it(`are the same for the dialog and for the runtime: ${type}`, () => {
      const { defaults } = dialogOf(type);
      for (const [name, schema] of Object.entries<z.ZodType>(definitionOf(type)?.inputs.shape ?? {}))
        assert.equal(JSON.stringify(said(defaults, name)), JSON.stringify(usedWith(schema)), name);
    });
});
