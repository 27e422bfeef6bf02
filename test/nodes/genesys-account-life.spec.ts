import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import type { AccountNode } from "../../nodes/lib/node/account";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { deployAccount } from "../support/redeploy";
import { CALL, TARGET_INPUTS } from "../support/seed";
import { until } from "../support/until";

type Stored = Record<string, unknown>;

/** As Node-RED numbers the levels of its log. */
const INFO = 40;

describe("the life of genesys-account", () => {
  let bench: Bench;
  const sockets: Socket[] = [];
  const opened = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  const open = async (config: Stored = {}, options: Parameters<typeof openBench>[3] = {}): Promise<void> => {
    bench = await openBench(
      getConversation,
      "genesys-get-conversation",
      { ...TARGET_INPUTS, ...config },
      options,
    );
  };
  beforeEach(() => {
    sockets.length = 0;
    subscribe("net.client.socket", opened);
    process.env.SPEC_ACCOUNT = "the-account";
  });
  afterEach(async () => {
    unsubscribe("net.client.socket", opened);
    delete process.env.SPEC_ACCOUNT;
    await bench.close();
  });

  const account = (): AccountNode => helper.getNode("the-account") as unknown as AccountNode;
  const receive = (msg: Stored = { ...CALL }): void => helper.getNode("the-node").receive(msg); // after a deploy it may be another
  const send = async (): Promise<Arrival> => {
    const before = bench.arrivals.length;
    receive();
    await until(() => bench.arrivals.length > before);
    return bench.arrivals[before] as Arrival;
  };

  it("ends its simulated org with itself", async () => {
    await open({}, { account: { region: "simulator" }, credentials: { clientId: "", clientSecret: "" } });
    await send();
    const [{ remoteAddress = "", remotePort = 0 } = {}] = sockets;
    const url = `http://${remoteAddress}:${remotePort}/_simulator/acts`;
    assert.equal((await fetch(url)).status, 200);
    await helper.unload();
    await assert.rejects(fetch(url), "no server listens there any more");
  });

  it("writes the address of its simulated org to the log, once, as soon as it is opened", async () => {
    const said = (): string[] =>
      (helper.log() as unknown as { args: [{ level: number; type?: string; msg: unknown }][] }).args
        .filter(([{ level, type }]) => level === INFO && type === "genesys-account")
        .map(([{ msg }]) => String(msg));
    await open({}, { account: { region: "simulator" }, credentials: { clientId: "", clientSecret: "" } });
    assert.deepEqual(said(), [], "nothing runs before it is used");
    await send();
    await send();
    assert.equal(said().length, 1);
    const [, url = ""] =
      /^The simulated organisation listens on (http:\/\/127\.0\.0\.1:\d+) /.exec(said()[0] ?? "") ?? [];
    assert.ok(said()[0]?.includes(`(${url}/_simulator/...`), said()[0]);
    assert.equal((await fetch(`${url}/_simulator/acts`)).status, 200);
  });

  it("closes its kept connections with itself", async () => {
    await open();
    await send();
    assert.deepEqual(
      sockets.map(({ destroyed }) => destroyed),
      [false],
    );
    await helper.unload();
    assert.ok(sockets.every(({ destroyed }) => destroyed));
  });

  it("ends a token request that is in progress when it is closed", async () => {
    await open();
    bench.simulator.faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
    receive();
    await until(() => bench.simulator.log.count("oauthToken") === 1);
    await helper.unload();
    await until(() => sockets.every(({ destroyed }) => destroyed));
    assert.deepEqual(bench.arrivals, []);
  });

  it("notifies a node of its state, and no longer one that has left", async () => {
    await open();
    const notified: string[] = [];
    const leave = account().watch(({ kind }) => notified.push(kind));
    assert.deepEqual(notified, ["ready"]);
    assert.equal((await send()).at, "result");
    bench.simulator.act.useByOthers(300);
    receive();
    await until(() => notified.length === 2);
    leave();
    await bench.clock.advance(61_000);
    await until(() => bench.arrivals.length === 2);
    assert.deepEqual(notified, ["ready", "heldBack"]);
  });

  it("is not held back where the limit of one operation is used up: the node that waits for it says so", async () => {
    await open();
    const notified: string[] = [];
    account().watch(({ kind }) => notified.push(kind));
    bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 7 } });
    receive();
    await until(() => bench.simulator.log.count("getConversation") === 1);
    await bench.clock.advance(300);
    await until(() => bench.statuses.some(({ text }) => text?.endsWith("status.heldBack") === true));
    await bench.clock.advance(8_000);
    await until(() => bench.arrivals.length === 1);
    await bench.clock.advance(300);
    assert.deepEqual([notified, bench.statuses.at(-1)?.text ?? ""], [["ready"], ""]);
  });

  for (const [what, change] of [
    ["disabled", { d: true }],
    ["disabled and enabled again", { d: false }],
    ["renamed", { name: "another" }],
  ] as const)
    it(`serves the nodes that name it as it is, or says that it is gone: ${what}`, async () => {
      await open();
      assert.equal((await send()).at, "result");
      if (what === "disabled and enabled again") await deployAccount({ d: true });
      await deployAccount(change);
      const { at, msg } = await send();
      assert.equal(at, what === "disabled" ? "catch" : "result", msg.error?.message);
      if (what === "disabled")
        assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["config", "account"]);
    });

  describe("that is named by an environment variable, so that it is deployed without the nodes that name it", () => {
    it("is found again by them, as it is now", async () => {
      await open({ account: "${SPEC_ACCOUNT}" });
      assert.equal((await send()).at, "result");
      const [node, before] = [helper.getNode("the-node"), account()];
      await deployAccount({ loginUrl: "http://127.0.0.1:9", name: "another" });
      assert.equal(helper.getNode("the-node"), node, "Node-RED leaves the node alone");
      assert.notEqual(account(), before);
      bench.simulator.act.expireTokens();
      await deployAccount({ loginUrl: bench.simulator.url });
      assert.equal((await send()).at, "result");
      assert.equal(bench.simulator.log.count("oauthToken"), 2);
    });

    it("loses no message that waits when it is closed: its node says so", async () => {
      await open({ account: "${SPEC_ACCOUNT}" });
      bench.simulator.faults.add({ match: { operation: "oauthToken" }, fault: { silence: true } });
      receive();
      await until(() => bench.simulator.log.count("oauthToken") === 1);
      await deployAccount({ name: "another" });
      await until(() => bench.arrivals.length === 1);
      const { at, msg } = bench.arrivals[0] as Arrival;
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.field], ["catch", "config", "account"]);
      assert.match(msg.error?.message ?? "", /closed in the meantime/);
    });

    it("shows its state on them, also after it was deployed again", async () => {
      await open({ account: "${SPEC_ACCOUNT}" });
      await deployAccount({ name: "another" });
      await send();
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 7 } });
      receive();
      await until(() => bench.simulator.log.count("getConversation") === 2);
      await bench.clock.advance(300);
      await until(() => bench.statuses.some(({ text }) => text?.endsWith("status.heldBack") === true));
      await bench.clock.advance(8_000);
    });
  });
});
