import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf } from "../support/admin";
import { runBorder, type Border } from "../support/border";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { installedFolder } from "../support/package";
import { createAuthority } from "../support/tls";
import { until } from "../support/until";

const PASS = "a-user:a-word-for-the-proxy";
const [API, LOGIN, STREAMING] = ["api.example.com", "login.example.com", "streaming.example.com"];

const FLOWS = [
  {
    ...{ id: "account", type: "genesys-account", name: "Far away", grant: "client-credentials" },
    ...{ region: "custom", apiUrl: `https://${API}`, loginUrl: `https://${LOGIN}` },
  },
  { id: "tab", type: "tab", label: "flow" },
  {
    ...{ id: "events", type: "genesys-events", z: "tab", account: "account", scope: "queue" },
    ...{ ids: "Support", events: ["offered"], mediaType: "call", wires: [["shown"]] },
  },
  {
    ...{ id: "shown", type: "debug", z: "tab", active: true, console: true },
    ...{ complete: '"received " & event & " " & conversationId', targetType: "jsonata" },
  },
];

describe(`behind the proxy of a company, ${flavour}`, function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let border: Border;
  let nodeRed: NodeRed;
  let userDir: string;
  const authority = createAuthority("Example Company");
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const folder = await installedFolder();
    cleanUp.push(folder.remove);
    userDir = folder.path;
    await writeFile(join(userDir, "company.pem"), authority.cert);
  });
  after(async () => {
    for (const clean of cleanUp.reverse()) await clean();
  });
  beforeEach(async () => {
    simulator = await startSimulator({
      settings: { ivrMs: 0, alertAfterMs: 0 },
      hosts: [API, LOGIN, STREAMING],
    });
    border = await runBorder({
      authority,
      pass: PASS,
      target: `${simulator.url}/`,
      rewrite: (json) => json.replaceAll(`ws://${API}`, `wss://${STREAMING}`),
    });
  });
  afterEach(async () => {
    await nodeRed.stop();
    await border.close();
    await simulator.close();
  });

  const start = async (env: Record<string, string>): Promise<void> => {
    const proxy = `http://${PASS}@127.0.0.1:${border.port}`;
    nodeRed = await startNodeRed(userDir, {
      flows: FLOWS,
      credentials: { account: { clientId: "simulator", clientSecret: "simulator" } },
      env: { HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "", ...env },
    });
  };
  const lookUp = () => adminOf(nodeRed.url).post("genesys-cloud/account/account/lookup", { kind: "queue" });
  const trusted = () => ({ NODE_EXTRA_CA_CERTS: join(userDir, "company.pem") });

  it("requests and notifications pass where the company's authority is trusted", async () => {
    await start(trusted());
    const { body, text } = await lookUp();
    assert.ok(JSON.stringify(body.items ?? body).includes("Support"), text);
    await until(() => simulator.log.count("putNotificationsChannelSubscriptions") > 0);
    const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
    await until(() => nodeRed.log().includes(`received offered ${conversationId}`));

    assert.deepEqual(
      new Set(border.tunnels),
      new Set([API, LOGIN, STREAMING].map((host) => `${host}:443`)),
      "and nothing went past it",
    );
    const headers = simulator.log.entries().flatMap((entry) => Object.keys(entry.headers));
    assert.equal(headers.includes("proxy-authorization"), false);
    assert.doesNotMatch(nodeRed.log(), /a-word-for-the-proxy/);
  });

  it("nothing is sent where it is not, not even where the environment asks for blind trust", async () => {
    await start({ NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    const { body } = await lookUp();
    assert.equal(body.code, "network");
    assert.match(
      String(body.reason),
      /certificate of login.example.com cannot be verified .*NODE_EXTRA_CA_CERTS/,
    );
    assert.ok(border.tunnels.length > 0);
    assert.equal(simulator.log.count(), 0);
  });
});
