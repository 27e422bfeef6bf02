import assert from "node:assert/strict";
import { propertiesOf } from "../../nodes/lib/flow-check/properties";
import { schemaOf } from "../../scripts/schemas";
import { exampleNames, readExample } from "../support/example-files";
import { ACCOUNT, factsOf, foundIn, other, ours, runOver, TAB } from "../support/flow-check";
import { nodeTypes } from "../support/nodes";

const json = (value: unknown): string => JSON.stringify(value);

interface Printed {
  errors: number;
  files: { findings?: { level: string; property?: string; message: string; node?: { id: string } }[] }[];
}

/** The findings of one file, as the command prints them. */
const findingsOf = (text: string) => {
  const { status, out } = runOver({ "flows.json": text }, "--json", "flows.json");
  const [file] = (JSON.parse(out) as Printed).files;
  return { status, findings: file?.findings ?? [] };
};

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

  it("warnings as errors only if it is told to, and the permissions for each account", () => {
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

describe("a hostile file", () => {
  it("of strange types everywhere leads to findings, whichever type a property has", () => {
    const strange: unknown[] = [
      null,
      0,
      -1,
      1e308,
      true,
      "",
      "${",
      "${A}",
      [],
      [null],
      [[]],
      {},
      { id: 1 },
      [{ name: 1 }],
      "\u0000\u001b[31m",
    ];
    for (const type of nodeTypes()) {
      const { properties } = schemaOf(type) as { properties: object };
      const nodes = strange.map((value, at) => ({
        ...Object.fromEntries(Object.keys(properties).map((name) => [name, value])),
        ...{ id: `n${at}`, type },
      }));
      const { status, findings } = findingsOf(json([TAB, ACCOUNT, ...nodes, ...strange]));
      assert.ok(status === 1, type);
      assert.ok(findings.length > 10, type);
    }
  });

  it("with names of the prototype, numbers for texts and no ids ends with findings", () => {
    const text = `[{"id":"a","type":"genesys-api","__proto__":{"x":1},"constructor":1,"operation":"constructor","operationType":"str"},
      {"id":"__proto__","type":"__proto__","wires":"x"}, {"id":"b","type":"genesys-wrap-up/../genesys-api"}, {"type":"genesys-api"}, 7,
      {"id":"toString","type":"switch","wires":[[1,{}]],"rules":7,"property":"event"}]`;
    const { status, findings } = findingsOf(text);
    assert.equal(status, 1);
    assert.ok(
      findings.some(({ property }) => property === "__proto__"),
      json(findings),
    );
    assert.equal(({} as { x?: number }).x, undefined);
  });

  it("nested deeper than a program can follow is named, and not followed", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const { status, findings } = findingsOf(
      `[{"id":"a","type":"genesys-api","operation":"getUsers","operationType":"str","body":${deep},"bodyType":"str"}]`,
    );
    assert.equal(status, 1);
    assert.ok(findings.some(({ node }) => node?.id === "a"));
  });

  it("with 20,000 nodes that lead to each other in circles ends, within 5 seconds of the processor", () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => {
      const to = [`n${(at * 7 + 1) % 20_000}`, `n${(at + 1) % 20_000}`];
      return at % 50 === 0
        ? ours(`n${at}`, "genesys-events", { ids: ["Sales"], events: [], wires: [to] })
        : at % 50 === 1
          ? ours(`n${at}`, "genesys-update-participant", {
              action: "hold",
              target: "customer",
              which: "named",
              wires: [to],
            })
          : other(`n${at}`, "switch", to);
    });
    const { user, system } = process.cpuUsage();
    const found = foundIn(nodes);
    const spent = process.cpuUsage({ user, system });
    assert.ok(found.some(({ what }) => /^warning n\d+\.target$/.test(what)));
    assert.ok(spent.user / 1000 <= 5000, `${spent.user / 1000} ms`);
  });

  it("has no value of a property in what is printed, and nothing that a terminal acts on", () => {
    const secret = "4f9a-Secret-+49 30 1234567";
    const nodes = [
      ours("a", "genesys-open-message-in", { secret, path: secret, types: [secret] }),
      ours("b", "genesys-api", {
        operation: "postRoutingQueues",
        operationType: "str",
        body: JSON.stringify({ name: [secret], divison: secret }),
        bodyType: "json",
        paging: secret,
      }),
      ours("c", "genesys-place-call", {
        destination: secret,
        destinationType: secret,
        country: secret,
        name: "\u001b[2Jx",
        account: secret,
      }),
      ours("d", "genesys-events", { scope: "topic", ids: [secret], wires: [["e"]] }),
      ours("e", "genesys-wrap-up", {
        durationSeconds: secret,
        durationSecondsType: "num",
        code: "c",
        codeType: secret,
      }),
      { id: "f", type: "genesys-account", region: secret, apiUrl: secret, accessToken: secret },
    ];
    for (const flag of ["--json", "--permissions"]) {
      const { out } = runOver({ "f.json": json([TAB, ACCOUNT, ...nodes]) }, flag, "f.json");
      assert.ok(!out.includes("Secret"), out);
      assert.ok(!out.includes("1234567"), out);
      assert.ok(!out.includes("\u001b"), out);
    }
  });
});
