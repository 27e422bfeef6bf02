import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeRedFolder, runFlowTest, startFlowTest, type Ran } from "../support/flow-test";
import { installedFolder } from "../support/package";
import { ofThisVersion } from "../support/versions";
import { eventually } from "../support/until";

type Loose = Record<string, unknown>;

const at = { z: "tab", x: 100, y: 100 };
const FLOW: Loose[] = [
  { id: "tab", type: "tab", label: "Main" },
  { id: "org", type: "genesys-account", name: "Real org", region: "mypurecloud.de", grant: "access-token" },
  {
    ...at,
    id: "go",
    type: "inject",
    name: "go",
    props: [{ p: "payload" }],
    payload: "7",
    payloadType: "num",
    wires: [["crm"]],
  },
  {
    ...at,
    id: "crm",
    type: "http request",
    name: "crm",
    method: "POST",
    ret: "obj",
    url: "https://crm.example.com/notes",
    wires: [["out"]],
  },
  {
    ...at,
    id: "do",
    type: "function",
    name: "do",
    outputs: 1,
    libs: [],
    func: "const run = new Function('msg', 'node', 'env', 'flow', 'global', 'Date', 'setTimeout', msg.code);\nreturn run(msg, node, env, flow, global, Date, setTimeout);",
    wires: [["out"]],
  },
  {
    ...at,
    id: "get",
    type: "genesys-get-conversation",
    name: "get",
    account: "org",
    conversationId: "conversationId",
    conversationIdType: "msg",
    wires: [["out"]],
  },
  {
    ...at,
    id: "tick",
    type: "inject",
    name: "tick",
    props: [{ p: "payload" }],
    repeat: "10",
    once: true,
    onceDelay: "0.1",
    wires: [["ticks"]],
  },
  { ...at, id: "ticks", type: "debug", name: "ticks", active: false, wires: [] },
  {
    ...at,
    id: "wait",
    type: "delay",
    name: "wait",
    pauseType: "delay",
    timeout: "90",
    timeoutUnits: "seconds",
    rate: "1",
    nbRateUnits: "1",
    rateUnits: "second",
    randomFirst: "1",
    randomLast: "5",
    randomUnits: "seconds",
    outputs: 1,
    wires: [["out"]],
  },
  {
    ...{ ...at, id: "udp", type: "udp out", name: "udp", addr: "192.0.2.1", port: "4000", ipv: "udp4" },
    ...{ iface: "", outport: "", base64: false, multicast: "false", wires: [] },
  },
  { ...at, id: "out", type: "debug", name: "out", active: false, complete: "true", wires: [] },
];
const CALL = "fe00260d-2b3b-44ff-bc25-6008f321c168";
const run = (code: string): Loose => ({ send: { code }, to: "do" });
const stub = {
  host: "crm.example.com",
  method: "POST",
  path: "/notes",
  status: 201,
  body: { id: 1 },
  delaySeconds: 5,
};

/** Cases that pass, by name. */
const PASSING: Record<string, Loose> = {
  "a stub answers after a while": {
    given: { stubs: [stub] },
    when: [{ press: "go" }],
    expect: [
      { at: "out", messages: [{ statusCode: 201, payload: { id: 1 } }], nothingElse: true },
      { outside: "crm.example.com", method: "POST", body: 7, times: 1 },
    ],
  },
  "an account of a real organisation uses the simulated one": {
    when: [{ send: { conversationId: CALL }, to: "get" }],
    expect: [
      { at: "out", messages: [{ mediaType: "call" }] },
      { request: "getConversation", times: 1 },
      { noError: true },
    ],
  },
  "context, environment and time are given": {
    given: {
      time: "2001-02-03T04:05:06Z",
      environment: { X: "x" },
      context: { global: { g: 1 }, flows: { Main: { f: 2 } } },
    },
    when: [
      run("return { payload: [env.get('X'), global.get('g'), flow.get('f'), new Date().toISOString()] }"),
    ],
    expect: [
      { at: "out", messages: [{ payload: ["x", 1, 2, "2001-02-03T04:05:06.000Z"] }] },
      { context: "Main", match: { f: 2 } },
    ],
  },
  "timers of core nodes and of functions are virtual": {
    when: [
      { send: { payload: 1 }, to: "wait" },
      run("setTimeout(() => node.send({ payload: 2 }), 3600000)"),
      { pass: 3600 },
    ],
    expect: [
      { at: "out", messages: [{ payload: 1 }, { payload: 2 }], nothingElse: true, within: 0 },
      { at: "ticks", count: 360, within: 0 },
    ],
  },
  "an error is expected by its node": {
    when: [run("throw new Error('thrown here')")],
    expect: [{ error: true, at: "do", message: { $contains: "thrown here" }, times: 1 }],
  },
  "a fault reaches the node": {
    when: [
      { fault: { status: 404 }, match: { operation: "getConversation" } },
      { send: { conversationId: CALL }, to: "get" },
    ],
    expect: [
      { error: "missing", at: "get", cause: { status: 404, outcome: "refused" } },
      { at: "out", nothing: true },
    ],
  },
};

/** Cases that fail, by name, with what the report says. */
const FAILING: Record<string, [testCase: Loose, says: RegExp]> = {
  "a message differs": [
    {
      when: [{ send: { conversationId: CALL }, to: "get" }],
      expect: [{ at: "out", messages: [{ mediaType: "email" }] }],
    },
    /but {6}\{.*\(mediaType is "call"\)[^]*timeline:[^]*request getConversation/,
  ],
  "a host has no stub": [
    { when: [{ press: "go" }] },
    /no request to another host without a stub[^]*POST https:\/\/crm\.example\.com\/notes/,
  ],
  "a datagram would leave": [
    { when: [{ pass: 1 }, { send: { payload: "x" }, to: "udp" }] },
    /no request to another host without a stub[^]*a datagram \(UDP\)/,
  ],
  "an error is not handled": [
    { when: [run("throw new Error('unforeseen')")] },
    /no error that the flow does not handle[^]*unforeseen/,
  ],
  "a request comes once too often": [
    {
      when: [1, 2].map(() => ({ send: { conversationId: CALL }, to: "get" })),
      expect: [{ request: "getConversation", times: 1 }],
    },
    /it came 2 times/,
  ],
  "an operation does not exist": [
    { expect: [{ request: "getConversaton", times: 0 }] },
    /no operation getConversaton\. Did you mean getConversation/,
  ],
  "a process would end": [
    { when: [run("Promise.reject(new Error('left alone'))")] },
    /Node-RED ends with an error that nothing catches: left alone/,
  ],
  "a capture is none": [{ given: { capture: "flows.json" } }, /the case can be run\n +but {6}.*[Cc]apture/],
  "an act is not possible": [
    { when: [{ act: "agentWrapsUp", conversationId: CALL, code: "Nonsense" }] },
    /act agentWrapsUp .*There is no code Nonsense/,
  ],
};

/** What the report of a case that fails says does not depend on the version, and each case is a Node-RED of its own. */
const SEEN_FAILING = ofThisVersion(Object.entries(FAILING));

describe("genesys-flow-test of the installed package", function () {
  this.timeout(600_000);
  let folder: { path: string; remove: () => Promise<void> };
  let passing: Ran;
  let failing: Ran;
  const write = (name: string, content: unknown): string => {
    writeFileSync(join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
    return name;
  };
  const testOf = (cases: Loose[]): Loose => ({ flow: "flows.json", cases });

  before(async () => {
    folder = await installedFolder();
    write("flows.json", FLOW);
    const cases = (all: [string, Loose][]): Loose[] => all.map(([name, one]) => ({ name, ...one }));
    write("passing.test.json", testOf(cases(Object.entries(PASSING))));
    write("failing.test.json", testOf(cases(SEEN_FAILING.map(([name, [one]]) => [name, one]))));
    passing = await runFlowTest(folder.path, ["--jobs", "2", "passing.test.json", "--junit", "passing.xml"]);
    failing = await runFlowTest(folder.path, ["--jobs", "2", "failing.test.json", "--junit", "failing.xml"]);
  });
  after(() => folder.remove());

  for (const name of Object.keys(PASSING))
    it(`passes: ${name}`, () =>
      assert.ok(passing.out.includes(`ok     passing.test.json: ${name}`), passing.out));

  for (const [name, [, says]] of SEEN_FAILING)
    it(`fails: ${name}`, () => {
      const [, report = ""] = failing.out.split(`FAILED failing.test.json: ${name}`);
      assert.match(report.split(/^(FAILED|ok)/m)[0] ?? "", says);
    });

  it("ends a flow that loops, after so much real time", async () => {
    const file = write("loop.test.json", testOf([{ name: "a loop", when: [run("for (;;);")] }]));
    const { status, out } = await runFlowTest(folder.path, ["--timeout", "2", file]);
    assert.equal(status, 1);
    assert.match(out, /The flow may loop: the case has not ended after 2 s of real time/);
  });

  it("ends with 0 or 1, and writes the same as JUnit", () => {
    assert.deepEqual([passing.status, failing.status], [0, 1], failing.err);
    const xml = readFileSync(join(folder.path, "failing.xml"), "utf8");
    const count = SEEN_FAILING.length;
    assert.match(xml, new RegExp(`<testsuites tests="${count}" failures="${count}">`));
    assert.equal(xml.match(/<failure message="/g)?.length, count);
    assert.match(readFileSync(join(folder.path, "passing.xml"), "utf8"), /failures="0"/);
  });

  it("does not change the flow, and leaves nothing in the folder of the user", () => {
    assert.equal(readFileSync(join(folder.path, "flows.json"), "utf8"), JSON.stringify(FLOW));
    assert.ok(
      !existsSync(join(folder.path, "results.jsonl")) && !existsSync(join(folder.path, "flows_cred.json")),
    );
  });

  const WRONG: [what: string, test: unknown, says: RegExp][] = [
    ["is not JSON", "{", /wrong\.test\.json is not JSON/],
    [
      "has no flow file",
      { flow: "gone.json", cases: [{ name: "a" }] },
      /The flow file .*gone\.json cannot be read/,
    ],
    ["names no node", testOf([{ name: "a", when: [{ press: "og" }] }]), /The flow has no inject node "og"/],
    [
      "has a wrong step",
      testOf([{ name: "a", when: [{ presss: "go" }] }]),
      /cases\[0\]\.when\[0\]: This is no step\. There are: act, press/,
    ],
    [
      "has a wrong property",
      testOf([{ name: "a", expect: [{ at: "out", mesages: [] }] }]),
      /cases\[0\]\.expect\[0\]: Unrecognized key: "mesages"/,
    ],
    [
      "names a capture that is not there",
      testOf([{ name: "a", given: { capture: "x.json" } }]),
      /The capture .*x\.json cannot be read/,
    ],
  ];
  for (const [what, test, says] of WRONG)
    it(`ends with 2 for a test file that ${what}`, async () => {
      const { status, err } = await runFlowTest(folder.path, [write("wrong.test.json", test)]);
      assert.equal(status, 2);
      assert.match(err, says);
    });

  it("ends with 2 for wrong flags, and where there is no Node-RED", async () => {
    const wrong = await runFlowTest(folder.path, ["--prot"]);
    assert.deepEqual([wrong.status, wrong.err.split("\n")[0]], [2, "There is no option --prot."]);
    const none = await runFlowTest(folder.path, [
      "--node-red",
      join(folder.path, "gone"),
      "passing.test.json",
    ]);
    assert.equal(none.status, 2);
    assert.match(none.err, /there is no Node-RED/);
  });

  it("runs again when the test file changes, and ends when it is asked to", async () => {
    const file = write("watched.test.json", testOf([{ name: "before" }]));
    const child = startFlowTest(folder.path, ["--node-red", nodeRedFolder, "--watch", file]);
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => void (out += chunk.toString()));
    await eventually(() => Promise.resolve(/Waiting for changes/.test(out)), 120_000);
    write("watched.test.json", testOf([{ name: "after", expect: [{ at: "out", within: 0 }] }]));
    await eventually(() => Promise.resolve(/FAILED .*: after/.test(out)), 120_000);
    child.kill("SIGINT");
    const [status] = (await once(child, "exit")) as [number];
    assert.equal(status, 0, out);
  });
});
