import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { junitOf, caseText } from "../../../nodes/lib/flow-test/command/report";
import { readFlags } from "../../../nodes/lib/flow-test/command/flags";
import { findNodeRed } from "../../../nodes/lib/flow-test/command/find-node-red";
import { readTest } from "../../../nodes/lib/flow-test/file/read";
import { jsonSchema } from "../../../nodes/lib/flow-test/file/schema";

const root = join(__dirname, "../../..");
const TESTS = join(root, "examples/tests");
const nodeRed = createRequire(__filename).resolve("node-red");
const yaml = createRequire(createRequire(nodeRed).resolve("@node-red/nodes/package.json"))("js-yaml") as {
  load: (text: string) => unknown;
};

describe("a file of flow tests", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "flow-test-files-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const at = { z: "t", x: 1, y: 1 };
  const FLOW = [
    { id: "t", type: "tab", label: "Main" },
    { ...at, id: "a", type: "inject", name: "go", wires: [["b"]] },
    { ...at, id: "b", type: "debug", name: "end", wires: [] },
    { ...at, id: "c", type: "debug", name: "twice", wires: [] },
    { ...at, id: "d", type: "debug", name: "twice", wires: [] },
    { ...at, id: "e", type: "link in", name: "end", wires: [["b"]] },
  ];
  const read = (content: unknown, name = "x.test.json") => {
    writeFileSync(join(folder, "flows.json"), JSON.stringify(FLOW));
    const file = join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return readTest(file, nodeRed);
  };
  const one = (more: object) => ({ flow: "flows.json", cases: [{ name: "n", ...more }] });

  it("is read as JSON and as YAML alike", () => {
    const json = read(one({ when: [{ press: "go" }], expect: [{ at: "end" }] }));
    const text =
      "flow: flows.json\ncases:\n  - name: n\n    when: [{ press: go }]\n    expect: [{ at: end }]\n";
    assert.deepEqual(read(text, "x.test.yaml").cases, json.cases);
    assert.deepEqual(read(`\uFEFF${JSON.stringify(one({}))}`).cases.length, 1);
  });

  it("has what is given for all cases, and what a case has over it", () => {
    const stubs = [{ host: "a.example.com" }];
    const { cases } = read({
      flow: "flows.json",
      given: { environment: { A: "1", B: "1" }, stubs },
      cases: [{ name: "n", given: { environment: { B: "2" }, stubs: [{ host: "b.example.com" }] } }],
    });
    assert.deepEqual(cases[0]?.given, {
      environment: { A: "1", B: "2" },
      stubs: [{ host: "b.example.com" }, ...stubs],
    });
  });

  it("names a node by its name, a link only where no node has the name", () => {
    assert.doesNotThrow(() => read(one({ expect: [{ at: "end" }, { at: "c" }] })));
  });

  const WRONG: [what: string, content: unknown, says: RegExp][] = [
    ["no JSON", "[", /x\.test\.json is not JSON/],
    ["a list", [], /expected object/i],
    ["no cases", { flow: "flows.json", cases: [] }, /cases: /],
    ["no flow", { flow: "gone.json", cases: [{ name: "n" }] }, /The flow file .* cannot be read/],
    ["an unknown node", one({ when: [{ press: "goo" }] }), /no inject node "goo"\. Did you mean go\?/],
    ["a node that is no button", one({ when: [{ press: "end" }] }), /no inject node "end"/],
    [
      "a name of several nodes",
      one({ expect: [{ at: "twice" }] }),
      /Several nodes are called "twice"\. Use an id: c, d\./,
    ],
    ["two kinds at once", one({ expect: [{ from: "twice", at: "x" }] }), /expect\[0\]/],
    ["nothing that can be seen", one({ expect: [{ from: "b" }] }), /No wire leaves "b"/],
    ["an unknown tab", one({ given: { context: { flows: { Maain: {} } } } }), /no tab "Maain"/],
    ["an unknown step", one({ when: [{ wait: 3 }] }), /cases\[0\]\.when\[0\]: This is no step/],
    [
      "an unknown property",
      one({ then: [{ expect: [{ error: "x", att: "b" }] }] }),
      /cases\[0\]\.then\[0\]\.expect\[0\]: .*att/,
    ],
    [
      "a capture that is not there",
      one({ given: { capture: "c.json" } }),
      /The capture .*c\.json cannot be read/,
    ],
    [
      "a name that is a property of all objects",
      one({ expect: [{ at: "__proto__" }] }),
      /no node "__proto__"/,
    ],
  ];
  for (const [what, content, says] of WRONG)
    it(`is refused in one sentence: ${what}`, () => {
      assert.throws(
        () => read(content),
        ({ name, message }: Error) => name === "FileError" && says.test(message) && !message.includes("\n"),
      );
    });

  it("fits the JSON Schema, as the tests of the examples do", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    const check = ajv.compile(jsonSchema());
    const files = readdirSync(TESTS);
    assert.ok(files.length >= 12);
    for (const file of files) {
      assert.ok(
        check(yaml.load(readFileSync(join(TESTS, file), "utf8"))),
        `${file}: ${JSON.stringify(check.errors)}`,
      );
      assert.doesNotThrow(() => readTest(join(TESTS, file), nodeRed), file);
    }
    assert.ok(!check(one({ when: [{ wait: 3 }] })));
  });
});

describe("the report of flow tests", () => {
  const outcome = {
    name: `a <b> & "c" \u0000`,
    ms: 1_500,
    virtualMs: 60_000,
    failures: [{ expected: "x < 1", instead: ["]]> \u001b[31m", "\ud800"] }],
    timeline: Array.from({ length: 100 }, (_, index) => `line ${index}`),
  };

  it("is XML that any parser takes, whatever a flow sends", () => {
    const xml = junitOf([{ file: "f.test.json", cases: [outcome, { ...outcome, failures: [] }] }]);
    assert.match(xml, /<testsuites tests="2" failures="1">/);
    assert.match(xml, /name="a &#60;b&#62; &#38; &#34;c&#34; \?"/);
    assert.doesNotMatch(xml, /\p{Cs}|(?!\n)\p{Cc}/u);
    assert.equal(xml.match(/<(?!\?|\/?(testsuites?|testcase|failure)\b)/g), null);
  });

  it("shows what came instead, and the end of the timeline", () => {
    const text = caseText("f.test.json", outcome, false);
    assert.match(text, /^FAILED f\.test\.json: a <b> & "c" \(60\.0 s in 1\.5 s\)/);
    assert.match(text, /expected x < 1\n +but {6}\]\]>/);
    assert.match(text, /40 earlier lines[^]*line 99/);
    assert.doesNotMatch(text, /line 39$/m);
  });
});

describe("the flags of genesys-flow-test", () => {
  it("are read, or refused in one sentence", () => {
    assert.deepEqual([readFlags(["--help"]), readFlags(["--schema"])], ["help", "schema"]);
    for (const wrong of [
      [],
      ["--watch=1", "a"],
      ["--jobs", "0", "a"],
      ["--timeout", "x", "a"],
      ["--case"],
      ["-x", "a"],
    ])
      assert.throws(() => readFlags(wrong), { name: "UsageError" }, wrong.join(" "));
  });

  it("find the Node-RED that is named, and no other in its place", () => {
    assert.equal((findNodeRed(root, []) as { main: string }).main, nodeRed);
    assert.match(findNodeRed("/gone", [root]) as string, /there is no Node-RED/);
  });
});
