import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import WebSocket from "ws";
import { QUEUES, WRAPUP_CODES } from "../../nodes/lib/simulator/seed/org";
import {
  exampleFile,
  exampleFolders,
  exampleNames,
  readExample,
  type FlowNode,
} from "../support/example-files";
import { flavour } from "../support/node-red";
import { editorUrl, npmStart } from "../support/npm-start";
import { temporaryFolder } from "../support/package";
import { eventually, until } from "../support/until";

const root = resolve(__dirname, "../..");
const flowsAt = async (url: string): Promise<FlowNode[]> =>
  (await (await fetch(new URL("flows", url))).json()) as FlowNode[];
const tabLabelOf = (name: string): unknown => readExample(name).find(({ type }) => type === "tab")?.label;

const conversationId = "fe00260d-2b3b-44ff-bc25-6008f321c168";

describe(`npm start on ${flavour}`, function () {
  this.timeout(120_000);
  /** One start for what is only looked at. */
  describe("with nothing else done", () => {
    let userDir: string;
    let said: () => string;
    const cleanUp: (() => Promise<unknown>)[] = [];
    before(async () => {
      const { path, remove } = await temporaryFolder();
      userDir = path;
      const started = npmStart(userDir);
      cleanUp.push(remove, started.kill);
      said = started.said;
      await until(() => said().includes("[the ids found]") && said().includes("[the caller]"));
    });
    after(async () => {
      for (const clean of cleanUp.reverse()) await clean();
    });
    const url = (): string => editorUrl(said());

    it("opens on the tab where to start, and has the other examples by job, disabled but for the first ones", async () => {
      const tabs = (await flowsAt(url())).filter(({ type }) => type === "tab");
      assert.equal(tabs[0]?.label, "Start here");
      const isFirst = (name: string): boolean => name.startsWith("0");
      assert.deepEqual(
        tabs.filter(({ disabled }) => disabled !== true).map(({ label }) => label),
        exampleNames().filter(isFirst).map(tabLabelOf),
      );
      const expected = exampleFolders().flatMap((folder) => [
        ...(isFirst(folder) ? [] : [folder.replace(/^\d+ /, "").toUpperCase()]),
        ...exampleNames()
          .filter((name) => exampleFile(name).startsWith(folder))
          .map(tabLabelOf),
      ]);
      assert.deepEqual(
        tabs.map(({ label }) => label),
        expected,
      );
    });

    it("has no tour of Node-RED's own in front of that of the package, and no setting against tours", async () => {
      const settings = readFileSync(join(userDir, "settings.js"), "utf8");
      assert.doesNotMatch(settings, /tours/);
      const read = async (path: string): Promise<Record<string, unknown>> =>
        (await (await fetch(new URL(path, url()))).json()) as Record<string, unknown>;
      const [version] = String((await read("settings")).version).split("-"); // in a checkout it ends with -git
      assert.deepEqual(await read("settings/user"), { editor: { tours: { welcome: version } } });
    });

    it("prints a few lines, with what the simulated org has", () => {
      for (const { name } of [...QUEUES, ...WRAPUP_CODES]) assert.ok(said().includes(name), name);
      assert.match(said(), new RegExp(`live call +${conversationId}`));
      const lines = said()
        .split("\n")
        .filter((line) => line.trim() !== "");
      assert.ok(lines.length <= 20, said());
    });

    it("shows the result of the first example in the terminal, and again to the first editor", async () => {
      assert.match(said(), /Running the example "01 - /);
      assert.match(said(), new RegExp(`\\[the ids found\\][^[]*${conversationId}`));
      assert.match(said(), /\[the caller\] Casey Customer · call/);

      const editor = new WebSocket(new URL("comms", url().replace("http", "ws")));
      // Another example may be the first to have something to say.
      await new Promise<void>((done, fail) => {
        editor.on("error", fail);
        editor.on("message", (frame: Buffer) => {
          const text = frame.toString();
          if (text.includes('"topic":"debug"') && text.includes(conversationId)) done();
        });
      });
      editor.terminate();
    });

    it("keeps what an example writes to a file in the user directory", async () => {
      await until(() => said().includes("debug sidebar"));
      const writing = exampleNames()
        .map(readExample)
        .find((flow) => flow.some(({ type }) => type === "file"));
      const inject = writing?.find(({ type }) => type === "inject");
      const file = writing?.find(({ type }) => type === "file")?.filename as string;
      const flows = await flowsAt(url());
      const enabled = flows.map((node) => (node.id === inject?.z ? { ...node, disabled: false } : node));
      const deployed = await fetch(new URL("flows", url()), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(enabled),
      });
      assert.equal(deployed.status, 204);
      const pressed = new URL(`inject/${inject?.id}`, url());
      await eventually(async () => (await fetch(pressed, { method: "POST" })).ok); // when its nodes run
      await until(() => existsSync(join(userDir, file)));
      assert.equal(existsSync(join(root, file)), false);
    });
  });

  let userDir: string;
  let cleanUp: (() => Promise<unknown>)[];

  beforeEach(async () => {
    const { path, remove } = await temporaryFolder();
    userDir = path;
    cleanUp = [remove];
  });
  afterEach(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const start = (port?: string) => {
    const started = npmStart(userDir, port);
    cleanUp.push(started.kill);
    return started;
  };

  it("ends by Ctrl-C, and keeps what the user has made of the flows and the settings", async () => {
    const first = start();
    await until(() => first.said().includes("debug sidebar"));
    first.child.kill("SIGINT");
    assert.equal(await first.ended, 0);

    const settings = readFileSync(join(userDir, "settings.js"), "utf8");
    assert.match(settings, /credentialSecret: "[0-9a-f]{64}"/);
    assert.equal(statSync(join(userDir, "settings.js")).mode & 0o077, 0);
    const own = [{ id: "mine", type: "tab", label: "My own" }];
    writeFileSync(join(userDir, "flows.json"), JSON.stringify(own));

    const second = start();
    await until(() => second.said().includes("No example is run unasked"));
    second.child.kill("SIGINT");
    assert.equal(await second.ended, 0);
    assert.deepEqual(JSON.parse(readFileSync(join(userDir, "flows.json"), "utf8")), own);
    assert.equal(readFileSync(join(userDir, "settings.js"), "utf8"), settings);
    assert.doesNotMatch(second.said(), /Running the example/);
  });

  it("runs nothing unasked once an account of the flows is a real one", async () => {
    const first = start();
    await until(() => first.said().includes("debug sidebar"));
    first.child.kill("SIGINT");
    await first.ended;
    const file = join(userDir, "flows.json");
    const flows = readFileSync(file, "utf8");
    writeFileSync(file, flows.replace('"region": "simulator"', '"region": "mypurecloud.com"'));

    const second = start();
    await until(() => second.said().includes("No example is run unasked"));
    second.child.kill("SIGINT");
    assert.equal(await second.ended, 0);
    assert.notEqual(flows, readFileSync(file, "utf8"));
    assert.doesNotMatch(second.said(), /Running the example/);
  });

  it("says that the port is taken, and which one to try", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { ended, said } = start(String(port));
    assert.equal(await ended, 1);
    other.close();
    assert.match(said(), new RegExp(`Port ${port} is taken.*PORT=${port + 1} npm start`));
  });
});
