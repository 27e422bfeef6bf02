import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import helper from "node-red-node-test-helper";
import sdk from "purecloud-platform-client-v2";
import type { AccountNode } from "../../nodes/lib/node/account";
import genesysEvents from "../../nodes/genesys-events";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { listenTo } from "../simulator/notifications/listener";

const SUPPORT = idOf("queue Support");
const TOPIC = `v2.routing.queues.${SUPPORT}.conversations`;

describe("the life of conversation events", () => {
  let bench: Bench;
  let closed = false;
  beforeEach(() => (closed = false));
  afterEach(() => (closed ? undefined : bench.close()));

  const open = async (
    config: Record<string, unknown> = {},
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<void> => {
    bench = await openBench(genesysEvents, "genesys-events", { ids: SUPPORT, ...config }, options);
  };
  const run = async (holds: () => boolean): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 2_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench.clock.advance(50);
    }
  };
  /** What is deployed, and a way to deploy it anew. */
  const flowsOf = () =>
    helper as unknown as {
      _redNodes: { getFlows(): { flows: Record<string, unknown>[] } };
      setFlows(flow: unknown, type: string): Promise<void>;
    };
  const isConnected = (): boolean => bench.statuses.at(-1)?.fill === "green";

  describe("closes within a second", () => {
    /** In real time, with a clock that stands still. */
    const closesQuickly = async (): Promise<void> => {
      const before = performance.now();
      await helper.unload();
      assert.ok(performance.now() - before < 1_000, `${performance.now() - before} ms`);
      await bench.clock.advance(0);
      assert.equal(bench.clock.pending() - simulatorTimers(), 0, "no timer of ours is left");
      closed = true;
      await (helper as unknown as { stopServer(): Promise<void> }).stopServer();
      await bench.simulator.close();
    };
    /** Those of the simulated org go with it. */
    const simulatorTimers = (): number => {
      const before = bench.clock.pending();
      bench.simulator.reset();
      return before - bench.clock.pending();
    };

    it("before anything was sent", async () => {
      await open();
      await closesQuickly();
    });

    it("while the token, the channel or its topics are not answered", async () => {
      for (const operation of [
        "oauthToken",
        "postNotificationsChannels",
        "putNotificationsChannelSubscriptions",
      ]) {
        closed = false;
        await open();
        bench.simulator.faults.add({ match: { operation }, times: 9, fault: { silence: true } });
        await run(() => bench.simulator.log.count(operation) > 0);
        await closesQuickly();
      }
    });

    it("while the handshake of the socket hangs", async () => {
      const silent = createServer(() => undefined);
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const { port } = silent.address() as AddressInfo;
      let connections = 0;
      silent.on("connection", (socket) => {
        connections++;
        socket.on("error", () => undefined);
      });
      await open();
      bench.simulator.faults.add({
        match: { operation: "postNotificationsChannels" },
        fault: { status: 200, body: { id: "x", connectUri: `ws://127.0.0.1:${port}/channels/x` } },
      });
      await run(() => connections > 0);
      await closesQuickly();
      silent.close();
    });

    it("while it is connected, and while the line is half open", async () => {
      await open();
      await run(isConnected);
      await closesQuickly();
      closed = false;
      await open();
      await run(isConnected);
      bench.simulator.act.stallSockets();
      await closesQuickly();
    });

    it("while it waits before it connects again", async () => {
      await open();
      await run(isConnected);
      bench.simulator.faults.add({
        match: { operation: "postNotificationsChannels" },
        times: 99,
        fault: { status: 503 },
      });
      bench.simulator.act.evictChannels();
      await run(() => bench.statuses.at(-1)?.text?.endsWith("reconnecting") === true);
      await closesQuickly();
    });

    it("while conversations are read after a gap", async () => {
      await open();
      await run(isConnected);
      bench.simulator.act.customerCalls({ queue: "Support" });
      await run(() => bench.arrivals.length > 0);
      bench.simulator.faults.add({
        match: { operation: "getConversation" },
        times: 99,
        fault: { silence: true },
      });
      bench.simulator.act.dropSockets();
      await run(() => bench.simulator.log.count("getConversation") > 0);
      await closesQuickly();
    });
  });

  it("a partial deploy of other nodes touches neither the channel nor its topics", async () => {
    const other = { id: "other", type: "helper", z: "tab", wires: [] };
    await open({}, { flow: [other] });
    await run(isConnected);
    const [before] = bench.simulator.act.channels();
    const requests = bench.simulator.log.count();
    const flow = flowsOf()
      ._redNodes.getFlows()
      .flows.map((node) => (node["id"] === "other" ? { ...node, name: "changed" } : node));
    await flowsOf().setFlows(flow, "nodes");
    await bench.clock.advance(5_000);
    assert.deepEqual(bench.simulator.act.channels()[0]?.id, before?.id);
    assert.equal(bench.simulator.log.count(), requests);
    bench.simulator.act.customerCalls({ queue: "Support" });
    await run(() => bench.arrivals.length > 0);
  });

  describe("a deploy of the account in the middle of a call", () => {
    const events = (): unknown[] => bench.arrivals.map(({ msg }) => msg["event"]);
    const has = (name: string) => (): boolean => events().includes(name);
    const deploy = async (): Promise<void> => {
      const before = helper.getNode("the-node");
      const { flows } = flowsOf()._redNodes.getFlows();
      const changed = flows.map((one) => (one["id"] === "the-account" ? { ...one, name: "another" } : one));
      await flowsOf().setFlows(changed, "nodes");
      assert.notEqual(helper.getNode("the-node"), before, "the account takes its nodes with it");
    };
    const answer = async (): Promise<string> => {
      await open();
      await run(isConnected);
      const { conversationId } = bench.simulator.act.customerCalls({ queue: "Support" });
      await run(has("offered"));
      bench.simulator.act.agentAnswers(conversationId);
      await run(has("connected"));
      return conversationId;
    };

    it("repeats nothing of what was told before", async () => {
      const conversationId = await answer();
      await deploy();
      await run(isConnected);
      bench.simulator.act.supervisorJoins(conversationId);
      await run(has("supervisorJoined"));
      assert.deepEqual(events(), ["offered", "connected", "supervisorJoined"]);
    });

    it("misses nothing, though nothing else is told of the call afterwards", async () => {
      const conversationId = await answer();
      await bench.clock.advance(20_000);
      await deploy();
      bench.simulator.act.agentHangsUp(conversationId);
      bench.simulator.act.agentWrapsUp(conversationId, { code: "Resolved" });
      await run(has("wrappedUp"));
      for (const name of ["connected", "agentLeft", "ended", "wrappedUp"])
        assert.equal(events().filter((one) => one === name).length, 1, name);
    });
  });

  it("an account that is named by an environment variable is listened to as it is deployed anew", async () => {
    process.env.SPEC_ACCOUNT = "the-account";
    await open({ account: "${SPEC_ACCOUNT}" });
    await run(isConnected);
    const node = helper.getNode("the-node");
    const deploy = async (change: Record<string, unknown>): Promise<void> => {
      const { flows } = flowsOf()._redNodes.getFlows();
      await flowsOf().setFlows(
        flows.map((one) => (one["id"] === "the-account" ? { ...one, ...change } : one)),
        "nodes",
      );
    };
    await deploy({ name: "another" });
    await run(isConnected);
    assert.equal(helper.getNode("the-node"), node, "Node-RED leaves the node alone");
    bench.simulator.act.customerCalls({ queue: "Support" });
    await run(() => bench.arrivals.length > 0);
    await deploy({ d: true });
    await run(() => bench.statuses.at(-1)?.fill === "red");
    assert.match(bench.statuses.at(-1)?.text ?? "", /config$/);
    await deploy({ d: false });
    await run(isConnected);
    delete process.env.SPEC_ACCOUNT;
  });

  it("two accounts have a channel each and do not mix", async () => {
    const second = [
      { id: "second-account", type: "genesys-account", region: "simulator", grant: "client-credentials" },
      {
        id: "second-node",
        type: "genesys-events",
        z: "tab",
        account: "second-account",
        ids: SUPPORT,
        wires: [["heard"]],
      },
      { id: "heard", type: "helper", z: "tab", wires: [] },
    ];
    await open({}, { flow: second });
    const heard: string[] = [];
    helper.getNode("heard").on("input", (msg: object) => {
      heard.push((msg as { conversationId: string }).conversationId);
    });
    const elsewhere = helper.getNode("second-account") as unknown as AccountNode;
    await run(() => isConnected() && elsewhere.events().state().kind === "connected");
    const here = bench.simulator.act.customerCalls({ queue: "Support" });
    await elsewhere.simulate("customerCalls", { queue: "Sales" }); // so that their ids differ
    const there = await elsewhere.simulate("customerCalls", { queue: "Support" });
    await run(() => bench.arrivals.length > 0 && heard.length > 0);
    assert.deepEqual(
      [...new Set(bench.arrivals.map(({ msg }) => msg["conversationId"]))],
      [here.conversationId],
    );
    assert.deepEqual([...new Set(heard)], [(there as { conversationId: string }).conversationId]);
    assert.notEqual(heard[0], here.conversationId);
  });

  it("an independent client, the vendor's SDK and a plain socket, sees the frames that the node sees", async () => {
    await open({ raw: true });
    await run(isConnected);
    const { ApiClient, NotificationsApi } = sdk;
    const { simulator } = bench;
    ApiClient.instance.setGateway({
      protocol: "http",
      host: "127.0.0.1",
      port: Number(new URL(simulator.url).port),
    });
    ApiClient.instance.setAccessToken(simulator.act.issueToken());
    const api = new NotificationsApi();
    const channel = await api.postNotificationsChannels();
    const listener = await listenTo(channel.connectUri ?? "");
    try {
      const { entities } = await api.putNotificationsChannelSubscriptions(channel.id ?? "", [{ id: TOPIC }], {
        ignoreErrors: true,
      });
      assert.equal(entities?.[0]?.state, "Permitted");
      const listed = await api.getNotificationsChannelSubscriptions(channel.id ?? "");
      assert.deepEqual(
        listed.entities?.map(({ id }) => id),
        [TOPIC],
      );
      await api.headNotificationsChannel(channel.id ?? "");
      const { conversationId } = simulator.act.customerCalls({ queue: "Support" });
      await run(() => bench.arrivals.length > 0);
      simulator.act.agentAnswers(conversationId);
      await run(() => bench.arrivals.some(({ msg }) => msg["event"] === "connected"));
      const frameOf = (msg: Record<string, unknown>) =>
        msg["frame"] as { eventBody: unknown; correlationId: string };
      for (const { msg } of bench.arrivals) {
        const { eventBody, correlationId } = frameOf(msg);
        await run(() => listener.told().some(({ metadata }) => metadata?.CorrelationId === correlationId));
        const seen = listener.told().find(({ metadata }) => metadata?.CorrelationId === correlationId);
        assert.deepEqual(seen?.eventBody, eventBody);
      }
      await api.deleteNotificationsChannelSubscriptions(channel.id ?? "");
    } finally {
      listener.close();
      ApiClient.instance.clearAccessToken();
    }
  });
});
