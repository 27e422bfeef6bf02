import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCapture } from "../../nodes/lib/capture/format";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { installedFolder } from "../support/package";
import { until } from "../support/until";

describe("genesys-capture of the packed package", function () {
  this.timeout(180_000); // packs and installs
  let folder: Awaited<ReturnType<typeof installedFolder>>;
  let simulator: Simulator;
  before(async () => {
    folder = await installedFolder();
    simulator = await startSimulator();
  });
  after(() => simulator.close());
  after(() => folder.remove());

  const start = (...args: string[]) => {
    const token = simulator.act.issueToken("simulator");
    const env = { ...process.env, GENESYS_CLOUD_API_URL: simulator.url, GENESYS_CLOUD_ACCESS_TOKEN: token };
    const command = join(folder.path, "node_modules/.bin/genesys-capture");
    const child = spawn(command, args, { cwd: folder.path, env });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, "close").then(([status]) => status as number | null);
    return { child, ended, said: () => said, token };
  };

  it("records a call until Ctrl-C; genesys-simulator replays the file", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support", name: "Erika Musterfrau" });
    const { child, ended, said, token } = start(conversationId, "--out", "call.json");
    const reads = (): number =>
      simulator.log.entries().filter(({ path }) => path === `/api/v2/conversations/${conversationId}`).length;
    await until(() => reads() >= 2); // it is subscribed
    const before = reads();
    simulator.act.agentAnswers(conversationId);
    await until(() => reads() > before); // a notification has come
    child.kill("SIGINT");
    assert.equal(await ended, 0, said());
    assert.match(said(), /call\.json: \d+ records/);
    const text = readFileSync(join(folder.path, "call.json"), "utf8");
    const capture = readCapture(JSON.parse(text));
    for (const personal of ["Musterfrau", conversationId, token, simulator.url])
      assert.ok(!text.includes(personal) && !said().includes(token), personal);
    const player = spawn(
      join(folder.path, "node_modules/.bin/genesys-simulator"),
      ["--port", "0", "--capture", "call.json"],
      { cwd: folder.path },
    );
    let line = "";
    player.stdout.on("data", (chunk: Buffer) => (line += chunk.toString()));
    const played = once(player, "close");
    try {
      await until(() => line.includes("replays them"));
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      const response = await fetch(`${url}/_simulator/replayCapture`, { method: "POST" });
      const { result } = (await response.json()) as { result: { conversationId: string; state: string } };
      assert.deepEqual([result.conversationId, result.state], [capture.conversationId, "replaying"]);
    } finally {
      player.kill("SIGTERM");
      await played;
    }
  });

  it("ends with 1 or 2 and one line, without a file", async () => {
    const missing = start("11111111-2222-4333-8444-555555555555", "--out", "gone.json");
    assert.equal(await missing.ended, 1);
    const wrong = start("--out");
    assert.equal(await wrong.ended, 2);
    assert.match(wrong.said(), /^[^\n]+\n$/);
    assert.equal(existsSync(join(folder.path, "gone.json")), false);
  });
});
