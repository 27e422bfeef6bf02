import assert from "node:assert/strict";
import { request } from "node:http";
import { createRequire } from "node:module";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { SECRET, signed, webhookBody } from "../support/open-messages";
import { installedFolder } from "../support/package";
import { runHttp, type Running } from "../support/servers";
import { eventually, until } from "../support/until";

const load = createRequire(__filename);
const { hashSync } = load("bcryptjs") as { hashSync(text: string, rounds: number): string };

const PATH = "genesys/messages";
const AUTHORIZED = { authorization: `Basic ${Buffer.from("genesys:a password").toString("base64")}` };

const ENDPOINT = {
  id: "endpoint",
  type: "genesys-open-message-in",
  z: "tab",
  name: "",
  account: "",
  path: PATH,
  x: 100,
  y: 100,
  wires: [["shown"]],
};
/** Behind the same root and password; it has no flow, so it answers at its time limit. */
const REQUEST = {
  ...ENDPOINT,
  id: "request",
  type: "genesys-request-in",
  name: "the first",
  account: "account",
  path: "genesys/request",
  headerName: "X-API-Key",
  timeLimitSeconds: 0.1,
  wires: [[]],
};
const RIVAL = { ...REQUEST, id: "rival", name: "the second" };
const KEY = { headerValue: SECRET };
const SHOWN = {
  id: "shown",
  type: "debug",
  z: "tab",
  name: "shown",
  active: true,
  console: true,
  complete: "text",
  targetType: "msg",
  x: 300,
  y: 100,
  wires: [],
};
const TAB = { id: "tab", type: "tab", label: "spec" };
const ACCOUNT = { id: "account", type: "genesys-account", name: "", region: "simulator" };

/** A reverse proxy in front of a Node-RED: it forwards what is below its prefix. */
const runProxy = (prefix: string, target: string): Promise<Running> =>
  runHttp((asked, reply) => {
    const { url = "", method, headers } = asked;
    const onward = request(new URL(url.slice(prefix.length), target), { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    onward.on("error", () => reply.destroy());
    asked.pipe(onward);
  });

describe(`an endpoint on the web server of ${flavour}, with a root and a password`, function () {
  this.timeout(90_000);
  let nodeRed: NodeRed;
  let remove: () => Promise<void>;
  before(async () => {
    const folder = await installedFolder();
    remove = folder.remove;
    nodeRed = await startNodeRed(folder.path, {
      flows: [TAB, ACCOUNT, ENDPOINT, REQUEST, SHOWN],
      credentials: { endpoint: { secret: SECRET }, request: KEY },
      settings: {
        httpNodeRoot: "/hooks",
        httpNodeAuth: { user: "genesys", pass: hashSync("a password", 4) },
      },
    });
  });
  after(async () => {
    await nodeRed.stop();
    await remove();
  });

  const post = async (
    text: string,
    { path = `hooks/${PATH}`, secret = SECRET, isAuthorized = true, base = nodeRed.url } = {},
  ): Promise<number> => {
    const { raw, headers: own } = signed(webhookBody({ text }), secret);
    const { "content-length": _computed, ...rest } = own;
    const headers = { ...rest, ...(isAuthorized ? AUTHORIZED : {}) };
    const init = { method: "POST", body: new Uint8Array(raw), headers };
    return (await fetch(new URL(path, base), init)).status;
  };
  const ask = async (
    headers: Record<string, string> = AUTHORIZED,
    path = "hooks/genesys/request",
    base = nodeRed.url,
  ): Promise<number> => {
    const all = { "content-type": "application/json", "x-api-key": SECRET, ...headers };
    return (await fetch(new URL(path, base), { method: "POST", body: "{}", headers: all })).status;
  };
  /** The response comes before the nodes have started. */
  const deploy = async (flows: object[]): Promise<void> => {
    const deploys = (): number => nodeRed.log().split("Started modified nodes").length;
    const before = deploys();
    const headers = { "content-type": "application/json", "Node-RED-Deployment-Type": "nodes" };
    const init = { method: "POST", headers, body: JSON.stringify(flows) };
    assert.equal((await fetch(new URL("flows", nodeRed.url), init)).status, 204);
    await until(() => deploys() > before);
  };
  const isShown = (text: string): boolean => nodeRed.log().includes(text);

  it("takes a signed message below the root, with the password", async () => {
    assert.equal(await post("the first message"), 200);
    await until(() => isShown("the first message"));
  });

  it("takes none without the password, without the signature, or beside the root", async () => {
    assert.equal(await post("no password", { isAuthorized: false }), 401);
    assert.equal(await post("no signature", { secret: "another" }), 401);
    assert.equal(await post("no root", { path: PATH }), 404);
    assert.equal(await post("the last message"), 200);
    await until(() => isShown("the last message"));
    for (const text of ["no password", "no signature", "no root"]) assert.ok(!isShown(text), text);
  });

  it("takes it behind a proxy with a prefix", async () => {
    const proxy = await runProxy("/team/", nodeRed.url);
    const base = `http://127.0.0.1:${proxy.port}`;
    assert.equal(await post("by the proxy", { base, path: `/team/hooks/${PATH}` }), 200);
    assert.equal(await ask(AUTHORIZED, "/team/hooks/genesys/request", base), 504);
    await until(() => isShown("by the proxy"));
    await proxy.close();
  });

  it("takes a request of a data action in the same way", async () => {
    assert.equal(await ask(), 504);
    assert.equal(await ask({}), 401);
    assert.equal(await ask({ ...AUTHORIZED, "x-api-key": "another" }), 401);
    assert.equal(await ask(AUTHORIZED, "genesys/request"), 404);
  });

  it("refuses a second node on its path with a sentence, also after a partial deploy of either", async () => {
    const all = (rival: object): object[] => [
      TAB,
      ACCOUNT,
      ENDPOINT,
      REQUEST,
      SHOWN,
      { ...rival, credentials: KEY },
    ];
    const sentences = (): number =>
      nodeRed.log().split('genesys/request belongs to the node "the first"').length - 1;
    await deploy(all(RIVAL));
    await until(() => sentences() === 1);
    await deploy(all({ ...RIVAL, timeLimitSeconds: 5 }));
    await until(() => sentences() === 2);
    assert.equal(await ask(), 504, "the first has it");
    await deploy([TAB, ACCOUNT, ENDPOINT, SHOWN, RIVAL]);
    assert.equal(await ask(), 504, "the second has it once the first is gone");
    await deploy([TAB, ACCOUNT, ENDPOINT, SHOWN]);
    assert.equal(await ask(), 404);
  });

  it("is gone once its node is deleted, and is there again with it", async () => {
    await deploy([TAB, SHOWN]);
    assert.equal(await post("deleted"), 404);
    await deploy([TAB, { ...ENDPOINT, credentials: { secret: SECRET } }, SHOWN]);
    // Node-RED answers a deploy before it has started the nodes.
    await eventually(async () => (await post("added again")) === 200);
    await until(() => isShown("added again"));
  });
});
