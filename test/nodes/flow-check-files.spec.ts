import assert from "node:assert/strict";
import { propertiesOf } from "../../nodes/lib/flow-check/properties";
import { schemaOf } from "../../scripts/schemas";
import { exampleNames, readExample } from "../support/example-files";
import { ACCOUNT, factsOf, findingsOf, foundIn, other, ours, runOver, TAB } from "../support/flow-check";
import { nodeTypes } from "../support/nodes";

const json = (value: unknown): string => JSON.stringify(value);

describe("genesys-flow-check reads", () => {
  it("every example without an error or a warning", () => {
    const texts = Object.fromEntries(
      exampleNames().map((name) => [`${name}.json`, JSON.stringify(readExample(name))]),
    );
    const { status, out } = runOver(texts, "--strict", ...Object.keys(texts));
    assert.equal(status, 0, out);
    assert.match(out, /^0 errors, 0 warnings in [2-9]\d\d nodes/m);
  });

  it("every property that a dialog stores, and no other", () => {
    for (const type of nodeTypes()) {
      const facts = factsOf(type) ?? assert.fail(type);
      const { properties } = schemaOf(type) as { properties: object };
      assert.deepEqual([...new Set(propertiesOf(type, facts))].sort(), Object.keys(properties).sort(), type);
    }
  });

  it("an export, flows.json and the flows of the admin API alike, with a mark at the start of the file", () => {
    const nodes = [TAB, ACCOUNT, ours("get", "genesys-get-conversation", { account: "gone" })];
    for (const text of [json(nodes), json({ rev: "1", flows: nodes }), `\uFEFF${json(nodes)}`]) {
      const { status, findings } = findingsOf(text);
      assert.equal(status, 1);
      assert.deepEqual(
        findings.map(({ property, node }) => [node?.id, property]),
        [["get", "account"]],
      );
    }
  });

  it("subflows, and leaves out disabled nodes, tabs with a note, and types of others", () => {
    const lacking = { account: "" };
    const inSubflow = ours("inner", "genesys-get-conversation", { ...lacking, z: "sub" });
    const subflow = { id: "sub", type: "subflow", name: "Sub", in: [{ wires: [{ id: "inner" }] }], out: [] };
    const use = other("use", "subflow:sub", []);
    assert.deepEqual(
      foundIn([subflow, inSubflow, use]).map(({ what }) => what),
      ["error inner.account"],
    );
    const off = { id: "off", type: "tab", disabled: true };
    const found = foundIn([
      off,
      ours("a", "genesys-get-conversation", { ...lacking, z: "off" }),
      ours("b", "genesys-get-conversation", { ...lacking, d: true }),
      other("c", "genesys-other-package", []),
    ]);
    assert.deepEqual(
      found.map(({ what }) => what),
      ["note off."],
    );
  });

  it("what is no flow file, and ends with 2", () => {
    const not = {
      "a.json": "{",
      "b.json": '"text"',
      "c.json": "{}",
      "d.json": '{"flows": 1}',
      "e.json": "",
      "f.json": "null",
    };
    for (const file of Object.keys(not)) {
      const { status, out } = runOver(not, file);
      assert.equal(status, 2, file);
      assert.match(out, /The file is not/);
    }
    assert.equal(runOver({}, "gone.json").status, 2);
    assert.equal(runOver(not).status, 2);
    assert.equal(runOver(not, "--what").status, 2);
    assert.equal(runOver(not, "--env").status, 2);
    assert.equal(runOver(not, "--help").status, 0);
  });

  it("warnings as errors only on request, and the permissions for each account", () => {
    const files = {
      "f.json": json([
        TAB,
        ACCOUNT,
        ours("events", "genesys-events", { ids: ["Sales"], events: ["acwStarted"], wires: [["act"]] }),
        ours("act", "genesys-wrap-up", { which: "newest" }),
      ]),
    };
    assert.equal(runOver(files, "f.json").status, 0);
    assert.equal(runOver(files, "--strict", "f.json").status, 1);
    const { out } = runOver(files, "--permissions", "f.json");
    assert.match(out, /permissions for account:\n( {4}\S.*\n)* {4}conversation:communication:view\n/);
  });
});
