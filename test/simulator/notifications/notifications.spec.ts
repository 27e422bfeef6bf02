import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { callerOf, type Caller } from "../caller";
import { listenTo, type Listener } from "./listener";
import { ADA, channelCalls, CHANNELS, OWN, type Opened } from "./channels";

const HOUR = 3_600_000;
const SUPPORT = `v2.routing.queues.${idOf("queue Support")}.conversations`;
const VIEW = "conversation:communication:view";

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

  const { open, subscribe, topicsOf, head } = channelCalls(() => caller);
  const listen = async (channel: Opened): Promise<Listener> => {
    const listener = await listenTo(channel.connectUri);
    listeners.push(listener);
    return listener;
  };

  it("are on the simulator's own port, for a day", async () => {
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

  it("let users follow themselves without the permission, but no other user", async () => {
    const ada = simulator.org.users.get(ADA);
    assert.ok(ada);
    ada.permissions = [];
    const user = callerOf(simulator, simulator.act.issueToken("sign-in"));
    const channel = await open(user);
    assert.equal((await subscribe("PUT", channel, [OWN], "", user)).status, 200);
    const other = `v2.users.${idOf("user Ben Agent")}.conversations`;
    assert.equal((await subscribe("PUT", channel, [other], "", user)).status, 403);
  });

  it("list which topics there are, with what each needs where that is asked for", async () => {
    const got = await caller.call(
      "GET",
      "/api/v2/notifications/availabletopics?expand=requiresPermissions&expand=transports",
    );
    const topics = got.body["entities"] as Record<string, unknown>[];
    const queue = topics.find(({ id }) => id === "v2.routing.queues.{id}.conversations");
    assert.deepEqual(queue?.["requiresPermissions"], [VIEW]);
    assert.deepEqual(queue?.["transports"], ["All"]);
    assert.equal(topics.length, 242);
  });

  it("live on after their topics were set again, and end with their time: the socket closes, and the channel is unknown", async () => {
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
});
