import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import helper from "node-red-node-test-helper";
import { eventsBench } from "../support/benches/events";

describe("the life of conversation events", () => {
  const { bench, open, run, isConnected } = eventsBench();

  describe("closes within a second", () => {
    let closed = false;
    beforeEach(() => (closed = false));
    afterEach(() => (closed ? undefined : bench().close()));

    /** In real time, with a clock that does not move. */
    const closesQuickly = async (): Promise<void> => {
      const before = performance.now();
      await helper.unload();
      assert.ok(performance.now() - before < 1_000, `${performance.now() - before} ms`);
      await bench().clock.advance(0);
      assert.equal(bench().clock.pending() - simulatorTimers(), 0, "no timer of ours is left");
      closed = true;
      await (helper as unknown as { stopServer(): Promise<void> }).stopServer();
      await bench().simulator.close();
    };
    /** Those of the simulated org go with it. */
    const simulatorTimers = (): number => {
      const before = bench().clock.pending();
      bench().simulator.reset();
      return before - bench().clock.pending();
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
        bench().simulator.faults.add({ match: { operation }, times: 9, fault: { silence: true } });
        await run(() => bench().simulator.log.count(operation) > 0);
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
      bench().simulator.faults.add({
        match: { operation: "postNotificationsChannels" },
        fault: { status: 200, body: { id: "x", connectUri: `ws://127.0.0.1:${port}/channels/x` } },
      });
      await run(() => connections > 0);
      await closesQuickly();
      silent.close();
    });

    it("while it is connected, and while the connection is half open", async () => {
      await open();
      await run(isConnected);
      await closesQuickly();
      closed = false;
      await open();
      await run(isConnected);
      bench().simulator.act.stallSockets();
      await closesQuickly();
    });

    it("while it waits before it connects again", async () => {
      await open();
      await run(isConnected);
      bench().simulator.faults.add({
        match: { operation: "postNotificationsChannels" },
        times: 99,
        fault: { status: 503 },
      });
      bench().simulator.act.evictChannels();
      await run(() => bench().statuses.at(-1)?.text?.endsWith("reconnecting") === true);
      await closesQuickly();
    });

    it("while conversations are read after a gap", async () => {
      await open();
      await run(isConnected);
      bench().simulator.act.customerCalls({ queue: "Support" });
      await run(() => bench().arrivals.length > 0);
      bench().simulator.faults.add({
        match: { operation: "getConversation" },
        times: 99,
        fault: { silence: true },
      });
      bench().simulator.act.dropSockets();
      await run(() => bench().simulator.log.count("getConversation") > 0);
      await closesQuickly();
    });
  });
});
