import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { schemaFiles, schemaOf } from "../../scripts/schemas";
import { dialogOf } from "../support/dialogs";
import { exampleNames, readExample } from "../support/example-files";
import { nodeTypes } from "../support/nodes";

type Stored = Record<string, unknown> & { type: string };

const root = join(__dirname, "../..");
const ajv = new Ajv({ strict: false, allErrors: true });
const checks = new Map(nodeTypes().map((type) => [type, ajv.compile(schemaOf(type))]));
const faultsOf = (node: Stored): string[] => {
  const { type } = node;
  const check = checks.get(type);
  if (check === undefined || check(node)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${type}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
};

describe("the JSON Schemas of the node types", () => {
  it("are those of the declarations, and so is the list for assistants", () => {
    for (const [file, text] of Object.entries(schemaFiles()))
      assert.equal(readFileSync(join(root, "docs", file), "utf8"), text, `${file}: npm run schemas`);
  });

  it("accept every node of the examples", () => {
    const nodes = exampleNames().flatMap((name) => readExample(name) as Stored[]);
    assert.ok(nodes.filter(({ type }) => checks.has(type)).length > 100);
    assert.deepEqual(nodes.flatMap(faultsOf), []);
  });

  it("accept a new node of each type where nothing is left to choose, and what the environment decides", () => {
    for (const type of nodeTypes()) {
      const { defaults } = dialogOf(type);
      const values = Object.entries(defaults).map(([name, { value }]) => [name, value] as const);
      const filled = Object.fromEntries(
        values.filter(([, value]) => value !== undefined && value !== null && value !== ""),
      );
      const node = { id: "n", z: "tab", x: 1, y: 1, wires: [], ...filled, type };
      assert.deepEqual(
        faultsOf({ ...node, account: "account" }).filter((one) => !/"account"/.test(one)),
        [],
      );
    }
    assert.deepEqual(faultsOf({ id: "n", type: "genesys-api", paging: "${PAGING}", limit: "${LIMIT}" }), []);
  });

  it("refuse a property that does not exist, and a value that an option does not have", () => {
    const faults = faultsOf({ id: "n", type: "genesys-api", operaton: "getUsers", paging: "every" });
    assert.ok(
      faults.some((one) => one.includes("operaton")),
      faults.join("\n"),
    );
    assert.ok(
      faults.some((one) => one.startsWith("genesys-api/paging")),
      faults.join("\n"),
    );
    assert.deepEqual(faultsOf({ type: "genesys-api" }).length, 1);
  });
});
