import assert from "node:assert/strict";
import { schemaOf } from "../../scripts/schemas";
import { ACCOUNT, findingsOf, foundIn, other, ours, runOver, TAB } from "../support/flow-check";
import { nodeTypes } from "../support/nodes";

const json = (value: unknown): string => JSON.stringify(value);

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
