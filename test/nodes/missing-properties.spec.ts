import assert from "node:assert/strict";
import type { z } from "zod";
import fc from "fast-check";
import { accountOptions } from "../../nodes/lib/account/options";
import { settledInputs, settledInput, typeKeyOf, usedWith } from "../../nodes/lib/node/input-settings";
import { validateOptions, withoutBlanks } from "../../nodes/lib/node/validate";
import events from "../../nodes/genesys-events";
import { casesOf } from "../support/cases";
import { editorScripts } from "../support/editor-script";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { definitionOf, dialogOf } from "../support/dialogs";
import { moduleOf, nodeTypes, stepsOf } from "../support/nodes";
import names from "../facts/public-names.json";
import { CALL } from "../support/seed";

type Values = Record<string, unknown>;

/** What a node does that is stored with all its properties as in a new node, or as they count where they are missing. */
const complete = (type: string): Values => {
  const kept = Object.entries(dialogOf(type).defaults).filter(([name]) => name !== "account");
  const values = Object.fromEntries(kept.map(([name, { value, missing = value }]) => [name, missing]));
  return JSON.parse(JSON.stringify(values)) as Values; // objects of this realm
};

/** The options of a node as it reads them; those of the nodes that listen too. */
const optionsOf = (type: string, config: Values): Values => {
  if (type === "genesys-account") return accountOptions(config);
  if (type === "genesys-events") {
    const { ids: _needed, ...rest } = validateOptions(events.options, { ...config, ids: "Support" });
    return rest;
  }
  return validateOptions(definitionOf(type)?.options ?? assert.fail(type), withoutBlanks(config));
};

describe("a node whose properties are missing", () => {
  let bench: Bench | undefined;
  afterEach(() => bench?.close());

  const run = async (type: string, config: Values): Promise<{ sent: unknown[]; came: Arrival }> => {
    bench = await openBench(moduleOf(type), type, config);
    const { msg = {} } = casesOf("byDefault").find((one) => one.type === type) ?? {};
    const came = await bench.send({ ...(typeof msg === "function" ? msg(bench.simulator) : msg) });
    const sent = bench.simulator.log.entries().map(({ operation, path, body }) => [operation, path, body]);
    await bench.close();
    bench = undefined;
    return { sent, came };
  };
  const shown = ({ at, msg: { error, payload } }: Arrival): unknown => [at, error?.message, payload];

  for (const { type, request } of casesOf("byDefault"))
    it(`does what it does where all of them are stored, so that inputs read the message: ${type}`, async () => {
      const whole = await run(type, complete(type));
      const bare = await run(type, {});
      assert.deepEqual(bare.sent, whole.sent);
      assert.deepEqual(shown(bare.came), shown(whole.came));
      if (request === undefined) return;
      assert.equal(bare.came.at, "result", bare.came.msg.error?.message);
      const operations = (bare.sent as [string][]).map(([operation]) => operation);
      assert.ok(operations.includes(request), operations.join());
    });

  for (const type of nodeTypes().filter((one) => definitionOf(one) !== undefined))
    it(`means the default of each, whichever are missing: ${type}`, () => {
      const definition = definitionOf(type) ?? assert.fail();
      const whole = complete(type);
      const meaning = (config: Values): unknown => [
        inputsOf(settledInputs(definition, config)),
        optionsOf(type, config),
      ];
      const inputsOf = (settled: Values): Values =>
        Object.fromEntries(Object.keys(whole).map((name) => [name, settled[name] ?? whole[name]]));
      for (const name of Object.keys(whole)) {
        const { [name]: _gone, ...rest } = whole;
        assert.deepEqual(meaning(rest), meaning(whole), name);
      }
      fc.assert(
        fc.property(fc.subarray(Object.keys(whole)), (kept) => {
          const rest = Object.fromEntries(kept.map((name) => [name, whole[name]]));
          assert.deepEqual(meaning(rest), meaning(whole));
        }),
      );
    });
});

describe("an account whose properties are missing", () => {
  it("is that of the simulated org, but for a region that was cleared", () => {
    assert.equal(accountOptions({}).region, "simulator");
    for (const region of ["", null])
      assert.throws(() => accountOptions({ region }), { code: "config", message: /"region" is missing/ });
  });

  it("answers a message as it is, with the simulated org", async () => {
    const bench = await openBench(
      moduleOf("genesys-get-conversation"),
      "genesys-get-conversation",
      { account: "bare" },
      { flow: [{ id: "bare", type: "genesys-account" }] },
    );
    try {
      const { at, msg } = await bench.send({ conversationId: CALL.conversationId });
      assert.equal(at, "result", msg.error?.message);
    } finally {
      await bench.close();
    }
  });
});

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

describe("a property of a node", () => {
  for (const type of nodeTypes())
    it(`means the same where it is missing as its dialog says: ${type}`, () => {
      const { defaults } = dialogOf(type);
      const means = (name: string): unknown => {
        const { value, missing = value } = defaults[name] ?? {};
        return missing;
      };
      const said = Object.fromEntries(Object.keys(defaults).map((name) => [name, means(name)]));
      const definition = definitionOf(type);
      if (definition !== undefined) {
        const inputs = settledInputs(definition, {});
        for (const [name, value] of Object.entries(inputs))
          assert.equal(JSON.stringify(said[name]), JSON.stringify(value), name);
      }
      const options = optionsOf(type, {});
      for (const [name, value] of Object.entries(options))
        assert.equal(JSON.stringify(said[name]), JSON.stringify(value), name);
    });
});
