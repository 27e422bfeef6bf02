// Only on node-red-5: what is recorded is made in the browser, and the nodes that play it are the same.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import helper from "node-red-node-test-helper";
import simulate from "../../nodes/genesys-simulate";
import { doSteps } from "../../nodes/lib/flow-test/case/steps";
import { createReferences } from "../../nodes/lib/flow-test/case/references";
import { createTimeline } from "../../nodes/lib/flow-test/case/timeline";
import { readTest } from "../../nodes/lib/flow-test/file/read";
import { createActivity } from "../../nodes/lib/flow-test/time/quiet";
import { createCaseTime } from "../../nodes/lib/flow-test/time/time";
import { createWheel } from "../../nodes/lib/flow-test/time/wheel";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock } from "../support/clock";
import { dialogOf } from "../support/dialogs";
import { openBench } from "../support/flow";
import { actIn, historyOf, recorderScripts, TEXTS } from "../support/recorded";
import { until } from "../support/until";

type Values = Record<string, unknown>;
type Node = ReturnType<ReturnType<typeof recorderScripts>["recordedNodes"]>[number];

const START = Date.parse("2026-03-02T09:00:00.000Z");
const nodeRed = dirname(createRequire(__filename).resolve("node-red-5/package.json"));
const core = (file: string) =>
  createRequire(join(nodeRed, "package.json"))(`@node-red/nodes/core/function/${file}`) as never;

/** What is clicked: an act, its details, whether it is in the conversation that the first or second call has made; pauses in s. */
type Click = [act: string, details: Values, of?: number] | number;
const ONE_CALL: Click[] = [
  ["customerCalls", { queue: "Support", name: 'Nora: 100% "new"' }],
  ["agentAnswers", {}, 0],
  ["timePasses", { seconds: 10 }],
  ["agentHolds", {}, 0],
  ["agentHangsUp", {}, 0],
];
const TWO_CALLS: Click[] = [
  ["customerCalls", { queue: "Support" }],
  7,
  ["customerWrites", { queue: "Support", text: "no" }],
  3,
  ["agentAnswers", {}, 0],
  ["agentAnswers", {}, 1],
  20,
  ["customerHangsUp", {}, 0],
];

const at = { z: "tab", x: 0, y: 0, wires: [] };
const FLOW = [
  { id: "tab", type: "tab", label: "tab" },
  { ...at, id: "read", type: "debug", name: "read: it" },
  { ...at, id: "wrap", type: "debug", name: "" },
];

describe("a recording of the simulated org", () => {
  const scripts = recorderScripts();
  const folder = mkdtempSync(join(tmpdir(), "recorded-"));
  let simulator: Simulator;
  let clock: ReturnType<typeof createClock>;
  beforeEach(async () => {
    clock = createClock(START);
    simulator = await startSimulator({ clock });
  });
  afterEach(() => simulator.close());
  after(() => rmSync(folder, { recursive: true }));

  const readCases = (text: string) => {
    writeFileSync(join(folder, "flows.json"), JSON.stringify(FLOW));
    writeFileSync(join(folder, "recorded.test.yaml"), text);
    return readTest(join(folder, "recorded.test.yaml"), nodeRed).cases;
  };

  const record = async (clicks: readonly Click[]) => {
    const recording = scripts.recordingOf(`account ${Math.random()}`);
    recording.start(clock.now());
    const made: string[] = [];
    let at = START; // of the browser: an act that lets time pass does not change it
    for (const click of clicks) {
      if (typeof click === "number") {
        await clock.advance(click * 1000);
        at += click * 1000;
        continue;
      }
      const [act, more, of] = click;
      const details = of === undefined ? more : { ...more, conversationId: made[of] };
      const { conversationId } = await actIn(simulator, act, details);
      if (of === undefined && typeof conversationId === "string") made.push(conversationId);
      recording.add({
        at,
        act,
        label: act,
        details,
        conversationId,
      });
    }
    return scripts.recordedSteps(recording.steps);
  };

  /** The history that the nodes make in a separate org, from the button on. */
  const played = async (nodes: readonly Node[]): Promise<unknown[]> => {
    const wiresOf = ({ wires }: Node) => (wires[0]?.length === 0 ? [["the-result"]] : wires);
    const flow = nodes
      .filter(({ type }) => type === "genesys-simulate" || type === "change")
      .map((node) => ({ ...node, z: "tab", wires: wiresOf(node) }));
    const bench = await openBench(simulate, "helper", {}, { modules: [core("15-change.js")], flow });
    try {
      const button = nodes.find(({ type }) => type === "inject");
      helper.getNode(button?.wires[0]?.[0] ?? "").receive({});
      await until(() => bench.arrivals.length > 0);
      return await historyOf(bench.simulator, START);
    } finally {
      await bench.close();
    }
  };

  /** The history that the steps of a case make in a separate org. */
  const tested = async (text: string): Promise<unknown[]> => {
    const [read] = readCases(text);
    const wheel = createWheel(START);
    const time = createCaseTime(
      wheel,
      createActivity(() => 0),
    );
    const own = await startSimulator({ clock: time });
    try {
      const org = {
        simulator: own,
        port: 0,
        control: (act: string, details: Values) => actIn(own, act, details),
      };
      const timeline = createTimeline(time.now, () => undefined);
      const references = createReferences(() => undefined);
      const headless = { nodeById: () => undefined, port: 0 };
      await doSteps(
        read?.when ?? [],
        { flow: [], headless, org, time, timeline, references },
        { id: undefined },
      );
      return await historyOf(own, START);
    } finally {
      await own.close();
    }
  };

  it("becomes nodes that make the same happen", async () => {
    const nodes = scripts.recordedNodes(await record(ONE_CALL), "the-account", TEXTS);
    const wanted = await historyOf(simulator, START);
    assert.match(JSON.stringify(wanted), /"connected":\d.*"ended":10/);
    assert.deepEqual(await played(nodes), wanted);
  });

  it("becomes nodes that know two conversations apart", async () => {
    const nodes = scripts.recordedNodes(
      await record(TWO_CALLS.filter((click) => typeof click !== "number")),
      "the-account",
      TEXTS,
    );
    const wanted = await historyOf(simulator, START);
    assert.equal(wanted.length, 2);
    assert.deepEqual(await played(nodes), wanted);
  });

  it("becomes a test case that makes the same happen, at the same times", async () => {
    for (const clicks of [ONE_CALL, TWO_CALLS]) {
      await simulator.close();
      simulator = await startSimulator({ clock: (clock = createClock(START)) });
      const text = scripts.recordedCase(await record(clicks), [], TEXTS);
      const wanted = await historyOf(simulator, START);
      assert.deepEqual(await tested(text), wanted, text);
    }
  });

  it("has each pause as a delay, and shows what no node can do", async () => {
    const clicks: Click[] = [["customerCalls", {}], 7, ["agentAnswers", {}, 0]];
    const steps = await record(clicks);
    steps.splice(1, 0, { act: "floor", label: "Start the floor", details: {}, pauseSeconds: 0 });
    const nodes = scripts.recordedNodes(steps, "the-account", TEXTS);
    assert.deepEqual(
      nodes.map(({ type, name, timeout }) => [type, timeout ?? name]),
      [
        ["comment", "Recorded"],
        ["inject", "play"],
        ["genesys-simulate", ""],
        ["comment", "Left out: Start the floor"],
        ["delay", "7"],
        ["genesys-simulate", ""],
      ],
    );
    assert.equal(
      new Set(nodes.map(({ x, y }) => `${String(x)} ${String(y)}`)).size,
      nodes.length,
      "no overlap",
    );
    assert.deepEqual(nodes[2]?.wires, [[nodes[4]?.id]]);
  });

  it("has exactly the properties that a simulate node stores", async () => {
    const stored = Object.keys(dialogOf("genesys-simulate").defaults).filter((name) => name !== "names");
    const nodes = scripts.recordedNodes(await record(ONE_CALL), "the-account", TEXTS);
    for (const node of nodes.filter(({ type }) => type === "genesys-simulate"))
      assert.deepEqual(
        Object.keys(node).sort(),
        [...stored, "id", "type", "x", "y", "wires"].sort(),
        String(node["action"]),
      );
  });

  it("suggests to expect what the nodes did meanwhile, as a comment that can be used as it is", async () => {
    const messages = [
      { name: "read: it", nodeId: "read", requests: [{ operation: "getConversation" }] },
      {
        ...{ name: "", nodeId: "wrap", requests: [{ operation: "getConversation" }] },
        error: { code: "noTarget" },
      },
    ];
    const text = scripts.recordedCase(await record(ONE_CALL), messages, TEXTS);
    const [read] = readCases(text);
    assert.equal(read?.expect, undefined);
    const [used] = readCases(text.replace("    # expect:", "    expect:").replace(/^ {4}# {3}/gm, "      "));
    assert.deepEqual(used?.expect, [
      { request: "getConversation", times: 2 },
      { error: "noTarget", at: "wrap" },
    ]);
  });

  it("has the faults of the sidebar as faults of the case, and names what a case cannot do", () => {
    const at = START;
    const steps = scripts.recordedSteps([
      { at, act: "faults", label: "503", details: { fault: { status: 503 } } },
      { at: at + 2_400, act: "reset", label: "Reset", details: {} },
      { at: at + 2_500, act: "agentAnswers", label: "", details: { conversationId: "an id of before" } },
    ]);
    const text = scripts.recordedCase(steps, [], TEXTS);
    const [read] = readCases(text);
    assert.deepEqual(read?.when, [
      { fault: { status: 503 } },
      { pass: 3 },
      { pass: 1 },
      { act: "agentAnswers", conversationId: "an id of before" },
    ]);
    assert.match(text, /# Left out: Reset\n/);
    assert.match(text, /# Another one\.\n/);
  });

  it("keeps nothing before it begins and after it has ended, and 200 steps at most", () => {
    const recording = scripts.recordingOf("another account");
    const step = { at: START, act: "reset", label: "", details: {} };
    recording.add(step);
    recording.start(START);
    for (let count = 0; count < 250; count += 1) recording.add(step);
    assert.equal(recording.steps.length, 200);
    recording.stop(START);
    recording.start(START);
    assert.equal(recording.steps.length, 0);
    recording.stop(START);
    recording.add(step);
    assert.equal(recording.steps.length, 0);
  });
});
