import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { until } from "../../support/until";
import { callerOf, type Caller } from "../caller";
import { handshakeStatus, listenTo, type Listener } from "./listener";
import { channelCalls, CHANNELS, OWN, type Opened } from "./channels";

describe("the simulator's notification channels", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  let caller: Caller;
  const listeners: Listener[] = [];
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => {
    simulator.reset();
    caller = callerOf(simulator);
  });
  afterEach(() => {
    for (const listener of listeners.splice(0)) listener.close();
  });
  after(() => simulator.close());

  const { open, subscribe, topicsOf } = channelCalls(() => caller);
  const listen = async (channel: Opened): Promise<Listener> => {
    const listener = await listenTo(channel.connectUri);
    listeners.push(listener);
    return listener;
  };

  describe("their sockets", () => {
    const heartbeats = ({ frames }: Listener): unknown[] =>
      frames.filter(({ eventBody }) => eventBody["message"] === "WebSocket Heartbeat");

    it("refuse a handshake on a channel that was not created, or on another path", async () => {
      const base = simulator.url.replace("http", "ws");
      assert.equal(await handshakeStatus(`${base}/channels/nothing`), 404);
      assert.equal(await handshakeStatus(`${base}/other`), 404);
    });

    it("refuse a handshake with 401 once the channel's client is disabled", async () => {
      const channel = await open();
      const client = simulator.org.clients.get("simulator");
      assert.ok(client);
      client.state = "disabled";
      assert.equal(await handshakeStatus(channel.connectUri), 401);
    });

    it("send a heartbeat every thirty seconds and answer a ping at once", async () => {
      const listener = await listen(await open());
      clock.advance(61_000);
      await until(() => heartbeats(listener).length === 2);
      listener.send({ message: "ping" });
      await until(() => listener.frames.some(({ eventBody }) => eventBody["message"] === "pong"));
      assert.equal(listener.frames[0]?.version, undefined);
    });

    it("subscribe in band", async () => {
      const channel = await open();
      const listener = await listen(channel);
      listener.send({ message: "subscribe", topics: [OWN], correlationId: "7" });
      await until(() => listener.frames.length === 1);
      assert.deepEqual(listener.frames[0], { result: "200", status: "subscribed", correlationId: "7" });
      listener.send({ message: "subscribe", topics: ["v2.nonsense"], correlationId: "8" });
      await until(() => listener.frames.length === 2);
      assert.equal((listener.frames[1] as Record<string, unknown>)["result"], "400");
      assert.deepEqual(await topicsOf(channel), [OWN]);
    });

    it("announce that they will be closed, and keep their channel and its topics", async () => {
      const channel = await open();
      await subscribe("PUT", channel, [OWN]);
      const listener = await listen(channel);
      assert.equal(simulator.act.closeSocketsForMaintenance(), 1);
      await until(() => listener.frames.some(({ topicName }) => topicName === "v2.system.socket_closing"));
      clock.advance(59_000);
      assert.equal(listener.isOpen(), true);
      clock.advance(2_000);
      await until(() => listener.closeCode() === 1001);
      const again = await listen(channel);
      assert.equal(again.isOpen(), true);
      assert.deepEqual(await topicsOf(channel), [OWN]);
    });

    it("can be half open: no heartbeat, no answer, no close", async () => {
      const listener = await listen(await open());
      assert.equal(simulator.act.stallSockets(), 1);
      clock.advance(120_000);
      listener.send({ message: "ping" });
      await caller.call("GET", CHANNELS);
      assert.deepEqual([listener.frames.length, listener.isOpen()], [0, true]);
    });

    it("can be dropped without a close frame, and a reset drops them all", async () => {
      const listener = await listen(await open());
      simulator.act.dropSockets();
      await until(() => listener.closeCode() === 1006);
      const other = await listen(await open());
      simulator.reset();
      await until(() => other.closeCode() === 1006);
      assert.deepEqual(simulator.act.channels(), []);
    });

    it("can be made to misbehave over HTTP as well", async () => {
      const listener = await listen(await open());
      const headers = { "Content-Type": "application/json" };
      const got = await fetch(`${simulator.url}/_simulator/dropSockets`, {
        method: "POST",
        headers,
        body: "{}",
      });
      assert.deepEqual(await got.json(), { result: 1 });
      await until(() => listener.closeCode() === 1006);
      const wrong = await fetch(`${simulator.url}/_simulator/frameFault`, {
        method: "POST",
        headers,
        body: '{"kind":"explode"}',
      });
      assert.equal(wrong.status, 400);
    });
  });
});
