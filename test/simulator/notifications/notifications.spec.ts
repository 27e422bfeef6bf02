import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { callerOf, type Caller } from "../caller";
import { handshakeStatus, listenTo, type Listener } from "./listener";

const CHANNELS = "/api/v2/notifications/channels";
const HOUR = 3_600_000;
const SUPPORT = `v2.routing.queues.${idOf("queue Support")}.conversations`;
const ADA = idOf("user Ada Agent");
const OWN = `v2.users.${ADA}.conversations`;
const VIEW = "conversation:communication:view";

interface Opened {
  id: string;
  connectUri: string;
  expires: string;
}

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

  const open = async (by = caller): Promise<Opened> =>
    (await by.call("POST", CHANNELS)).body as unknown as Opened;
  const listen = async (channel: Opened): Promise<Listener> => {
    const listener = await listenTo(channel.connectUri);
    listeners.push(listener);
    return listener;
  };
  const subscribe = (method: string, { id }: Opened, topics: readonly string[], query = "", by = caller) =>
    by.call(
      method,
      `${CHANNELS}/${id}/subscriptions${query}`,
      topics.map((topic) => ({ id: topic })),
    );
  const topicsOf = async ({ id }: Opened): Promise<string[]> =>
    ((await caller.call("GET", `${CHANNELS}/${id}/subscriptions`)).body["entities"] as { id: string }[]).map(
      (each) => each.id,
    );
  const head = async ({ id }: Opened, by = caller): Promise<number> =>
    (await by.call("HEAD", `${CHANNELS}/${id}`)).status;

  it("lie on the simulator's own port, for a day", async () => {
    const channel = await open();
    assert.equal(channel.connectUri, `${simulator.url.replace("http", "ws")}/channels/${channel.id}`);
    assert.equal(Date.parse(channel.expires) - clock.now(), 24 * HOUR);
    assert.equal(await head(channel), 200);
    assert.equal(await head({ ...channel, id: "nothing" }), 404);
  });

  it("are listed for the token, or for everything that its client has opened", async () => {
    const one = await open();
    const two = await open(callerOf(simulator));
    const list = async (query: string): Promise<string[]> =>
      ((await caller.call("GET", CHANNELS + query)).body["entities"] as Opened[]).map(({ id }) => id);
    assert.deepEqual(await list(""), [one.id]);
    assert.deepEqual(await list("?includechannels=oauthclient"), [one.id, two.id]);
  });

  it("add topics with POST, replace them with PUT and lose them with DELETE", async () => {
    const channel = await open();
    await subscribe("POST", channel, [SUPPORT]);
    const added = await subscribe("POST", channel, [OWN, SUPPORT]);
    assert.deepEqual(
      (added.body["entities"] as { state: string }[]).map(({ state }) => state),
      ["Permitted", "Permitted"],
    );
    assert.deepEqual(await topicsOf(channel), [SUPPORT, OWN]);
    await subscribe("PUT", channel, [OWN]);
    assert.deepEqual(await topicsOf(channel), [OWN]);
    assert.equal((await caller.call("DELETE", `${CHANNELS}/${channel.id}/subscriptions`)).status, 200);
    assert.deepEqual(await topicsOf(channel), []);
  });

  it("refuse a topic that does not exist with all the others, errors ignored or not", async () => {
    const channel = await open();
    for (const query of ["", "?ignoreErrors=true"]) {
      const got = await subscribe("PUT", channel, [OWN, "v2.users.1.conversation"], query);
      assert.deepEqual([got.status, got.body["code"]], [400, "notification.invalid.topic"]);
    }
    assert.deepEqual(await topicsOf(channel), []);
  });

  it("know several topics of one stem written as one", async () => {
    const channel = await open();
    assert.equal((await subscribe("PUT", channel, [`v2.users.${ADA}?presence&conversations`])).status, 200);
    assert.equal((await subscribe("PUT", channel, [`v2.users.${ADA}?presence&nonsense`])).status, 400);
  });

  it("take no more than a thousand topics, and keep what they had", async () => {
    const channel = await open();
    const topics = Array.from({ length: 1001 }, (_, each) => `v2.users.${each}.presence`);
    assert.equal((await subscribe("PUT", channel, topics.slice(1))).status, 200);
    const more = await subscribe("POST", channel, topics.slice(0, 1));
    assert.deepEqual(
      [more.status, more.body["code"]],
      [400, "notification.subscription.too.many.subscriptions"],
    );
    assert.equal((await topicsOf(channel)).length, 1000);
  });

  it("one bad topic rejects all, unless errors are ignored; then each has a state of its own", async () => {
    const client = simulator.org.clients.get("limited");
    assert.ok(client);
    client.permissions = ["directory:user:view"];
    const limited = callerOf(simulator, simulator.act.issueToken("limited"));
    const channel = await open(limited);
    const free = `v2.users.${ADA}.presence`;
    const refused = await subscribe("PUT", channel, [free, SUPPORT], "", limited);
    assert.deepEqual([refused.status, refused.body["code"]], [403, "missing.permissions"]);
    assert.match(String(refused.body["message"]), new RegExp(VIEW));
    const each = await subscribe("PUT", channel, [free, SUPPORT], "?ignoreErrors=true", limited);
    assert.deepEqual(
      (each.body["entities"] as Record<string, unknown>[]).map(({ state, missingPermissions }) => [
        state,
        missingPermissions,
      ]),
      [
        ["Permitted", undefined],
        ["Rejected", [VIEW]],
      ],
    );
  });

  it("let users follow themselves without the permission, but nobody else", async () => {
    const ada = simulator.org.users.get(ADA);
    assert.ok(ada);
    ada.permissions = [];
    const user = callerOf(simulator, simulator.act.issueToken("sign-in"));
    const channel = await open(user);
    assert.equal((await subscribe("PUT", channel, [OWN], "", user)).status, 200);
    const other = `v2.users.${idOf("user Ben Agent")}.conversations`;
    assert.equal((await subscribe("PUT", channel, [other], "", user)).status, 403);
  });

  it("tell which topics there are, with what each needs where that is asked for", async () => {
    const got = await caller.call(
      "GET",
      "/api/v2/notifications/availabletopics?expand=requiresPermissions&expand=transports",
    );
    const topics = got.body["entities"] as Record<string, unknown>[];
    const queue = topics.find(({ id }) => id === "v2.routing.queues.{id}.conversations");
    assert.deepEqual(queue?.["requiresPermissions"], [VIEW]);
    assert.deepEqual(queue?.["transports"], ["All"]);
    assert.equal(topics.length, 70);
  });

  it("live on after their topics were set anew, and end with their time: the socket closes, and the channel is unknown", async () => {
    simulator.settings.channelLifeMs = 2 * HOUR;
    const channel = await open();
    const listener = await listen(channel);
    clock.advance(HOUR);
    await subscribe("PUT", channel, [OWN]);
    clock.advance(1.5 * HOUR);
    assert.equal(await head(channel), 200);
    clock.advance(HOUR);
    await until(() => listener.closeCode() !== undefined);
    assert.equal(await head(channel), 404);
  });

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

  describe("their sockets", () => {
    const heartbeats = ({ frames }: Listener): unknown[] =>
      frames.filter(({ eventBody }) => eventBody["message"] === "WebSocket Heartbeat");

    it("refuse a handshake on a channel that nobody opened, or on another path", async () => {
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

    it("beat every thirty seconds and answer a ping at once", async () => {
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

    it("can be told to misbehave over HTTP as well", async () => {
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
