import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { exampleFile, exampleFolders, exampleNames } from "../support/example-files";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import {
  bytesBelow,
  installedFolder,
  manifest,
  sharedPackage,
  temporaryFolder,
  types,
  type Packed,
} from "../support/package";
import { until } from "../support/until";

interface NodeSet {
  module: string;
  types: string[];
  enabled: boolean;
  err?: string;
}

const root = resolve(__dirname, "../..");
const MB = 1_000_000;

const conversationId = "fe00260d-2b3b-44ff-bc25-6008f321c168";
/** A newcomer's flow: read the call of the simulated org as soon as the flows run. */
const flows = [
  { id: "tab", type: "tab", label: "spec" },
  { id: "account", type: "genesys-account", region: "simulator", grant: "client-credentials" },
  { id: "go", type: "inject", z: "tab", once: true, onceDelay: 0, props: [], wires: [["read"]] },
  {
    id: "read",
    type: "genesys-get-conversation",
    z: "tab",
    account: "account",
    conversationId,
    conversationIdType: "str",
    target: "customer",
    which: "newest",
    mediaType: "any",
    wires: [["show"]],
  },
  { id: "show", type: "debug", z: "tab", active: true, console: true, complete: "true", wires: [] },
];

describe(`the packed package in an empty ${flavour}`, function () {
  this.timeout(60_000);
  let packed: Packed;
  let nodeRed: NodeRed;
  let userDir: string;
  const cleanUp: (() => Promise<void>)[] = [];

  const folder = async (): Promise<string> => {
    const { path, remove } = await temporaryFolder();
    cleanUp.push(remove);
    return path;
  };
  const start = async (...args: Parameters<typeof startNodeRed>): Promise<NodeRed> => {
    const started = await startNodeRed(...args);
    cleanUp.push(() => started.stop());
    return started;
  };

  before(async function () {
    this.timeout(180_000); // packs, asks the registry, starts
    packed = await sharedPackage();
    const installed = await installedFolder();
    cleanUp.push(installed.remove);
    userDir = installed.path;
    nodeRed = await start(userDir, { flows, allNodes: true });
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });

  const html = async (type: string): Promise<string> => {
    const path = new URL(`nodes/${manifest.name}/${type}`, nodeRed.url);
    return (await fetch(path, { headers: { accept: "text/html" } })).text();
  };
  const setsOf = async (at: NodeRed): Promise<NodeSet[]> =>
    (await at.get<NodeSet[]>("nodes")).filter(({ module }) => module === manifest.name);

  it("has every node type of package.json, enabled and without an error", async () => {
    const sets = await setsOf(nodeRed);
    assert.deepEqual(
      sets.filter(({ enabled, err }) => !enabled || err !== undefined),
      [],
    );
    assert.deepEqual(sets.flatMap((set) => set.types).sort(), [...types].sort());
  });

  for (const type of types) {
    it(`shows the icon, the words and the help of ${type}`, async () => {
      const page = await html(type);
      const icon = /\bicon:\s*["']([^"']+\.svg)["']/.exec(page)?.[1];
      if (icon === undefined) assert.match(page, /category:\s*["']config["']/);
      else {
        // An icon that is not there is answered with a default one: compare what is in it.
        const answer = await fetch(new URL(`icons/${manifest.name}/${icon}`, nodeRed.url));
        assert.equal(await answer.text(), await readFile(join(root, "icons", icon), "utf8"));
      }
      const words = await nodeRed.get<Record<string, unknown>>(`locales/${manifest.name}/${type}?lng=en-US`);
      assert.ok(Object.keys(words).length > 0);
      const help = new RegExp(`data-help-name="${type}">([^]*?)</script>`).exec(page)?.[1] ?? "";
      assert.match(help, /\w+/);
    });
  }

  it("lists every example in the import menu, in a folder for its job, and hands it out", async () => {
    const menu = `library/examples/flows/${manifest.name}`;
    const jobs = await nodeRed.get<string[]>(menu);
    assert.deepEqual(jobs.sort(), exampleFolders());
    const listed: string[] = [];
    for (const folder of exampleFolders())
      for (const { fn } of await nodeRed.get<{ fn: string }[]>(`${menu}/${encodeURIComponent(folder)}`))
        listed.push(join(folder, `${fn}.json`));
    assert.deepEqual(listed.sort(), exampleNames().map(exampleFile).sort());
    for (const file of listed) {
      const path = file
        .replace(/\.json$/, "")
        .split(sep)
        .map(encodeURIComponent)
        .join("/");
      assert.ok(Array.isArray(await nodeRed.get(`${menu}/${path}`)), file);
    }
  });

  it("runs a flow against the simulated org, and logs no warning and no error", async () => {
    await until(() => nodeRed.log().includes("selfUri"));
    assert.match(nodeRed.log(), new RegExp(`conversationId: '${conversationId}'`));
    const complaints = nodeRed.log().match(/^.*(\[(error|warn)\]|Warning:).*$/gm) ?? [];
    const ofNodeRed = /Projects disabled|Using unencrypted credentials/;
    assert.deepEqual(
      complaints.filter((line) => !ofNodeRed.test(line)),
      [],
    );
  });

  it("is taken in by the palette manager of a running Node-RED, without a restart", async () => {
    const running = await start(await folder(), { allNodes: true });
    const form = new FormData();
    form.append("tarball", new Blob([await readFile(packed.tarball)]), "package.tgz");
    const answer = await fetch(new URL("nodes", running.url), { method: "POST", body: form });
    assert.equal(answer.status, 200, running.log());
    const added = (await setsOf(running)).filter(({ enabled }) => enabled).flatMap((set) => set.types);
    assert.deepEqual(added.sort(), [...types].sort());
  });

  it("holds what is needed and nothing else", () => {
    const allowed = [
      /^(README\.md|CHANGELOG\.md|LICENSE|package\.json)$/,
      /^examples\/\d0 [^/]+\/[^/]+\.json$/,
      /^dist\/nodes\/[^/]+\.(js|html)$/,
      /^dist\/nodes\/bin\/[^/]+\.js$/,
      /^dist\/nodes\/icons\/[^/]+\.svg$/,
      /^dist\/nodes\/locales\/[A-Za-z-]+\/[^/]+\.(json|html)$/,
      /^dist\/nodes\/lib\/.+\.js$/,
      /^dist\/nodes\/lib\/facts\/(platform\/)?[^/]+\.json\.br$/,
    ];
    assert.deepEqual(
      packed.files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
    for (const file of ["README.md", "CHANGELOG.md", "LICENSE", ...Object.values(manifest["node-red"].nodes)])
      assert.ok(packed.files.includes(file), `${file} is not in the tarball`);
    const leftovers = packed.files.filter((file) => /\.(ts|map)$/.test(file));
    assert.deepEqual(leftovers, []);
  });

  it("stays small: 3 MB of its own, 14 MB of what it depends on", async () => {
    const everything = await bytesBelow(join(userDir, "node_modules"));
    const own = await bytesBelow(join(userDir, "node_modules", manifest.name));
    assert.ok(own <= 3 * MB, `own files: ${own} bytes`);
    assert.ok(everything - own <= 14 * MB, `dependencies: ${everything - own} bytes`);
    assert.equal(own, packed.unpackedBytes);
  });

  it("ends without an error when it is stopped", async () => {
    await nodeRed.stop();
    assert.match(nodeRed.log(), /Stopped flows/);
    assert.doesNotMatch(nodeRed.log(), /timed out|Uncaught/i);
    assert.equal(readFileSync(join(userDir, "flows.json"), "utf8"), JSON.stringify(flows));
  });
});
