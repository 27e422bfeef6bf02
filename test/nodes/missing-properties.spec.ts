import assert from "node:assert/strict";
import fc from "fast-check";
import { accountOptions } from "../../nodes/lib/account/options";
import { settledInputs } from "../../nodes/lib/node/input-settings";
import { casesOf } from "../support/cases";
import { definitionOf, dialogOf } from "../support/dialogs";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { moduleOf, nodeTypes } from "../support/nodes";
import { CALL } from "../support/seed";
import { complete, optionsOf, type Values } from "../support/stored-node";

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

  /** Without the ids that a node makes for each message. */
  const alike = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, each: unknown) => (/requestId$/i.test(key) ? "made" : each));

  for (const { type, request } of casesOf("byDefault"))
    it(`does what it does where all of them are stored, so that inputs read the message: ${type}`, async () => {
      const whole = await run(type, complete(type));
      const bare = await run(type, {});
      assert.deepEqual(alike(bare.sent), alike(whole.sent));
      assert.deepEqual(alike(shown(bare.came)), alike(shown(whole.came)));
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
