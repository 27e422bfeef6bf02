import assert from "node:assert/strict";
import { exportOf } from "../../nodes/lib/node/export-route";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import type { ActionFile, ActionResult } from "../../nodes/lib/simulator/data-actions/run";
import { openRequestBench, SECRET, VIP, type Between, type RequestBench } from "../support/request-flow";
import { until } from "../support/until";

const CONTRACTS = {
  inputContract: [
    { name: "conversationId", type: "string", required: true },
    { name: "note", type: "string", required: false },
    { name: "attempts", type: "integer", required: false },
    { name: "score", type: "number", required: false },
    { name: "isNew", type: "boolean", required: false },
  ],
  outputContract: [{ name: "note", type: "string", required: true }],
};
const INPUT = {
  conversationId: "c-1",
  note: 'He said "no" \\ ${input.score} $!x #end\n& é+%',
  attempts: 3,
  score: -0.5,
  isNew: false,
};
/** The flow returns what it has received. */
const echo: Between = (msg) => ({ ...msg, payload: { note: (msg.payload as { note: string }).note } });

describe("the exported data action, run by the simulated org against the flow", () => {
  let simulator: Simulator;
  let bench: RequestBench;
  before(async () => void (simulator = await startSimulator()));
  after(() => simulator.close());
  afterEach(() => bench.close());

  const runs = (
    config: Record<string, unknown>,
    input: Record<string, unknown> = INPUT,
    credentials: Record<string, string> = { headerValue: SECRET },
  ): Promise<ActionResult> => {
    const settings = {
      name: "Echo",
      ...VIP,
      ...CONTRACTS,
      publicUrl: "https://flows.example.com",
      ...config,
    };
    const action = exportOf(settings).file as unknown as ActionFile;
    return simulator.act.runDataAction({ action, input, credentials, url: bench.url });
  };
  const open = async (between: Between, config: Record<string, unknown> = {}, credentials = {}) =>
    (bench = await openRequestBench(between, {
      config: { ...CONTRACTS, ...config },
      credentials: { headerValue: SECRET, ...credentials },
    }));

  for (const method of ["POST", "PUT", "PATCH", "GET"])
    it(`brings every input as it is, by ${method}, and the output back`, async () => {
      await open(echo, { method });
      assert.deepEqual(await runs({ method }), { outcome: "success", output: { note: INPUT.note } });
      assert.deepEqual(bench.received[0]?.payload, INPUT);
    });

  for (const method of ["POST", "GET"])
    it(`leaves out the inputs that are not set, by ${method}`, async () => {
      await open((msg) => ({ ...msg, payload: { note: "" } }), { method });
      await runs({ method }, { conversationId: "c-2" });
      assert.deepEqual(bench.received[0]?.payload, { conversationId: "c-2" });
    });

  it("authenticates by user and password", async () => {
    await open(echo, { auth: "basic" }, { user: "gc", password: "p:w" });
    const { outcome } = await runs({ auth: "basic" }, INPUT, { userName: "gc", password: "p:w" });
    assert.equal(outcome, "success");
  });

  it("takes the failure output with code and sentence of the flow's error", async () => {
    const error = { code: "noTarget", message: "No agent is connected." };
    await open((msg) => ({ ...msg, error }));
    assert.deepEqual(await runs({}), {
      outcome: "failure",
      status: 404,
      code: "noTarget",
      message: "No agent is connected.",
    });
  });

  it("takes the failure output without the right secret", async () => {
    await open(echo);
    const result = await runs({}, INPUT, { headerValue: "wrong" });
    assert.deepEqual([result.outcome, "status" in result && result.status], ["failure", 401]);
  });

  it("takes the failure output at the time limit of the node, before the platform's own", async () => {
    await open(() => undefined, { timeLimitSeconds: 3 });
    const running = runs({});
    await until(() => bench.received.length === 1);
    await bench.clock.advance(3_000);
    const result = await running;
    assert.deepEqual([result.outcome, "code" in result && result.code], ["failure", "timeout"]);
  });
});

describe("the export", () => {
  const config = { name: "Is VIP", ...VIP, publicUrl: "https://flows.example.com/red/" };

  it("has the address behind a proxy, with its prefix", () => {
    const { fileName, file } = exportOf(config);
    assert.equal(file.config.request.requestUrlTemplate, "https://flows.example.com/red/genesys/vip");
    assert.equal(fileName, "Is-VIP.custom.json");
  });

  it("is named by its path where the node has no name", () =>
    assert.equal(exportOf({ ...config, name: "" }).file.name, "genesys vip"));

  for (const publicUrl of ["", "http://flows.example.com", "flows.example.com", "https://u:p@a.example.com"])
    it(`needs an address that Genesys Cloud can call: ${JSON.stringify(publicUrl)}`, () =>
      assert.throws(() => exportOf({ ...config, publicUrl }), /"publicUrl" must be the address/));
});
