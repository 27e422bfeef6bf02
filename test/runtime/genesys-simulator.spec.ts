import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import WebSocket from "ws";
import { installedFolder } from "../support/package";
import { until } from "../support/until";

interface OnNode {
  nodeForFive(): string;
  withNode(path: string): NodeJS.ProcessEnv;
}

/** Has no types; so its name is none that the compiler looks up. */
const SCRIPT: string = "../../scripts/on-node.mjs";

/** The command as an installed package has it, without a checkout and without Node-RED. */
describe("genesys-simulator of the packed package", function () {
  this.timeout(180_000); // packs, installs, may fetch the newer Node.js
  let folder: Awaited<ReturnType<typeof installedFolder>>;
  let onNode: OnNode;
  /** This Node.js, and one that Node-RED 5 accepts, which is newer where this one is old. */
  let nodes: string[];
  let cleanUp: (() => Promise<unknown>)[] = [];

  before(async () => {
    folder = await installedFolder();
    onNode = (await import(SCRIPT)) as OnNode;
    nodes = [...new Set([process.execPath, onNode.nodeForFive()])];
  });
  after(() => folder.remove());
  afterEach(async () => {
    for (const clean of cleanUp.reverse()) await clean();
    cleanUp = [];
  });

  const start = (node: string, ...args: string[]) => {
    const command = join(folder.path, "node_modules/.bin/genesys-simulator");
    const child: ChildProcess = spawn(command, args, { cwd: folder.path, env: onNode.withNode(node) });
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, "close").then(([status]) => status as number | null);
    cleanUp.push(() => (child.kill("SIGKILL"), ended));
    return { child, said: () => said, ended };
  };

  const addressOf = async (said: () => string): Promise<string> => {
    await until(() => said().includes("\n"));
    const [, url] = /^The simulated organisation listens on (http:\/\/127\.0\.0\.1:\d+) /.exec(said()) ?? [];
    return url ?? assert.fail(said());
  };

  /** Signs in as the first line says, and opens a channel. */
  const listen = async (url: string): Promise<void> => {
    const basic = `Basic ${Buffer.from("simulator:simulator").toString("base64")}`;
    const body = new URLSearchParams({ grant_type: "client_credentials" });
    const token = await fetch(`${url}/oauth/token`, {
      method: "POST",
      headers: { Authorization: basic },
      body,
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${access_token}` };
    const opened = await fetch(`${url}/api/v2/notifications/channels`, { method: "POST", headers });
    const socket = new WebSocket(((await opened.json()) as { connectUri: string }).connectUri);
    cleanUp.push(() => Promise.resolve(socket.terminate()));
    socket.on("error", () => undefined);
    await once(socket, "open");
  };

  it("serves an account, and ends within a second of Ctrl-C or SIGTERM, on each Node.js", async () => {
    for (const node of nodes)
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        const { child, said, ended } = start(node, "--port", "0", "--floor", "--rate", "perHour=600");
        const url = await addressOf(said);
        await listen(url);
        const asked = performance.now();
        child.kill(signal);
        assert.equal(await ended, 0);
        assert.ok(performance.now() - asked < 1_000, signal);
      }
  });

  it("has the same day on each Node.js, byte for byte", async () => {
    const days = await Promise.all(
      nodes.map(async (node) => {
        const { said, ended } = start(node, ...["--port", "0", "--floor", "--speed", "max", "--hours", "1"]);
        assert.equal(await ended, 0, said());
        return said().split("\n").slice(2);
      }),
    );
    assert.ok((days[0]?.length ?? 0) > 500);
    assert.ok(days.every((day) => day.join("\n") === days[0]?.join("\n")));
  });

  it("says in one line why it does not start: a taken port is 1, a wrong flag is 2", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    cleanUp.push(() => new Promise((closed) => other.close(closed)));
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const taken = start(process.execPath, "--port", String(port));
    assert.equal(await taken.ended, 1);
    assert.match(taken.said(), new RegExp(`^Port ${port} is taken\\. .*--port ${port + 1}.*\n$`));
    const wrong = start(process.execPath, "--prot", "1");
    assert.equal(await wrong.ended, 2);
    assert.match(wrong.said(), /^There is no flag --prot\..*\n$/);
  });

  it("ends quietly when the program that reads it has ended", async () => {
    const { child, said, ended } = start(process.execPath, "--port", "0", "--floor", "--rate", "perHour=600");
    await addressOf(said);
    child.stdout?.destroy();
    assert.equal(await ended, 0);
    assert.doesNotMatch(said(), /EPIPE/);
  });
});
