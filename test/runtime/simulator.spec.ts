import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { storyCapture } from "../support/story-capture";
import { until } from "../support/until";

const root = resolve(__dirname, "../..");

interface State {
  settings: Record<string, unknown>;
  conversations: unknown[];
}

describe("npm run simulator", function () {
  this.timeout(60_000);
  let cleanUp: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const clean of cleanUp.reverse()) await clean();
    cleanUp = [];
  });

  const start = (
    port = "",
    ...flags: string[]
  ): { child: ChildProcess; said: () => string; ended: Promise<number | null> } => {
    const env = { ...process.env, PORT: port };
    const child = spawn(process.execPath, ["scripts/simulator.mjs", ...flags], { cwd: root, env });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, "exit").then(([status]) => status as number | null);
    cleanUp.push(() => (child.kill("SIGKILL"), ended));
    return { child, said: () => said, ended };
  };

  const addressOf = async (said: () => string): Promise<string> => {
    await until(() => said().includes("\n"));
    const [, url] = /^The simulated organisation listens on (http:\/\/127\.0\.0\.1:\d+) /.exec(said()) ?? [];
    return url ?? assert.fail(said());
  };
  const state = async (url: string): Promise<State> =>
    (await (await fetch(`${url}/_simulator/state`)).json()) as State;
  const post = (url: string, name: string, body: object): Promise<Response> =>
    fetch(`${url}/_simulator/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

  it("says where it listens, and is driven there: settings, acts, time and reset", async () => {
    const url = await addressOf(start().said);
    const before = await state(url);
    assert.notEqual(before.settings["lagMs"], 2_000);

    assert.equal((await post(url, "settings", { lagMs: 2_000 })).status, 200);
    assert.equal((await state(url)).settings["lagMs"], 2_000);
    assert.equal((await post(url, "customerCalls", { queue: "Support" })).status, 200);
    assert.equal((await state(url)).conversations.length, before.conversations.length + 1);
    const { result } = (await (await post(url, "timePasses", { seconds: 60 })).json()) as {
      result: { aheadSeconds: number };
    };
    assert.ok(result.aheadSeconds > 50 && result.aheadSeconds <= 60, "less what passed by itself meanwhile");

    assert.equal((await post(url, "reset", {})).status, 200);
    const after = await state(url);
    assert.equal(after.settings["lagMs"], before.settings["lagMs"]);
    assert.equal(after.conversations.length, before.conversations.length);
  });

  it("returns 200 for each command that docs/simulator.md shows", async () => {
    const capture = join(mkdtempSync(join(tmpdir(), "genesys-spec-")), "call.json");
    cleanUp.push(() => rm(dirname(capture), { recursive: true }));
    writeFileSync(capture, JSON.stringify(storyCapture()));
    const url = await addressOf(start("", "--capture", capture).said);
    const page = readFileSync(resolve(root, "docs/simulator.md"), "utf8");
    const commands = [...page.matchAll(/^curl (.*)http:\/\/127\.0\.0\.1:9000(\S+)$/gm)];
    assert.ok(commands.length >= 5);
    for (const [command, given = "", path = ""] of commands) {
      const [, body] = /-d '(.*)'/.exec(given) ?? [];
      const [, method = body === undefined ? "GET" : "POST"] = /-X (\w+)/.exec(given) ?? [];
      const [, type] = /-H 'Content-Type: (.*?)'/.exec(given) ?? [];
      const headers = type === undefined ? {} : { "Content-Type": type };
      const init = { method, headers, ...(body === undefined ? {} : { body }) };
      assert.equal((await fetch(`${url}${path}`, init)).status, 200, command);
    }
  });

  it("takes the port that PORT names, or the flag, and says so where it is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const refused = start(String(port));
    assert.equal(await refused.ended, 1);
    assert.match(refused.said(), new RegExp(`Port ${port} is taken.*--port ${port + 1}`));

    await new Promise((closed) => other.close(closed));
    const { said } = start("seven", "--port", String(port));
    assert.equal(await addressOf(said), `http://127.0.0.1:${port}`);
  });

  it("gives up on a PORT that is none", async () => {
    const { ended, said } = start("seven");
    assert.equal(await ended, 2);
    assert.match(said(), /--port seven: give a number/);
  });
});
