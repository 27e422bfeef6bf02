import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import helper from "node-red-node-test-helper";
import { loadRegions } from "../../nodes/lib/facts/regions";
import getConversation from "../../nodes/genesys-get-conversation";
import { hostsOfDomain } from "../../nodes/lib/platform/http/hosts";
import { openBench, type Bench } from "../support/flow";
import { deployedFlows, setFlows } from "../support/redeploy";
import { CALL, TARGET_INPUTS } from "../support/seed";
import { until } from "../support/until";

/** Counts the connections that are opened to an address from now on. */
const openSockets = () => {
  const ports: (number | undefined)[] = [];
  const opened = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.once("connect", () => ports.push(socket.remotePort));
  };
  subscribe("net.client.socket", opened);
  return {
    end: (url: string): number => {
      unsubscribe("net.client.socket", opened);
      return ports.filter((port) => port === Number(new URL(url).port)).length;
    },
  };
};

/** Deploys what has changed, as the editor's "Modified nodes" does. */
const redeploy = async (
  change: (node: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> => {
  await setFlows(deployedFlows().map(change), "nodes");
};

describe("genesys-account", () => {
  let bench: Bench;
  const open = async (options: Parameters<typeof openBench>[3] = {}): Promise<Bench> =>
    (bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, options));
  afterEach(() => bench.close());

  it("fetches no token before a node needs one", async () => {
    await open();
    assert.equal(bench.simulator.log.count(), 0);
    await bench.send({ ...CALL });
    assert.equal(bench.simulator.log.count("oauthToken"), 1);
  });

  it("keeps token, limiter and connections through a deploy that does not restart it", async () => {
    const sockets = openSockets();
    await open();
    const used = async () => {
      const count = bench.arrivals.length;
      helper.getNode("the-node").receive({ ...CALL }); // after the deploy it is another one
      await until(() => bench.arrivals.length > count);
      const { genesys } = bench.arrivals[count]?.msg ?? {};
      return (genesys as { rateLimit: { used: number } }).rateLimit.used;
    };
    const before = await used();
    const node = helper.getNode("the-node");
    await redeploy((node) => (node["id"] === "the-node" ? { ...node, name: "changed" } : node));
    assert.notEqual(helper.getNode("the-node"), node);
    assert.equal(await used(), before + 1);
    assert.equal(bench.simulator.log.count("oauthToken"), 1);
    assert.equal(sockets.end(bench.simulator.url), 1);
  });

  it("gives all its nodes one token, one limiter and one pool of connections", async () => {
    const second = {
      id: "other",
      type: "genesys-get-conversation",
      z: "tab",
      account: "the-account",
      ...TARGET_INPUTS,
      wires: [["the-result"]],
    };
    await open({ flow: [second] });
    const other = helper.getNode("other") as unknown as { receive(msg: object): void };
    for (let i = 0; i < 10; i += 1) {
      bench.start({ ...CALL });
      other.receive({ ...CALL });
    }
    await until(() => bench.arrivals.length === 20);
    assert.equal(bench.simulator.log.count("oauthToken"), 1);
    const limits = bench.arrivals.map(
      ({ msg }) => (msg.genesys as { rateLimit: { used: number } }).rateLimit.used,
    );
    assert.deepEqual(
      [...limits].sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    const sockets = openSockets();
    other.receive({ ...CALL });
    await bench.send({ ...CALL });
    await until(() => bench.arrivals.length === 22);
    assert.equal(sockets.end(bench.simulator.url), 0, "the connections are used again, whosever they were");
  });

  it("renews a token once when it was revoked, and its nodes notice nothing", async () => {
    await open();
    await bench.send({ ...CALL });
    bench.simulator.act.expireTokens();
    for (let i = 0; i < 10; i += 1) bench.start({ ...CALL });
    await until(() => bench.arrivals.length === 11);
    assert.ok(bench.arrivals.every(({ at }) => at === "result"));
    assert.equal(bench.simulator.log.count("oauthToken"), 2);
  });

  it("runs a simulated org of its own where the region says so", async () => {
    await open({ account: { region: "simulator" }, credentials: { clientId: "", clientSecret: "" } });
    const { at, msg } = await bench.send({ conversationId: CALL.conversationId });
    assert.equal(at, "result", msg.error?.message);
    assert.equal(msg.communicationId, CALL.communicationId);
    assert.equal(bench.simulator.log.count(), 0, "it is not the simulator of the spec");
  });

  it("uses an access token as it is, and says what to do when it is refused", async () => {
    await open({ account: { grant: "access-token" }, credentials: { accessToken: "stale-and-secret" } });
    const { at, msg } = await bench.send({ ...CALL });
    assert.deepEqual([at, msg.error?.code], ["catch", "auth"]);
    assert.match(msg.error?.message ?? "", /new token in the account/);
    assert.equal(bench.simulator.log.count("oauthToken"), 0);
  });

  for (const [what, account, field] of [
    ["a region that is no domain", { region: "no domain" }, "region"],
    ["a host without TLS that is not this machine", { apiUrl: "http://api.example.com" }, "apiUrl"],
    ["a host that is no URL", { loginUrl: "login" }, "loginUrl"],
    ["a time-out that is no number", { timeoutSeconds: "soon" }, "timeoutSeconds"],
    ["an unknown grant", { grant: "password" }, "grant"],
  ] as const)
    it(`refuses ${what}, naming the field`, async () => {
      await open({ account });
      const { at, msg } = await bench.send({ ...CALL });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.field], ["catch", "config", field]);
    });

  it("accepts each of the platform's regions and domains to come", async () => {
    await open();
    assert.equal(loadRegions().length, 18);
    for (const { domain } of [...loadRegions(), { domain: "new1.pure.cloud" }])
      assert.deepEqual(hostsOfDomain(domain), {
        apiUrl: `https://api.${domain}`,
        loginUrl: `https://login.${domain}`,
      });
  });
});
