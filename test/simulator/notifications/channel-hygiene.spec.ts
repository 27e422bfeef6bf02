import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { until } from "../../support/until";
import { callerOf, type Caller } from "../caller";
import { handshakeStatus, listenTo, type Listener } from "./listener";
import { channelCalls, OWN, type Opened } from "./channels";

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

  const { open, subscribe, head } = channelCalls(() => caller);
  const listen = async (channel: Opened): Promise<Listener> => {
    const listener = await listenTo(channel.connectUri);
    listeners.push(listener);
    return listener;
  };

  describe("channel hygiene", () => {
    it("the twenty-first removes the one that is longest unused, those without a socket first", async () => {
      const channels: Opened[] = [];
      for (let each = 0; each < 20; each++) {
        clock.advance(1000);
        channels.push(await open());
      }
      const first = await listen(channels[0] as Opened);
      clock.advance(1000);
      await subscribe("PUT", channels[1] as Opened, [OWN]);
      await open();
      assert.deepEqual(
        await Promise.all(channels.slice(0, 4).map((channel) => head(channel))),
        [200, 200, 404, 200],
      );
      assert.equal(first.isOpen(), true);
    });

    it("with twenty sockets open, the oldest of them goes", async () => {
      const channels: Opened[] = [];
      for (let each = 0; each < 20; each++) channels.push(await open());
      for (const channel of channels) await listen(channel);
      await open();
      await until(() => listeners[0]?.closeCode() !== undefined);
      assert.equal(listeners.filter((each) => each.isOpen()).length, 19);
    });

    it("those of another client do not count", async () => {
      const channel = await open(callerOf(simulator, simulator.act.issueToken("limited")));
      for (let each = 0; each < 21; each++) await open();
      assert.equal(simulator.act.channels().filter(({ id }) => id === channel.id).length, 1);
    });

    it("a second socket on the same channel takes the place of the first", async () => {
      const channel = await open();
      const first = await listen(channel);
      const second = await listen(channel);
      await until(() => first.closeCode() !== undefined);
      assert.deepEqual([first.closeCode(), second.isOpen()], [1000, true]);
    });

    it("the end of the token ends its channels", async () => {
      const token = simulator.act.issueToken();
      const channel = await open(callerOf(simulator, token));
      const listener = await listen(channel);
      simulator.act.revokeToken(token);
      await until(() => listener.closeCode() !== undefined);
      assert.equal(await head(channel), 404);
      assert.equal(await handshakeStatus(channel.connectUri), 404);
    });

    it("a token that runs out does so quietly, whatever life its channel has left", async () => {
      const short = callerOf(simulator, simulator.act.issueToken("short-lived"));
      const channel = await open(short);
      const listener = await listen(channel);
      clock.advance(300_000);
      await until(() => listener.closeCode() !== undefined);
      assert.equal(simulator.act.channels().length, 0);
    });
  });
});
