// Only on node-red: variables in a list are replaced by our code, in any version alike.
import assert from "node:assert/strict";
import type { ZodType } from "zod";
import wrapUp from "../../nodes/genesys-wrap-up";
import { isListInput } from "../../nodes/lib/node/lists";
import { openBench, type Bench } from "../support/flow";
import { answered, FIELDS, wrapUpConfig, wrapUpField } from "../support/list-fields";
import { types } from "../support/package";
import { fromMessage } from "../support/seed";
import { bodyOf, LISTS, VARIABLES } from "../support/written-lists";

/** The schemas of a node's inputs; none for the nodes that are written plainly. */
const inputsOf = (type: string): Record<string, ZodType> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const node = require(`../../nodes/${type}`) as {
    definition?: { inputs: { shape: Record<string, ZodType> } };
  };
  return node.definition?.inputs.shape ?? {};
};

/** Node-RED replaces a setting that is `${NAME}` as a whole; in a list each entry counts as one. */
describe("environment variables in a list", () => {
  let bench: Bench;
  before(() => void Object.assign(process.env, VARIABLES));
  after(() => {
    for (const name of Object.keys(VARIABLES)) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => bench.close());

  for (const { field, module, type, config, operation, read, message } of FIELDS) {
    const kind = JSON.stringify(config("x")).includes('"json"') ? "as JSON" : "with commas";
    for (const [written, meant] of LISTS)
      it(`are found in ${field} of ${type}, ${kind}: ${written}`, async () => {
        bench = await openBench(module, type, config(written));
        const { at, msg } = await bench.send(message?.(bench.simulator) ?? {});
        const sent = bench.simulator.log.entries().filter((entry) => entry.operation === operation);
        if (meant === undefined) {
          assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "input", "notSent"]);
          assert.match(msg.error?.message ?? "", /environment variable GC_NONE, which is not set\.$/);
          assert.ok(msg.error?.message.includes(`"${field}"`), msg.error?.message);
          assert.equal(sent.length, 0);
        } else {
          const [entry] = sent;
          assert.ok(entry !== undefined, JSON.stringify(msg.error));
          assert.deepEqual(read(entry), meant);
        }
      });
  }

  it("are not found in what a message brings: its sender is not the flow's author", async () => {
    bench = await openBench(wrapUp, "genesys-wrap-up", { ...wrapUpConfig, ...fromMessage("tags") });
    const { at } = await bench.send({
      ...answered(bench.simulator),
      tags: "${GC_ONE}, ${GC_NONE}",
    });
    const [sent] = bench.simulator.log.entries().filter((entry) => entry.operation === wrapUpField.operation);
    assert.equal(at, "result");
    assert.deepEqual(sent && wrapUpField.read(sent), ["${GC_ONE}", "${GC_NONE}"]);
  });

  it("are left alone within other text, and outside of lists", async () => {
    bench = await openBench(wrapUp, "genesys-wrap-up", {
      ...wrapUpConfig,
      ...{ tags: "a-${GC_ONE}, ${GC_TWO}-b", tagsType: "str" },
      ...{ notes: "${GC_ONE}, ${GC_TWO}", notesType: "str" },
    });
    await bench.send(answered(bench.simulator));
    const [sent] = bench.simulator.log.entries().filter((entry) => entry.operation === wrapUpField.operation);
    const { tags, notes } = bodyOf(sent ?? assert.fail("nothing was sent"));
    assert.deepEqual([tags, notes], [["a-${GC_ONE}", "${GC_TWO}-b"], "${GC_ONE}, ${GC_TWO}"]);
  });
});

describe("the lists of the specs above", () => {
  it("are those of all nodes", () => {
    const tried = new Set(FIELDS.map(({ type, field }) => `${type} ${field}`));
    for (const type of types)
      for (const [name, schema] of Object.entries(inputsOf(type))) {
        const isList = Array.isArray(schema.safeParse("a, b").data) && schema.safeParse(["a"]).success;
        assert.equal(isListInput(schema, {}), isList, `${type} ${name}`);
        if (isList) assert.ok(tried.has(`${type} ${name}`), `${type} ${name}`);
      }
  });
});
